package dev.ponte.connector.moovin.orders;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;

/**
 * Up to which change all orders were read.
 *
 * @param stamp the last change seen, by the store's clock, which need not agree with ours
 * @param reached when it was first seen, by the hub's clock
 */
record Watermark(LocalDateTime stamp, Instant reached) {

  private static final char SEPARATOR = ' ';

  static Watermark parse(String text) {
    int at = text.indexOf(SEPARATOR);
    return new Watermark(
        LocalDateTime.parse(text.substring(0, at)), Instant.parse(text.substring(at + 1)));
  }

  /**
   * Where the next reading begins. A change may become visible some time after its stamp, so it
   * begins the overlap before the last one; what was not seen when that time has passed since is
   * not there, and an idle store is asked for its last change alone.
   */
  LocalDateTime from(Instant now, Duration overlap) {
    Duration open = overlap.minus(Duration.between(reached, now));
    if (open.isNegative()) {
      return stamp;
    }
    return stamp.minus(open.compareTo(overlap) > 0 ? overlap : open);
  }

  /** This one, or a new one when a later change was seen. */
  Watermark after(LocalDateTime seen, Instant now) {
    return seen == null || !seen.isAfter(stamp) ? this : new Watermark(seen, now);
  }

  @Override
  public String toString() {
    return stamp.toString() + SEPARATOR + reached;
  }
}
