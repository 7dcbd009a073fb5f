package dev.ponte.connection;

import java.time.Duration;
import java.time.Instant;

/** How a window of a connection's quota stands, over all replicas. */
public final class QuotaWindow {

  static final String SHORT = "short";
  static final String MONTH = "month";

  private static final Duration PACE = Duration.ofMinutes(1);

  private final QuotaRule span;
  private final int used;
  private final Instant start;

  QuotaWindow(QuotaRule span, int used, Instant start) {
    this.span = span;
    this.used = used;
    this.start = start;
  }

  /** {@code short} or {@code month}. */
  public String name() {
    return span.name();
  }

  /** Calls allowed in the window. */
  public int calls() {
    return span.calls();
  }

  /** Calls that were made, or that a process holds. */
  public int used() {
    return used;
  }

  /** Calls that nobody has used. */
  public int left() {
    return Math.max(0, calls() - used);
  }

  /** Whether calls wait for the next window; one of a minute or less is only a pace. */
  public boolean isUsedUp() {
    return left() == 0 && Duration.between(start, end()).compareTo(PACE) > 0;
  }

  /** When the window turns. */
  public Instant end() {
    return span.end().apply(start);
  }

  /**
   * When the last of so many calls of the priority can be made, if nothing else is: in this window
   * while it lasts, then in the next ones.
   */
  public Instant lastOf(long wanted, int priority, Instant now) {
    Instant due = wanted <= 0 ? now : span.dueAt(start, used + wanted, priority);
    return due.isBefore(now) ? now : due;
  }
}
