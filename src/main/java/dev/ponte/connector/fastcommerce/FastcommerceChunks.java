package dev.ponte.connector.fastcommerce;

import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The rows of a report in lists of some hundred, each read when it is asked for, so that no report
 * is too long for the memory. Ends early when the run is stopped, or when a page cannot be read, of
 * which the run is told.
 */
final class FastcommerceChunks implements Iterator<List<Object>> {

  private static final int ROWS = 500;

  private final PollRun run;
  private final Supplier<Iterator<FastcommercePage>> report;
  private final Function<List<FastcommerceRow>, List<Object>> mapping;
  private Iterator<FastcommercePage> pages;
  private Iterator<FastcommerceRow> rows = Collections.emptyIterator();
  private List<Object> next;
  private boolean ended;

  /**
   * @param mapping of rows to messages, or to what could not be understood
   */
  FastcommerceChunks(
      PollRun run,
      Supplier<Iterator<FastcommercePage>> report,
      Function<List<FastcommerceRow>, List<Object>> mapping) {
    this.run = run;
    this.report = report;
    this.mapping = mapping;
  }

  @Override
  public boolean hasNext() {
    while (next == null && !ended) {
      next = read();
    }
    return next != null;
  }

  @Override
  public List<Object> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<Object> chunk = next;
    next = null;
    return chunk;
  }

  /** Null when there is nothing in it, or no more. */
  private List<Object> read() {
    if (run.stopped()) {
      ended = true;
      return null;
    }
    try {
      List<FastcommerceRow> chunk = chunk();
      if (chunk.isEmpty()) {
        ended = true;
        return null;
      }
      List<Object> mapped = mapping.apply(chunk);
      return mapped.isEmpty() ? null : mapped;
    } catch (DeliveryFailure failure) {
      ended = true;
      run.failed(failure);
      return null;
    }
  }

  private List<FastcommerceRow> chunk() {
    List<FastcommerceRow> chunk = new ArrayList<>(ROWS);
    if (pages == null) {
      pages = report.get();
    }
    while (chunk.size() < ROWS && (rows.hasNext() || pages.hasNext())) {
      if (rows.hasNext()) {
        chunk.add(rows.next());
      } else {
        rows = pages.next().rows();
        run.succeeded();
      }
    }
    return chunk;
  }
}
