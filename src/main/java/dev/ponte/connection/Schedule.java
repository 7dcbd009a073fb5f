package dev.ponte.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * When a poll of a connection comes, as it is configured.
 *
 * @param key the key that says so
 * @param text a Quartz cron, if it is well
 * @param zone the connection's
 */
public record Schedule(String key, String text, ZoneId zone) {

  /** A sentence that names the key, when the text is no Quartz cron; else nothing happens. */
  public void check() {
    cron();
  }

  /** How long it is from the next tick to the one after it; empty when none ever comes. */
  public Optional<Duration> interval(Instant now) {
    Instant next = cron().after(now);
    Instant second = next == null ? null : cron().after(next);
    return second == null ? Optional.empty() : Optional.of(Duration.between(next, second));
  }

  /**
   * The ticks.
   *
   * @throws IllegalArgumentException in one sentence that names the key, when the text is no Quartz
   *     cron
   */
  Cron cron() {
    try {
      return new Cron(text, zone);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is \"%s\", which is no Quartz cron (%s); it has six fields, from seconds to day of week, such as 0/30 * * * * ?"
              .formatted(key, text, e.getMessage()),
          e);
    }
  }
}
