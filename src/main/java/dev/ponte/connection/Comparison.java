package dev.ponte.connection;

import dev.ponte.delivery.Check;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.FailureClass;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Runs a {@link Check}: reads page after page of what a connection holds while its quota has calls
 * to spare, and gives the differences. A run that ends early is gone on with by the next one, from
 * the last page whose differences were {@linkplain Comparisons#recorded recorded}.
 */
public final class Comparison implements Iterator<List<Difference>> {

  private final Check check;
  private final PollRun run;
  private final Truth truth;
  private final Function<String, Expected> expected;
  private String position;
  private String begins;
  private String reached;
  private Iterator<List<Difference>> missing;
  private List<Difference> next;
  private String nextBegins;
  private int underWay;
  private boolean complete;
  private boolean ended;

  /**
   * @param expected as in {@link Check#compare}
   */
  public Comparison(Check check, PollRun run, Truth truth, Function<String, Expected> expected) {
    this.check = check;
    this.run = run;
    this.truth = truth;
    this.expected = expected;
    this.position = check.position().orElse(null);
    this.reached = position;
    run.compares(this);
  }

  /** What a connection holds. */
  public interface Truth {

    /**
     * Reads one page, by calls of priority {@link ApiCall#SPARE}.
     *
     * @param position null for the first page, else {@link Page#next} of the one before
     * @throws DeliveryFailure when it cannot be read
     */
    Page page(String position);
  }

  /**
   * One page.
   *
   * @param held as in {@link Check#compare}
   * @param next where the next page begins; null when this is the last one
   */
  public record Page(Map<String, Map<String, String>> held, String next) {}

  @Override
  public boolean hasNext() {
    while (next == null && !ended) {
      read();
    }
    return next != null;
  }

  @Override
  public List<Difference> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<Difference> page = next;
    next = null;
    underWay++;
    return page;
  }

  /**
   * The differences that were given last are dealt with. A page that never is keeps the pass where
   * it is, so that the next run finds its differences again.
   */
  void recorded() {
    underWay--;
    settle();
  }

  /**
   * Notes how far all is dealt with. A splitter asks for the next page before it has dealt with
   * this one, so what was read is not yet what was reached.
   */
  private void settle() {
    if (underWay > 0) {
      return;
    }
    String safe = next == null ? position : nextBegins;
    if (safe != null && !safe.equals(reached)) {
      check.reached(safe);
      reached = safe;
    }
    if (complete && next == null) {
      check.finish();
    }
  }

  private void read() {
    if (run.stopped()) {
      ended = true;
      return;
    }
    if (missing != null) {
      readMissing();
      return;
    }
    try {
      settle();
      begins = position;
      Page page = truth.page(begins);
      run.succeeded();
      position = page.next();
      found(check.compare(page.held(), expected));
      if (position == null) {
        missing = check.missing(expected);
      }
    } catch (DeliveryFailure failure) {
      ended = true;
      // A quota that has no calls to spare now is no failure.
      if (failure.failureClass() != FailureClass.THROTTLED) {
        run.failed(failure);
      }
    }
  }

  private void readMissing() {
    if (missing.hasNext()) {
      found(missing.next());
      return;
    }
    complete = true;
    ended = true;
    settle();
  }

  private void found(List<Difference> differences) {
    if (!differences.isEmpty()) {
      next = differences;
      nextBegins = begins;
    }
  }
}
