package dev.ponte.ledger;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.LeaseLost;
import dev.ponte.delivery.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.Exchange;

/**
 * What the end of an exchange means for its delivery: the failure classes as moves.
 *
 * @param state what the delivery becomes
 * @param delay when it is due again; null unless it becomes pending or retrying
 * @param counts whether it was an attempt; waiting for a quota is none
 * @param result the word for the attempt: {@code delivered}, {@code skipped} or the failure class
 * @param code the target's code; null when there is none
 * @param words the target's words or the reason; null when there are none
 * @param cause as who threw the failure named it; null when nobody did
 */
record Disposition(
    State state,
    Duration delay,
    boolean counts,
    String result,
    String code,
    String words,
    Cause cause) {

  static final Duration PATIENCE = Duration.ofHours(24);

  /** What an invoice ends as when its order was cancelled in the store before it was sent. */
  static final Disposition ORDER_CANCELLED =
      new Disposition(
          State.PARKED,
          null,
          true,
          word(FailureClass.PERSON),
          null,
          "The store has cancelled the order, so its invoice is not sent; an earlier attempt without an answer may have brought it there. Cancel the invoice in the ERP and say done; or say that it is not there, and it is sent all the same",
          Cause.named("order.cancelled-before-invoice", null));

  /** What the cancellation of an invoice ends as when a person has it tried. */
  static final Disposition INVOICE_CANCELLED =
      new Disposition(
          State.PARKED,
          null,
          true,
          word(FailureClass.PERSON),
          null,
          "No store's API takes an invoice back; withdraw it in the store by hand, then mark this delivery as done",
          Cause.named("invoice.cancelled-after-sent", null));

  /** What a message ends as whose body is gone. */
  static final Disposition BODY_REMOVED =
      new Disposition(
          State.DEAD,
          null,
          true,
          word(FailureClass.REJECTED),
          null,
          "The body of the message was removed, since it is old or was erased; dismiss this delivery",
          Cause.named("ledger.body-removed", null));

  Disposition(
      State state, Duration delay, boolean counts, String result, String code, String words) {
    this(state, delay, counts, result, code, words, null);
  }

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofMinutes(15);
  private static final Duration NOT_YET = Duration.ofSeconds(30);

  private static final Duration HELD_FIRST = Duration.ofMinutes(1);
  private static final Duration HELD_MOST = Duration.ofMinutes(10);
  private static final int HELD_SHARE = 10;

  /** A start has what waits for a setting looked at again, so this is but a net. */
  private static final Duration NEXT_START = Duration.ofDays(1);

  private static final Duration CLOSED = Duration.ofSeconds(1);
  private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final String BUG = "bug";
  private static final String LOST = "lost";
  private static final int MOST_WORDS = 4_000;
  private static final int MOST_CODE = 100;

  Disposition {
    words = cut(words, MOST_WORDS);
    code = cut(code, MOST_CODE);
  }

  /**
   * Judges an exchange that ended.
   *
   * @param delivery what the sink did with it
   * @param giveUpAfter how old the delivery may get before a transient fault is its end
   */
  static Disposition of(
      Exchange exchange, LeasedDelivery delivery, Duration giveUpAfter, Instant now) {
    Throwable failure = failure(exchange);
    return failure == null
        ? success(exchange, delivery)
        : of(failure, delivery.claim(), giveUpAfter, now);
  }

  /**
   * Judges one delivery of a batch: what its sink said of it, else the failure of the exchange,
   * else it was not tried. Whose bug it is cannot be told among many: each goes alone next time.
   *
   * @param alone whether the batch holds no other
   */
  static Disposition inBatch(
      Exchange exchange,
      LeasedDelivery delivery,
      boolean alone,
      Duration giveUpAfter,
      Instant now) {
    if (delivery.settled() != null) {
      return settled(delivery.settled());
    }
    Throwable failure = delivery.failed() != null ? delivery.failed() : failure(exchange);
    if (failure == null) {
      return wait("untried", null, "Its turn comes with the next call", SHORTEST_WAIT);
    }
    Disposition verdict = of(failure, delivery.claim(), giveUpAfter, now);
    return alone || !verdict.isBug() ? verdict : verdict.alone();
  }

  /** Whether it waits for what a person has to do at the target. */
  boolean isHeld() {
    return result.equals(word(FailureClass.HELD));
  }

  private boolean isBug() {
    return result.equals(BUG);
  }

  private Disposition alone() {
    return wait(Claim.ALONE, code, "In a batch: " + words, SHORTEST_WAIT);
  }

  private static Disposition of(Throwable failure, Claim claim, Duration giveUpAfter, Instant now) {
    if (find(failure, LeaseLost.class) != null) {
      return new Disposition(State.RETRYING, SHORTEST_WAIT, true, LOST, null, words(failure));
    }
    DeliveryFailure known = find(failure, DeliveryFailure.class);
    if (known != null) {
      return failed(known, claim, giveUpAfter, now);
    }
    if (find(failure, RejectedExecutionException.class) != null) {
      return wait("stopped", null, words(failure), SHORTEST_WAIT);
    }
    boolean passes =
        find(failure, IOException.class) != null
            || find(failure, VirtualMachineError.class) != null
            || DatabaseFaults.caused(failure);
    return passes
        ? retry(FailureClass.TRANSIENT, null, words(failure), null, claim, giveUpAfter, now)
        : bug(failure);
  }

  /** What nobody has thought of. */
  static Disposition bug(Throwable failure) {
    return dead(BUG, null, words(failure));
  }

  /** The same attempt, but a newer version is to be sent instead of another one. */
  Disposition overtaken() {
    return new Disposition(State.SUPERSEDED, null, counts, result, code, words);
  }

  /** The attempt of a process that the delivery no longer belonged to. */
  Disposition lost() {
    String said = "%s, but another process had taken it over%s";
    return new Disposition(
        state, delay, true, LOST, code, said.formatted(result, words == null ? "" : ": " + words));
  }

  boolean isFinal() {
    return !State.OPEN.contains(state);
  }

  private static String cut(String text, int most) {
    if (text == null) {
      return null;
    }
    // PostgreSQL takes no NUL, and an end that cannot be written would be a second delivery.
    String clean = text.replace('\0', ' ');
    return clean.length() <= most ? clean : clean.substring(0, most - 1) + "…";
  }

  /** A failure that somebody handled is a failure all the same. */
  private static Throwable failure(Exchange exchange) {
    if (exchange.getException() != null) {
      return exchange.getException();
    }
    if (!exchange.getExchangeExtension().isFailureHandled() && !exchange.isRollbackOnly()) {
      return null;
    }
    Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    return caught != null
        ? caught
        : new IllegalStateException(
            "The route handled a failure and forgot it; leave errors behind ledger: to the ledger");
  }

  private static Disposition success(Exchange exchange, LeasedDelivery delivery) {
    if (delivery.settled() != null) {
      return settled(delivery.settled());
    }
    boolean sent = delivery.touched() || exchange.getProperty(Exchange.TO_ENDPOINT) != null;
    State state = sent ? State.DELIVERED : State.SKIPPED;
    return new Disposition(
        state, null, true, state.word(), null, sent ? null : "The route's filter dropped it");
  }

  private static Disposition settled(Outcome outcome) {
    State state = outcome.result() == Outcome.Result.SKIPPED ? State.SKIPPED : State.DELIVERED;
    return new Disposition(state, null, true, state.word(), outcome.code(), outcome.words());
  }

  private static Disposition failed(
      DeliveryFailure failure, Claim claim, Duration giveUpAfter, Instant now) {
    String code = failure.code().orElse(null);
    String words = failure.getMessage();
    Instant retryAt = failure.retryAt().orElse(null);
    FailureClass what = failure.failureClass();
    Disposition verdict =
        switch (what) {
          case TRANSIENT, IN_DOUBT, FORBIDDEN ->
              retry(what, code, words, retryAt, claim, giveUpAfter, now);
          case THROTTLED, UNAUTHORIZED -> wait(word(what), code, words, closed(retryAt, now));
          case NOT_YET -> notYet(code, words, retryAt, claim, giveUpAfter, now);
          case HELD -> wait(word(what), code, words, held(claim));
          case UNCONFIGURED -> wait(word(what), code, words, NEXT_START);
          case REJECTED -> dead(word(what), code, words);
          case PERSON -> new Disposition(State.PARKED, null, true, word(what), code, words);
        };
    return verdict.because(failure);
  }

  private Disposition because(DeliveryFailure failure) {
    return failure
        .cause()
        .map(name -> Cause.named(name, failure.subject().orElse(null)))
        .map(named -> new Disposition(state, delay, counts, result, code, words, named))
        .orElse(this);
  }

  /** Not for long: the gate knows when calls make sense again, and nothing is claimed before. */
  private static Duration closed(Instant retryAt, Instant now) {
    Duration asked = until(retryAt, now, CLOSED);
    return asked.compareTo(CLOSED) > 0 ? CLOSED : asked;
  }

  /** Asked often for as long as patience lasts, then seldom, and a dead letter in the end. */
  private static Disposition notYet(
      String code, String words, Instant retryAt, Claim claim, Duration giveUpAfter, Instant now) {
    boolean patient = claim.ageSeconds() <= PATIENCE.toSeconds();
    if (!patient && claim.ageSeconds() > giveUpAfter.toSeconds()) {
      return dead(word(FailureClass.NOT_YET), code, givenUp(giveUpAfter, words));
    }
    Duration delay = until(retryAt, now, patient ? NOT_YET : LONGEST_RETRY);
    return wait(word(FailureClass.NOT_YET), code, words, delay);
  }

  /** Asked less and less often, since a person is known to be slow. */
  private static Duration held(Claim claim) {
    Duration aged = Duration.ofSeconds(claim.ageSeconds() / HELD_SHARE);
    return aged.compareTo(HELD_FIRST) < 0
        ? HELD_FIRST
        : aged.compareTo(HELD_MOST) > 0 ? HELD_MOST : aged;
  }

  private static String givenUp(Duration giveUpAfter, String words) {
    return "Given up after %d h: %s".formatted(giveUpAfter.toHours(), words);
  }

  private static Disposition retry(
      FailureClass what,
      String code,
      String words,
      Instant retryAt,
      Claim claim,
      Duration giveUpAfter,
      Instant now) {
    if (claim.ageSeconds() > giveUpAfter.toSeconds()) {
      return dead(word(what), code, givenUp(giveUpAfter, words));
    }
    Duration backoff = backoff(claim.attempts());
    Duration asked = until(retryAt, now, backoff);
    Duration delay = asked.compareTo(backoff) > 0 ? asked : backoff;
    return new Disposition(State.RETRYING, delay, true, word(what), code, words);
  }

  private static Disposition wait(String result, String code, String words, Duration delay) {
    return new Disposition(State.PENDING, delay, false, result, code, words);
  }

  private static Disposition dead(String result, String code, String words) {
    return new Disposition(State.DEAD, null, true, result, code, words);
  }

  /** Doubles with each attempt, up to the cap, with up to a half more by chance. */
  private static Duration backoff(int attempts) {
    long millis = FIRST_RETRY.toMillis() << Math.min(Math.max(attempts - 1, 0), 20);
    long capped = Math.min(millis, LONGEST_RETRY.toMillis() * 2 / 3);
    return Duration.ofMillis(capped + ThreadLocalRandom.current().nextLong(capped / 2 + 1));
  }

  /** As asked, but not for more than an hour: systems ask for days by mistake. */
  private static Duration until(Instant retryAt, Instant now, Duration otherwise) {
    if (retryAt == null) {
      return otherwise;
    }
    Duration wait = Duration.between(now, retryAt);
    if (wait.compareTo(LONGEST_WAIT) > 0) {
      return LONGEST_WAIT;
    }
    return wait.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : wait;
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
