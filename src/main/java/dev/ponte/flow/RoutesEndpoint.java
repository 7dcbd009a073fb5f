package dev.ponte.flow;

import dev.ponte.connection.Finding;
import dev.ponte.connection.SettingsReload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/**
 * The files of flows: {@code GET /actuator/routes} tells what runs, {@code GET
 * /actuator/routes/history} what ran since when, {@code GET /actuator/routes/7} the files of then;
 * {@code POST /actuator/routes/reload} loads edits, {@code POST /actuator/routes/rollback/7} writes
 * the files of then back.
 */
@Component
@ConditionalOnProperty(name = "ponte.flows.start", matchIfMissing = true)
@Endpoint(id = "routes")
public class RoutesEndpoint {

  private static final String HISTORY = "history";

  private final Flows flows;
  private final FlowWatch watch;
  private final FlowHistory history;
  private final FlowRollback rollback;
  private final SettingsReload settings;

  RoutesEndpoint(
      Flows flows,
      FlowWatch watch,
      FlowHistory history,
      FlowRollback rollback,
      SettingsReload settings) {
    this.settings = settings;
    this.flows = flows;
    this.watch = watch;
    this.history = history;
    this.rollback = rollback;
  }

  @ReadOperation
  public Map<String, Object> now() {
    Map<String, Object> now = new LinkedHashMap<>();
    now.put("wiring", flows.hash().orElse(""));
    now.put("reload", watch.mode().name().toLowerCase(Locale.ROOT));
    now.put("files", flows.standings());
    now.put("faults", flows.faults());
    return now;
  }

  @ReadOperation
  public WebEndpointResponse<Object> of(@Selector String what) {
    if (what.equals(HISTORY)) {
      return new WebEndpointResponse<>(history.list());
    }
    return history
        .files(number(what))
        .<WebEndpointResponse<Object>>map(WebEndpointResponse::new)
        .orElseGet(() -> refused(404, "There is no state %s in the history".formatted(what)));
  }

  @WriteOperation
  public WebEndpointResponse<Object> act(@Selector String verb) {
    if (!verb.equals("reload")) {
      return refused(400, "There is no %s; there are reload and rollback".formatted(verb));
    }
    try {
      watch.requireAllowed();
      Set<String> connections = settings.reload();
      Map<String, Object> done = done(watch.reload("reload", rollback.who()));
      done.put("connections", connections);
      return new WebEndpointResponse<>(done);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return refused(409, e.getMessage());
    }
  }

  @WriteOperation
  public WebEndpointResponse<Object> act(@Selector String verb, @Selector long number) {
    if (!verb.equals("rollback")) {
      return refused(400, "There is no %s; there are reload and rollback".formatted(verb));
    }
    SortedMap<String, String> files = history.files(number).orElse(null);
    if (files == null) {
      return refused(404, "There is no state %d in the history".formatted(number));
    }
    List<Finding> faults = rollback.faults(files);
    if (!faults.isEmpty()) {
      return refused(
          409,
          "The files of state %d would not run now, so nothing was changed: %s"
              .formatted(number, faults.get(0)));
    }
    try {
      return new WebEndpointResponse<>(done(rollback.to(number, files, rollback.who())));
    } catch (IllegalArgumentException | IllegalStateException e) {
      return refused(409, e.getMessage());
    }
  }

  private Map<String, Object> done(Wiring.Outcome outcome) {
    Map<String, Object> done = new LinkedHashMap<>();
    done.put("loaded", outcome.loaded());
    done.put("gone", outcome.gone());
    done.put("notLoaded", outcome.held());
    done.put("faults", flows.faults());
    return done;
  }

  private static long number(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  private static WebEndpointResponse<Object> refused(int status, String sentence) {
    return new WebEndpointResponse<>(Map.of("error", sentence), status);
  }
}
