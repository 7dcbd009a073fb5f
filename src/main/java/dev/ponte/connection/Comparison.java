package dev.ponte.connection;

import dev.ponte.delivery.Check;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.FailureClass;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;

/**
 * Runs a {@link Check}: reads page after page of what a connection holds while its quota has calls
 * to spare, and gives the differences. A run that ends early is gone on with by the next one. The
 * next page is read when the differences of the last one have been dealt with.
 */
public final class Comparison implements Iterator<List<Difference>> {

  private final Check check;
  private final PollRun run;
  private final Truth truth;
  private final Function<String, Map<String, String>> expected;
  private String position;
  private Iterator<List<Difference>> missing;
  private List<Difference> next;
  private boolean ended;

  /**
   * @param expected as in {@link Check#compare}
   */
  public Comparison(
      Check check, PollRun run, Truth truth, Function<String, Map<String, String>> expected) {
    this.check = check;
    this.run = run;
    this.truth = truth;
    this.expected = expected;
    this.position = check.position().orElse(null);
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
      next = read();
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
    return page;
  }

  /** Null when there is no difference, or no more. */
  private List<Difference> read() {
    if (run.stopped()) {
      ended = true;
      return null;
    }
    if (missing != null) {
      return readMissing();
    }
    try {
      if (position != null) {
        check.reached(position);
      }
      Page page = truth.page(position);
      run.succeeded();
      position = page.next();
      List<Difference> differences = check.compare(page.held(), expected);
      if (position == null) {
        missing = check.missing(expected);
      }
      return found(differences);
    } catch (DeliveryFailure failure) {
      ended = true;
      // A quota that has no calls to spare now is no failure.
      if (failure.failureClass() != FailureClass.THROTTLED) {
        run.failed(failure);
      }
      return null;
    }
  }

  private List<Difference> readMissing() {
    if (missing.hasNext()) {
      return found(missing.next());
    }
    check.finish();
    ended = true;
    return null;
  }

  private static List<Difference> found(List<Difference> differences) {
    return differences.isEmpty() ? null : differences;
  }
}
