package dev.ponte.connection;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The time of day that all replicas agree on: the hub's clock, corrected by what this machine's
 * clock differs from the database's. A machine that is a minute fast would begin a quota's window a
 * minute early for all.
 */
@Component
final class SharedClock {

  private static final Logger LOG = LoggerFactory.getLogger(SharedClock.class);
  private static final Duration SLOWEST_ANSWER = Duration.ofMillis(500);
  private static final Duration EXACT = Duration.ofMillis(100);
  private static final Duration TOO_MUCH = Duration.ofSeconds(5);

  private final JdbcClient jdbc;
  private final Clock hub;
  private final Clock machine;
  private volatile Duration offset = Duration.ZERO;

  @Autowired
  SharedClock(JdbcClient jdbc, Clock hub) {
    this(jdbc, hub, Clock.systemUTC());
  }

  /**
   * @param hub may run otherwise than the machine's, as in the sandbox
   */
  SharedClock(JdbcClient jdbc, Clock hub, Clock machine) {
    this.jdbc = jdbc;
    this.hub = hub;
    this.machine = machine;
  }

  /** The corrected clock. */
  Clock clock() {
    return new Corrected(hub.getZone());
  }

  /** Compares both clocks; an answer that took long tells nothing. */
  void compare() {
    long start = System.nanoTime();
    Instant before = machine.instant();
    Instant there =
        jdbc.sql("SELECT CURRENT_TIMESTAMP").query(Timestamp.class).single().toInstant();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (took.compareTo(SLOWEST_ANSWER) > 0) {
      return;
    }
    Duration differs = Duration.between(before.plus(took.dividedBy(2)), there);
    Duration found = differs.abs().compareTo(EXACT.plus(took)) <= 0 ? Duration.ZERO : differs;
    if (found.abs().compareTo(TOO_MUCH) > 0 && offset.isZero()) {
      LOG.warn(
          "This machine's clock is {} s {} the database's, whose time counts for quotas and pauses; set it right",
          found.abs().toSeconds(),
          found.isNegative() ? "ahead of" : "behind");
    }
    offset = found;
  }

  private final class Corrected extends Clock {

    private final ZoneId zone;

    Corrected(ZoneId zone) {
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new Corrected(other);
    }

    @Override
    public Instant instant() {
      return hub.instant().plus(offset);
    }
  }
}
