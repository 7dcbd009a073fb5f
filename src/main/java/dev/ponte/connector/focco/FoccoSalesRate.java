package dev.ponte.connector.focco;

import java.time.Duration;
import java.time.Instant;

/**
 * How often an item is sold. Each sale counts less as time goes by, so that it follows the season.
 *
 * @param count sales as they counted then
 * @param at then
 */
record FoccoSalesRate(double count, Instant at) {

  static final FoccoSalesRate NONE = new FoccoSalesRate(0, Instant.EPOCH);

  /** Long enough to tell what is sold once a day, short enough to follow a campaign. */
  private static final Duration HALF_LIFE = Duration.ofDays(3);

  /**
   * So much of an item's sales is taken for chance. Sales follow a power law: most items sell less
   * than once in what is remembered, and of those that were seen many were only lucky. What is
   * taken from them is what must be expected of all the others (absolute discounting).
   */
  private static final double CHANCE = 0.75;

  FoccoSalesRate plus(int sales, Instant then) {
    return new FoccoSalesRate(counted(then) + sales, then);
  }

  /** Sales as they count now. */
  double counted(Instant now) {
    if (count == 0) {
      return 0;
    }
    double halfLives = Duration.between(at, now).toMillis() / (double) HALF_LIFE.toMillis();
    return count * Math.pow(0.5, Math.max(0, halfLives));
  }

  /** What of the sales, as they count now, may be chance. */
  double chance(Instant now) {
    return Math.min(CHANCE, counted(now));
  }

  /**
   * In proportion to the sales that are to be expected of the item.
   *
   * @param chance each item's part in what may be chance; above zero, so that none is left unread
   */
  double expected(Instant now, double chance) {
    return counted(now) - chance(now) + chance;
  }

  /** Sales a day: what all time would leave of one sale a day is the half-life by ln 2. */
  double aDay(Instant now) {
    return counted(now)
        * Math.log(2)
        / (HALF_LIFE.toMillis() / (double) Duration.ofDays(1).toMillis());
  }
}
