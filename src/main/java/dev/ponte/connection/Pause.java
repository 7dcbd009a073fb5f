package dev.ponte.connection;

import dev.ponte.delivery.DeliveryFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether calls rest, and why: the system asked for it, refused us, or fails again and again. When
 * the rest is over one call goes first, and its answer decides for the others. Not thread-safe.
 *
 * <p>Moments are numbers that grow with each call and each failure; an answer counts only against a
 * rest that began before its call was sent.
 */
final class Pause {

  static final Duration LONGEST_REFUSAL = Duration.ofMinutes(15);

  private static final int FAILURES_IN_A_ROW = 5;
  private static final Duration SHORTEST_REST = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);
  private static final Duration SHORTEST_REFUSAL = Duration.ofSeconds(10);
  private static final Duration THROTTLED = Duration.ofMinutes(1);

  private int failures;
  private int rests;
  private Instant since;
  private Instant until = Instant.MIN;
  private boolean asked;
  private String reason;
  private long began;

  /** The call that tries first; 0 for none. */
  private long probe;

  /** Until when this process, or another one, has the probe of all replicas. */
  private Instant mine = Instant.MIN;

  private Instant others = Instant.MIN;

  /** Of this rest; null when there is none. */
  private String stamp;

  /** Of the row that replicas share, as far as this one knows; null when there is none. */
  private String stored;

  /** Until when calls rest; empty when they do not. */
  Optional<Instant> until(Instant now) {
    return until.isAfter(now) ? Optional.of(until) : Optional.empty();
  }

  /** Why calls rest, or rested when a call was last made; empty when all is well. */
  Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** Whether one call finds out just now whether others make sense again. */
  boolean isProbed(Instant now) {
    return probe != 0 || others.isAfter(now);
  }

  /**
   * A call begins that nothing stops; the first one after a rest is the probe.
   *
   * @return the stamp by which the probe is to be taken for all replicas; empty without need
   */
  Optional<String> enter(long call, Instant now) {
    if (reason == null) {
      return Optional.empty();
    }
    probe = call;
    return mine.isAfter(now) ? Optional.empty() : Optional.ofNullable(stored);
  }

  /** Until when this process has the probe of all replicas, or another one. */
  void probed(boolean here, Instant end) {
    if (here) {
      mine = end;
    } else {
      others = end;
    }
  }

  /** A call has its answer, or never will. */
  void leave(long call) {
    if (probe == call) {
      probe = 0;
    }
  }

  /** A call was answered; true when that ends a trouble. */
  boolean answered(long call, Instant now) {
    if (reason == null) {
      failures = 0;
      return false;
    }
    if (call < began || asked && until.isAfter(now)) {
      return false;
    }
    end();
    return true;
  }

  private void end() {
    failures = 0;
    rests = 0;
    reason = null;
    asked = false;
    until = Instant.MIN;
    mine = Instant.MIN;
    others = Instant.MIN;
    stamp = null;
  }

  /**
   * A call failed.
   *
   * @param moment of the failure
   * @return the end of the rest when a new one begins
   */
  Optional<Instant> failed(long call, long moment, DeliveryFailure failure, Instant now) {
    boolean resting = until.isAfter(now);
    if (resting && call < began) {
      // Sent before anybody knew: it may ask for more time, but is no further failure.
      wish(failure).filter(until::isBefore).ifPresent(this::extend);
      return Optional.empty();
    }
    Duration rest = rest(failure, now);
    if (rest.isZero()) {
      return Optional.empty();
    }
    since = reason == null ? now : since;
    reason = failure.getMessage();
    began = moment;
    asked = wish(failure).isPresent() || resting && asked;
    Instant end = now.plus(rest);
    until = end.isAfter(until) ? end : until;
    changed();
    return resting ? Optional.empty() : Optional.of(until);
  }

  private void extend(Instant end) {
    until = end;
    asked = true;
    changed();
  }

  private void changed() {
    stamp = UUID.randomUUID().toString();
    mine = Instant.MIN;
    others = Instant.MIN;
  }

  /** Whether other replicas do not know yet how it stands. */
  boolean isUntold() {
    return stamp == null ? stored != null : !stamp.equals(stored);
  }

  /** How it stands, for other replicas; empty when all is well. */
  Optional<PauseStore.Row> row(String connection, Scope scope) {
    return Optional.ofNullable(stamp)
        .map(
            it ->
                new PauseStore.Row(
                    connection, scope, since, until, asked, rests, reason, "", it, null));
  }

  /** The stamp of the row that replicas share; null when there is none. */
  String stored() {
    return stored;
  }

  /** Replicas share a row of this stamp by now; null when they know that all is well. */
  void told(String stamp) {
    stored = stamp;
  }

  /**
   * Takes over how it stands by the row that replicas share.
   *
   * @param row null when all is well
   * @return whether that is a rest that was not known here
   */
  boolean learn(PauseStore.Row row, long moment) {
    if (row == null) {
      if (stored != null) {
        end();
        stored = null;
      }
      return false;
    }
    if (row.probeUntil() != null && !row.probeUntil().equals(mine)) {
      others = row.probeUntil();
    }
    if (row.stamp().equals(stored)) {
      return false;
    }
    boolean news = reason == null;
    since = row.since();
    until = row.until();
    asked = row.asked();
    rests = row.rests();
    reason = row.reason();
    began = moment;
    stamp = row.stamp();
    stored = row.stamp();
    return news;
  }

  /** What the system asked of all calls; of one that failed it asks for that call only. */
  private static Optional<Instant> wish(DeliveryFailure failure) {
    return switch (failure.failureClass()) {
      case THROTTLED, UNAUTHORIZED, FORBIDDEN -> failure.retryAt();
      default -> Optional.empty();
    };
  }

  private Duration rest(DeliveryFailure failure, Instant now) {
    Optional<Duration> wish = wish(failure).map(at -> Duration.between(now, at));
    return switch (failure.failureClass()) {
      case THROTTLED -> longer(wish.orElse(THROTTLED), SHORTEST_REST);
      case UNAUTHORIZED, FORBIDDEN ->
          longer(wish.orElse(Duration.ZERO), doubled(SHORTEST_REFUSAL, rests++, LONGEST_REFUSAL));
      case TRANSIENT, IN_DOUBT -> {
        failures++;
        // One that fails after a rest need not fail five times to be in trouble still.
        yield failures < FAILURES_IN_A_ROW && reason == null
            ? Duration.ZERO
            : doubled(SHORTEST_REST, rests++, LONGEST_REST);
      }
      default -> Duration.ZERO;
    };
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration doubled(Duration shortest, int times, Duration longest) {
    Duration rest = shortest.multipliedBy(1L << Math.min(times, 20));
    return rest.compareTo(longest) > 0 ? longest : rest;
  }
}
