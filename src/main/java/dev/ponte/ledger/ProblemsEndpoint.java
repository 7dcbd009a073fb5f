package dev.ponte.ledger;

import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** What needs a person, by cause: {@code GET /actuator/problems}. */
@Component
@Endpoint(id = "problems")
public class ProblemsEndpoint {

  private final Deliveries deliveries;
  private final DeadLetters deadLetters;

  ProblemsEndpoint(Deliveries deliveries, DeadLetters deadLetters) {
    this.deliveries = deliveries;
    this.deadLetters = deadLetters;
  }

  /** All groups, the largest first. */
  @ReadOperation
  public Problems problems() {
    return new Problems(deliveries.groups(), deadLetters.groups());
  }
}
