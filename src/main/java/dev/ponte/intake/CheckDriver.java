package dev.ponte.intake;

import dev.ponte.connection.Connection;
import dev.ponte.connection.PollReader;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.ReconciliationPass;
import dev.ponte.delivery.ReconciliationPasses;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * Runs reconciliations: reads page after page of what a connection holds while its quota has calls
 * to spare. A pass that ends early is gone on with by the next run, from the last page whose
 * differences were recorded.
 */
@Component
public final class CheckDriver implements PollReader {

  private final ReconciliationPasses checks;

  public CheckDriver(ReconciliationPasses checks) {
    this.checks = checks;
  }

  @Override
  public Optional<Reading> of(Connection connection, Object bean) {
    return bean instanceof HeldState state
        ? Optional.of((run, exchange) -> run(state, connection, run, exchange::apply))
        : Optional.empty();
  }

  /**
   * Goes on with the pass that is due. What could not be read is told to the run.
   *
   * @param exchange sends differences on their way and gives what that failed with, or null
   * @return what recording failed with, or null
   */
  public Exception run(
      HeldState state,
      Connection connection,
      PollRun run,
      Function<List<Difference>, Exception> exchange) {
    Optional<ReconciliationPass> due = state.begin(checks, connection);
    if (due.isEmpty()) {
      return null;
    }
    ReconciliationPass check = due.get();
    Function<String, HeldState.Page> pages = state.open(connection);
    Function<String, Expected> expected = json -> state.expected(connection, json);
    String at = check.position().orElse(null);
    do {
      if (run.stopped()) {
        return null;
      }
      HeldState.Page page;
      try {
        page = pages.apply(at);
        run.succeeded();
      } catch (DeliveryFailure failure) {
        // A quota that has no calls to spare now is no failure.
        if (failure.failureClass() != FailureClass.THROTTLED) {
          run.failed(failure);
        }
        return null;
      }
      Exception unrecorded = record(check.compare(page.held(), expected), exchange);
      if (unrecorded != null) {
        return unrecorded;
      }
      at = page.next();
      if (at != null) {
        check.reached(at);
      }
    } while (at != null);
    return finish(check, check.missing(expected), run, exchange);
  }

  private static Exception finish(
      ReconciliationPass check,
      Iterator<List<Difference>> missing,
      PollRun run,
      Function<List<Difference>, Exception> exchange) {
    while (missing.hasNext()) {
      if (run.stopped()) {
        return null;
      }
      Exception unrecorded = record(missing.next(), exchange);
      if (unrecorded != null) {
        return unrecorded;
      }
    }
    check.finish();
    return null;
  }

  private static Exception record(
      List<Difference> differences, Function<List<Difference>, Exception> exchange) {
    return differences.isEmpty() ? null : exchange.apply(differences);
  }
}
