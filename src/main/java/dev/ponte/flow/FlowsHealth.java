package dev.ponte.flow;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/** What is wrong with the files in {@code routes/}; the rest runs, so it is always up. */
@Component("flowsHealthIndicator")
final class FlowsHealth implements HealthIndicator {

  private final Flows flows;

  FlowsHealth(Flows flows) {
    this.flows = flows;
  }

  @Override
  public Health health() {
    return Health.up().withDetail("faults", flows.faults()).build();
  }
}
