package dev.ponte.connection;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Date;
import java.util.TimeZone;
import org.quartz.CronExpression;

/**
 * The ticks of a Quartz cron in a zone. When the clocks of the zone are put forward, ticks of the
 * hour that is left out do not come; when they are put back, those of the hour that comes twice
 * come twice.
 */
final class Cron {

  private static final Duration SHORTEST_LOOK = Duration.ofMinutes(1);

  private final CronExpression expression;
  private final ZoneRules rules;

  /**
   * @throws IllegalArgumentException when the text is no Quartz cron
   */
  Cron(String text, ZoneId zone) {
    try {
      expression = new CronExpression(text);
    } catch (ParseException | UnsupportedOperationException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
    rules = zone.getRules();
  }

  /** The first tick after that time; null when none ever comes. */
  Instant after(Instant time) {
    Instant tick = after(time, rules.getOffset(time));
    ZoneOffsetTransition change = rules.nextTransition(time);
    while (tick != null && change != null && !tick.isBefore(change.getInstant())) {
      tick = after(change.getInstant().minusMillis(1), change.getOffsetAfter());
      change = rules.nextTransition(change.getInstant());
    }
    return tick;
  }

  /**
   * The last tick that is not after now.
   *
   * @param due a tick that is not after now
   */
  Instant latest(Instant due, Instant now) {
    Duration missed = Duration.between(due, now);
    Instant tick = due;
    for (Duration look = SHORTEST_LOOK; look.compareTo(missed) < 0; look = look.multipliedBy(2)) {
      Instant later = after(now.minus(look));
      if (later != null && !later.isAfter(now)) {
        tick = later;
        break;
      }
    }
    for (Instant next = after(tick); next != null && !next.isAfter(now); next = after(next)) {
      tick = next;
    }
    return tick;
  }

  /**
   * With an offset that does not change, since Quartz loses an hour of ticks where the clocks are
   * put back.
   */
  private synchronized Instant after(Instant time, ZoneOffset offset) {
    expression.setTimeZone(TimeZone.getTimeZone(offset));
    Date next = expression.getNextValidTimeAfter(Date.from(time));
    return next == null ? null : next.toInstant();
  }
}
