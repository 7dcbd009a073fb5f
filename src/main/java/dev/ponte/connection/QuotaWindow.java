package dev.ponte.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How a window of a connection's quota stands, over all replicas.
 *
 * @param name {@code short} or {@code month}
 * @param calls allowed in the window
 * @param used of them
 * @param kept calls that each priority, 1 first, must leave to those before it
 * @param start when the window began
 * @param end when it turns
 */
public record QuotaWindow(
    String name, int calls, int used, List<Integer> kept, Instant start, Instant end) {

  static final String SHORT = "short";
  static final String MONTH = "month";

  public QuotaWindow {
    kept = List.copyOf(kept);
  }

  /** Calls that nobody has used. */
  public int left() {
    return Math.max(0, calls - used);
  }

  /**
   * When the last of so many calls of the priority can be made, if nothing else is: in this window
   * while it lasts, then in full ones.
   *
   * @return empty when a window has none for the priority
   */
  public Optional<Instant> lastOf(long wanted, int priority, Instant now) {
    int keep = kept.get(Math.min(Math.max(priority, 1), kept.size()) - 1);
    long rest = wanted - Math.max(0, left() - keep);
    if (rest <= 0) {
      return Optional.of(now);
    }
    long each = calls - keep;
    if (each <= 0) {
      return Optional.empty();
    }
    Duration length = Duration.between(start, end);
    return Optional.of(end.plus(length.multipliedBy((rest - 1) / each)));
  }
}
