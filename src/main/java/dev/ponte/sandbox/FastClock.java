package dev.ponte.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that starts now and runs faster than time, so that what a quota allows in an hour can be
 * seen in minutes. Hub and simulators share it.
 */
public final class FastClock extends Clock {

  private final Instant start;
  private final long startNanos = System.nanoTime();
  private final int speed;
  private final ZoneId zone;

  /**
   * @param speed how many seconds pass in a second
   */
  public FastClock(int speed) {
    this(speed, Instant.now());
  }

  /**
   * @param start what time it is now
   */
  public FastClock(int speed, Instant start) {
    this(speed, start, ZoneOffset.UTC);
  }

  private FastClock(int speed, Instant start, ZoneId zone) {
    this.speed = speed;
    this.start = start;
    this.zone = zone;
  }

  @Override
  public Instant instant() {
    return start.plus(Duration.ofNanos(System.nanoTime() - startNanos).multipliedBy(speed));
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public Clock withZone(ZoneId other) {
    return new FastClock(speed, instant(), other);
  }
}
