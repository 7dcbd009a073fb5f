package dev.ponte.flow;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Gives the flows to Camel. First all are loaded, so that every subscription is stored, then all
 * are started; a file that Camel refuses is one error and leaves the others alone.
 */
@Component
final class FlowStarter implements CamelContextConfiguration {

  private final Flows flows;
  private final boolean start;

  FlowStarter(Flows flows, @Value("${ponte.flows.start:true}") boolean start) {
    this.flows = flows;
    this.start = start;
  }

  @Override
  public void beforeApplicationStart(CamelContext camel) {
    // All is done once the context runs, so that one bad file cannot stop it.
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {
    if (!start) {
      return;
    }
    Boolean startup = camel.isAutoStartup();
    camel.setAutoStartup(false);
    flows.read().forEach(file -> load(camel, file));
    camel.setAutoStartup(startup);
    start(camel);
  }

  private void load(CamelContext camel, Flows.Loadable file) {
    Resource resource = ResourceHelper.fromString(file.name(), file.yaml());
    try {
      PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
    } catch (Exception e) {
      flows.fault("%s is left out: %s".formatted(file.name(), root(e)));
    }
  }

  private void start(CamelContext camel) {
    camel
        .getRoutes()
        .forEach(
            route -> {
              try {
                camel.getRouteController().startRoute(route.getRouteId());
              } catch (Exception e) {
                flows.fault("Route %s does not start: %s".formatted(route.getRouteId(), root(e)));
              }
            });
  }

  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String words = root.getMessage() == null ? root.toString() : root.getMessage();
    return words.replaceAll("\\s+", " ").strip();
  }
}
