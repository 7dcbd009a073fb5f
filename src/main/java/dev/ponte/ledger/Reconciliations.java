package dev.ponte.ledger;

import dev.ponte.ledger.view.Sentence;
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

  private final SqlReconciliationPasses checks;
  private final Differences differences;
  private final FirstPasses firstPasses;
  private final Audit audit;

  Reconciliations(
      SqlReconciliationPasses checks,
      Differences differences,
      FirstPasses firstPasses,
      Audit audit) {
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
      List<SqlReconciliationPasses.Pass> passes,
      List<Differences.Found> differences) {}

  /** The passes of all types and connections, running or over. */
  public List<SqlReconciliationPasses.Pass> passes() {
    return checks.all();
  }

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
    return again(connection, audit.by("actuator", null)).english();
  }

  /** The same. */
  public Sentence again(String connection, Act act) {
    Sentence said =
        Sentence.of(
            checks.want(connection) == 0 ? "said.compare.none" : "said.compare.asked", connection);
    audit.keep(act, "compare", Audit.CONNECTION, connection, null, said);
    return said;
  }
}
