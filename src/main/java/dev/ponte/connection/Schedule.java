package dev.ponte.connection;

import java.time.ZoneId;

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
