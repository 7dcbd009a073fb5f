package dev.ponte.connection;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a connection rests, and why: the system asked for it, refused us, or fails again and
 * again. Thread-safe.
 */
final class Pause {

  private static final int FAILURES_IN_A_ROW = 5;
  private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);
  private static final Duration SHORTEST_REFUSAL = Duration.ofSeconds(10);
  private static final Duration LONGEST_REFUSAL = Duration.ofMinutes(15);
  private static final Duration THROTTLED = Duration.ofMinutes(1);

  private int failures;
  private int refusals;
  private Instant until = Instant.MIN;
  private String reason;

  /** Until when the connection rests; empty when it does not. */
  synchronized Optional<Instant> until(Instant now) {
    return until.isAfter(now) ? Optional.of(until) : Optional.empty();
  }

  synchronized Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** A call went well; true when that ends a trouble. */
  synchronized boolean recovered() {
    boolean troubled = reason != null;
    failures = 0;
    refusals = 0;
    reason = null;
    until = Instant.MIN;
    return troubled;
  }

  /** A call failed; gives the end of the rest when a new one begins. */
  synchronized Optional<Instant> failed(DeliveryFailure failure, Instant now) {
    Duration rest = rest(failure, now);
    if (rest.isZero()) {
      return Optional.empty();
    }
    reason = failure.getMessage();
    boolean begins = !until.isAfter(now);
    Instant end = now.plus(rest);
    until = end.isAfter(until) ? end : until;
    return begins ? Optional.of(until) : Optional.empty();
  }

  private Duration rest(DeliveryFailure failure, Instant now) {
    FailureClass what = failure.failureClass();
    if (what == FailureClass.THROTTLED) {
      return failure.retryAt().map(at -> Duration.between(now, at)).orElse(THROTTLED);
    }
    if (what == FailureClass.UNAUTHORIZED) {
      Duration rest = doubled(SHORTEST_REFUSAL, refusals++, LONGEST_REFUSAL);
      Duration asked = failure.retryAt().map(at -> Duration.between(now, at)).orElse(rest);
      return asked.compareTo(rest) > 0 ? asked : rest;
    }
    if (what == FailureClass.TRANSIENT || what == FailureClass.IN_DOUBT) {
      failures++;
      return failures < FAILURES_IN_A_ROW
          ? Duration.ZERO
          : doubled(SHORTEST_REST, failures - FAILURES_IN_A_ROW, LONGEST_REST);
    }
    return Duration.ZERO;
  }

  private static Duration doubled(Duration shortest, int times, Duration longest) {
    Duration rest = shortest.multipliedBy(1L << Math.min(times, 20));
    return rest.compareTo(longest) > 0 ? longest : rest;
  }
}
