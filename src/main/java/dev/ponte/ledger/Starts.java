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

  Starts(FirstPasses firstPasses) {
    this.firstPasses = firstPasses;
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
    return firstPasses.start(type, connection);
  }
}
