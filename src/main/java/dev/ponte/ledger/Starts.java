package dev.ponte.ledger;

import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/**
 * What is not sent for now, and why: {@code GET /actuator/start}; and {@code POST
 * /actuator/start/{type}/{connection}} to have a state sent for the first time.
 */
@Component
@Endpoint(id = "start")
public class Starts {

  private final FirstPasses firstPasses;
  private final SubscriptionActs acts;
  private final Audit audit;

  Starts(FirstPasses firstPasses, SubscriptionActs acts, Audit audit) {
    this.firstPasses = firstPasses;
    this.acts = acts;
    this.audit = audit;
  }

  @ReadOperation
  public List<FirstPasses.Waiting> waiting() {
    return firstPasses.waiting();
  }

  /**
   * Starts it.
   *
   * @return one sentence
   */
  @WriteOperation
  public String start(@Selector String type, @Selector String connection) {
    return acts.start(type, connection, audit.by("actuator", null));
  }
}
