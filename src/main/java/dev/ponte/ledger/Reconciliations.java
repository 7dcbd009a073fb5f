package dev.ponte.ledger;

import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/**
 * Whether connections hold what they were told: {@code GET /actuator/reconciliation}; and {@code
 * POST /actuator/reconciliation/{connection}} to look again.
 */
@Component
@Endpoint(id = "reconciliation")
public class Reconciliations {

  private final SqlChecks checks;
  private final Differences differences;
  private final FirstPasses firstPasses;
  private final Audit audit;

  Reconciliations(SqlChecks checks, Differences differences, FirstPasses firstPasses, Audit audit) {
    this.audit = audit;
    this.checks = checks;
    this.differences = differences;
    this.firstPasses = firstPasses;
  }

  /**
   * What is not sent for now, with what would change; the passes, running or over; and the newest
   * differences, newest first.
   */
  public record Report(
      List<FirstPasses.Waiting> waiting,
      List<SqlChecks.Pass> passes,
      List<Differences.Found> differences) {}

  @ReadOperation
  public Report report() {
    return new Report(firstPasses.waiting(), checks.all(), differences.newest());
  }

  /**
   * Has the connection's passes begin again, as soon as its quota has calls to spare.
   *
   * @return one sentence
   */
  @WriteOperation
  public String again(@Selector String connection) {
    int passes = checks.want(connection);
    String words =
        passes == 0
            ? "Nothing of %s is compared: no flow has a check source of it, or none has run yet"
                .formatted(connection)
            : "%s is compared again when its quota has calls to spare".formatted(connection);
    audit.keep(audit.by("actuator", null), "compare", Audit.CONNECTION, connection, null, words);
    return words;
  }
}
