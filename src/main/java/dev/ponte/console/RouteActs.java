package dev.ponte.console;

import dev.ponte.console.access.LoggedIn;
import dev.ponte.ledger.Audit;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.RouteEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Keeps which routes a person stops and starts, on the page, in Hawtio or by a script. */
@Component
class RouteActs extends EventNotifierSupport {

  private final LoggedIn loggedIn;
  private final Audit audit;

  RouteActs(LoggedIn loggedIn, Audit audit) {
    this.loggedIn = loggedIn;
    this.audit = audit;
    setIgnoreCamelContextEvents(true);
    setIgnoreExchangeEvents(true);
    setIgnoreServiceEvents(true);
    setIgnoreStepEvents(true);
  }

  @Override
  public boolean isEnabled(CamelEvent event) {
    return verb(event) != null && loggedIn.role().isPresent();
  }

  @Override
  public void notify(CamelEvent event) {
    String route = ((RouteEvent) event).getRoute().getRouteId();
    audit.keep(audit.by(via(), null), verb(event), Audit.ROUTE, route, null, null);
  }

  private static String via() {
    String path =
        RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes it
            ? it.getRequest().getRequestURI()
            : "";
    return path.contains("/api/v1/") ? "api" : path.contains("/flows/") ? "console" : "jmx";
  }

  /** Null for what is no person's act. */
  private static String verb(CamelEvent event) {
    return switch (event.getType()) {
      case RouteStarted -> "start";
      case RouteStopped -> "stop";
      default -> null;
    };
  }
}
