package dev.ponte.flow;

import org.apache.camel.CamelContext;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Gives the flows to Camel when it runs, so that one bad file cannot stop it. */
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
    // All is done once the context runs.
  }

  @Override
  public void afterApplicationStart(CamelContext camel) {
    if (start) {
      flows.begin(camel);
    }
  }
}
