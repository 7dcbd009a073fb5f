package dev.ponte.connection;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;

/**
 * One configured account of a system.
 *
 * @param name its name in {@code ponte.connections}
 * @param system the kind of API
 * @param baseUrl without a trailing slash
 * @param zone the zone of dates that come without an offset
 * @param limits the system's, overridden by the configuration
 * @param giveUpAfter how old a delivery may get before a transient fault makes it a dead letter
 * @param dryRun whether calls that change something are withheld
 * @param schedules by poll name, the connection's own over the common ones
 * @param sending what may be sent to it
 * @param egress the way out to it
 * @param settings the system's own settings, of type {@link ApiSystem#settings}
 */
public record Connection(
    String name,
    ApiSystem system,
    URI baseUrl,
    ZoneId zone,
    Limits limits,
    Duration giveUpAfter,
    boolean dryRun,
    Map<String, Schedule> schedules,
    Sending sending,
    Egress egress,
    Object settings) {

  /** Reached directly. */
  public Connection(
      String name,
      ApiSystem system,
      URI baseUrl,
      ZoneId zone,
      Limits limits,
      Duration giveUpAfter,
      boolean dryRun,
      Map<String, Schedule> schedules,
      Sending sending,
      Object settings) {
    this(
        name,
        system,
        baseUrl,
        zone,
        limits,
        giveUpAfter,
        dryRun,
        schedules,
        sending,
        Egress.DIRECT,
        settings);
  }

  /** The system's own settings. */
  public <S> S settings(Class<S> type) {
    return type.cast(settings);
  }

  /**
   * When polls of that kind come.
   *
   * @throws IllegalArgumentException in one sentence that names the key, when that is not
   *     configured
   */
  public Schedule schedule(String poll) {
    Schedule schedule = schedules.get(poll);
    if (schedule == null) {
      throw new IllegalArgumentException(
          "There is no schedule for %s of %s; set ponte.schedule.%s".formatted(poll, name, poll));
    }
    return schedule;
  }

  /** Settings may hold secrets, so only the name shows. */
  @Override
  public String toString() {
    return "connection " + name;
  }
}
