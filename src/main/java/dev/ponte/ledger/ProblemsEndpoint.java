package dev.ponte.ledger;

import dev.ponte.ledger.view.ProblemList;
import dev.ponte.ledger.view.Problems;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.stereotype.Component;

/** What needs a person, by cause: {@code GET /actuator/problems}. */
@Component
@Endpoint(id = "problems")
public class ProblemsEndpoint {

  private final ProblemList problems;

  ProblemsEndpoint(ProblemList problems) {
    this.problems = problems;
  }

  /** All groups, the largest first. */
  @ReadOperation
  public Problems problems() {
    return problems.all();
  }
}
