package dev.ponte.flow;

import dev.ponte.ledger.Replicas;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * What is wrong with the files in {@code routes/}, and which routes somebody has stopped; the rest
 * runs, so it is always up.
 */
@Component("flowsHealthIndicator")
final class FlowsHealth implements HealthIndicator {

  private final Flows flows;
  private final ObjectProvider<CamelContext> camel;
  private final ObjectProvider<Replicas> others;

  FlowsHealth(Flows flows, ObjectProvider<CamelContext> camel, ObjectProvider<Replicas> others) {
    this.flows = flows;
    this.camel = camel;
    this.others = others;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up().withDetail("faults", flows.faults());
    List<String> held = flows.held();
    if (!held.isEmpty()) {
      String files = held.size() == 1 ? "1 file" : held.size() + " files";
      health.withDetail("routes", files + " not loaded: " + String.join(", ", held));
    }
    flows.hash().ifPresent(it -> health.withDetail("wiring", it));
    others.stream()
        .flatMap(it -> it.otherWirings(flows.hash().orElse("")).stream())
        .findFirst()
        .ifPresent(it -> health.withDetail("replicas", it));
    List<String> stopped = camel.stream().flatMap(it -> stopped(it).stream()).sorted().toList();
    return (stopped.isEmpty() ? health : health.withDetail("stopped", stopped)).build();
  }

  private static List<String> stopped(CamelContext camel) {
    return camel.getRoutes().stream()
        .map(Route::getRouteId)
        .filter(id -> !camel.getRouteController().getRouteStatus(id).isStarted())
        .toList();
  }
}
