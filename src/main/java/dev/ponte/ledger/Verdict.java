package dev.ponte.ledger;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.LeaseLost;
import dev.ponte.delivery.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;

/**
 * What the end of an exchange means for its delivery: the failure classes as moves.
 *
 * @param counts whether it was an attempt
 * @param delay when it is due again; null unless it becomes pending or retrying
 */
record Verdict(
    State state, Duration delay, boolean counts, String result, String code, String words) {

  static final Duration PATIENCE = Duration.ofHours(24);

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(15);
  private static final Duration NOT_YET = Duration.ofSeconds(30);
  private static final Duration CLOSED = Duration.ofSeconds(10);

  /**
   * Judges an exchange that ended.
   *
   * @param settled what the sink chose; null for nothing
   * @param giveUpAfter how old the delivery may get before a transient fault is its end
   * @return empty when the lease was lost and nothing must be written
   */
  static Optional<Verdict> of(
      Exchange exchange, Outcome settled, Claim claim, Duration giveUpAfter, Instant now) {
    Throwable failure = failure(exchange);
    if (failure == null) {
      return Optional.of(success(exchange, settled));
    }
    if (find(failure, LeaseLost.class) != null) {
      return Optional.empty();
    }
    DeliveryFailure known = find(failure, DeliveryFailure.class);
    if (known != null) {
      return Optional.of(failed(known, claim, giveUpAfter, now));
    }
    return Optional.of(
        find(failure, IOException.class) == null
            ? dead("bug", null, words(failure))
            : retry(FailureClass.TRANSIENT, null, words(failure), null, claim, giveUpAfter, now));
  }

  /** A failure that somebody handled is a failure all the same. */
  private static Throwable failure(Exchange exchange) {
    if (exchange.getException() != null) {
      return exchange.getException();
    }
    boolean handled = exchange.getExchangeExtension().isFailureHandled();
    return handled ? exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class) : null;
  }

  private static Verdict success(Exchange exchange, Outcome settled) {
    if (settled != null) {
      State state = settled.result() == Outcome.Result.SKIPPED ? State.SKIPPED : State.DELIVERED;
      return new Verdict(state, null, true, state.word(), settled.code(), settled.words());
    }
    boolean sent = exchange.getProperty(Exchange.TO_ENDPOINT) != null;
    State state = sent ? State.DELIVERED : State.SKIPPED;
    return new Verdict(
        state, null, true, state.word(), null, sent ? null : "The route's filter dropped it");
  }

  private static Verdict failed(
      DeliveryFailure failure, Claim claim, Duration giveUpAfter, Instant now) {
    String code = failure.code().orElse(null);
    String words = failure.getMessage();
    Instant retryAt = failure.retryAt().orElse(null);
    FailureClass what = failure.failureClass();
    return switch (what) {
      case TRANSIENT, IN_DOUBT -> retry(what, code, words, retryAt, claim, giveUpAfter, now);
      case THROTTLED, UNAUTHORIZED -> wait(what, code, words, until(retryAt, now, CLOSED));
      case NOT_YET ->
          wait(
              what,
              code,
              words,
              until(
                  retryAt,
                  now,
                  claim.ageSeconds() > PATIENCE.toSeconds() ? LONGEST_RETRY : NOT_YET));
      case REJECTED -> dead(word(what), code, words);
      case PERSON -> new Verdict(State.PARKED, null, true, word(what), code, words);
    };
  }

  private static Verdict retry(
      FailureClass what,
      String code,
      String words,
      Instant retryAt,
      Claim claim,
      Duration giveUpAfter,
      Instant now) {
    if (claim.ageSeconds() > giveUpAfter.toSeconds()) {
      return dead(
          word(what), code, "Given up after %d h: %s".formatted(giveUpAfter.toHours(), words));
    }
    Duration delay = until(retryAt, now, backoff(claim.attempts()));
    return new Verdict(State.RETRYING, delay, true, word(what), code, words);
  }

  private static Verdict wait(FailureClass what, String code, String words, Duration delay) {
    return new Verdict(State.PENDING, delay, false, word(what), code, words);
  }

  private static Verdict dead(String result, String code, String words) {
    return new Verdict(State.DEAD, null, true, result, code, words);
  }

  /** Doubles with each attempt, up to the cap, with up to a half more by chance. */
  private static Duration backoff(int attempts) {
    long millis = FIRST_RETRY.toMillis() << Math.min(Math.max(attempts - 1, 0), 20);
    long capped = Math.min(millis, LONGEST_RETRY.toMillis() * 2 / 3);
    return Duration.ofMillis(capped + ThreadLocalRandom.current().nextLong(capped / 2 + 1));
  }

  private static Duration until(Instant retryAt, Instant now, Duration otherwise) {
    if (retryAt == null) {
      return otherwise;
    }
    Duration wait = Duration.between(now, retryAt);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static String word(FailureClass what) {
    return what.name().toLowerCase(Locale.ROOT);
  }

  private static String words(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String said = root.getMessage();
    return said == null ? root.toString() : said;
  }

  private static <T extends Throwable> T find(Throwable failure, Class<T> type) {
    for (Throwable it = failure; it != null; it = it.getCause() == it ? null : it.getCause()) {
      if (type.isInstance(it)) {
        return type.cast(it);
      }
    }
    return null;
  }
}
