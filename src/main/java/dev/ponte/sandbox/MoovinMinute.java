package dev.ponte.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts records in a minute that slides, as strict as "60 a minute" can be read. */
final class MoovinMinute {

  private static final int MOST = 60;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final Clock clock;
  private final Deque<Instant> records = new ArrayDeque<>();
  private int overLimit;
  private int most;

  MoovinMinute(Clock clock) {
    this.clock = clock;
  }

  /** Whether one more record is allowed now. */
  synchronized boolean take() {
    Instant now = clock.instant();
    while (!records.isEmpty() && !records.peek().isAfter(now.minus(MINUTE))) {
      records.remove();
    }
    if (records.size() >= MOST) {
      overLimit++;
      return false;
    }
    records.add(now);
    most = Math.max(most, records.size());
    return true;
  }

  synchronized int overLimit() {
    return overLimit;
  }

  /** The most records that any minute held. */
  synchronized int most() {
    return most;
  }
}
