package dev.ponte.connector.focco;

import java.time.Duration;
import java.time.Instant;

/** Calls that a poll may make by a budget a minute. Thread-safe. */
final class FoccoAllowance {

  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final Duration MOST_SAVED = Duration.ofMinutes(5);
  private static final long MINUTE = 60_000;

  private Instant spentTo;

  /** The calls of the time since they were last taken, of which some minutes are saved. */
  synchronized int take(int aMinute, Instant now) {
    Instant from = spentTo == null ? now.minus(FIRST) : latest(spentTo, now.minus(MOST_SAVED));
    long calls = Math.max(0, aMinute * Duration.between(from, now).toMillis() / MINUTE);
    // The part of a call that is left counts the next time: else a small budget would be none.
    spentTo = from.plusMillis(calls * MINUTE / aMinute);
    return (int) Math.min(Integer.MAX_VALUE, calls);
  }

  private static Instant latest(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
