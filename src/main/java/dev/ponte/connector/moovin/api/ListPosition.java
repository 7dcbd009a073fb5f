package dev.ponte.connector.moovin.api;

import java.time.Duration;
import java.time.LocalDateTime;

/**
 * How far a list was read that takes many polls. All times are the hub's, in the store's zone.
 *
 * @param since the list holds what changed after it; null for all there is
 * @param begun when the reading began; the next one asks for changes from here
 * @param whole when the last reading of all there is began
 * @param page the next to read, from 1; beyond 1 the reading goes on
 */
public record ListPosition(
    LocalDateTime since, LocalDateTime begun, LocalDateTime whole, int page) {

  private static final String NONE = "-";

  public static ListPosition parse(String text) {
    String[] parts = text.split(" ");
    return new ListPosition(
        parts[0].equals(NONE) ? null : LocalDateTime.parse(parts[0]),
        LocalDateTime.parse(parts[1]),
        LocalDateTime.parse(parts[2]),
        Integer.parseInt(parts[3]));
  }

  /**
   * What to read now: the rest of a list that was begun, or else the next list.
   *
   * @param stored where the list stands; null for nowhere
   */
  public static ListPosition next(String stored, LocalDateTime now, Duration wholeEvery) {
    if (stored == null) {
      return whole(now);
    }
    ListPosition last = parse(stored);
    return last.isInside() ? last : last.after(now, wholeEvery);
  }

  /** A reading of all there is. */
  private static ListPosition whole(LocalDateTime now) {
    return new ListPosition(null, now, now, 1);
  }

  /** In the middle of a list. */
  public boolean isInside() {
    return page > 1;
  }

  /**
   * The reading after this one, which is over: of changes alone, or of all there is when that was
   * too long ago, since a change that moved while it was read may have been missed.
   */
  private ListPosition after(LocalDateTime now, Duration wholeEvery) {
    return whole.plus(wholeEvery).isAfter(now)
        ? new ListPosition(begun, now, whole, 1)
        : whole(now);
  }

  ListPosition page(int next) {
    return new ListPosition(since, begun, whole, next);
  }

  @Override
  public String toString() {
    return "%s %s %s %d".formatted(since == null ? NONE : since, begun, whole, page);
  }
}
