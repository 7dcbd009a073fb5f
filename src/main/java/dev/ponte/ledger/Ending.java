package dev.ponte.ledger;

import dev.ponte.delivery.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How an attempt ended, to be written by the {@link Finisher}.
 *
 * @param state what the delivery becomes
 * @param delay when it is due again; null unless it becomes pending or retrying
 * @param counts whether it was an attempt; waiting for a quota is none
 * @param result the word for the attempt: {@code delivered}, {@code skipped} or the failure class
 * @param code the target's code; null when there is none
 * @param words the target's words or the reason; null when there are none
 * @param cause why it failed, of what is dead, parked or tried again; null for all others
 * @param calls what was sent and came back
 */
record Ending(
    Claim claim,
    String subscriber,
    State state,
    Duration delay,
    boolean counts,
    String result,
    String code,
    String words,
    Cause cause,
    List<Delivery.Call> calls,
    Instant startedAt,
    Instant endedAt) {

  private static final Set<State> FAILED = EnumSet.of(State.DEAD, State.PARKED, State.RETRYING);
  private static final int MOST_WORDS = 4_000;
  private static final int MOST_CODE = 100;

  Ending {
    words = cut(words, MOST_WORDS);
    code = cut(code, MOST_CODE);
    if (!FAILED.contains(state)) {
      cause = null;
    } else if (cause == null) {
      cause = Cause.of(result, code, words, claim.messageKey());
    }
    calls = List.copyOf(calls);
  }

  boolean isFinal() {
    return !State.OPEN.contains(state);
  }

  /** The same attempt, but a newer version is to be sent instead of another one. */
  Ending overtaken() {
    return new Ending(
        claim,
        subscriber,
        State.SUPERSEDED,
        null,
        counts,
        result,
        code,
        words,
        null,
        calls,
        startedAt,
        endedAt);
  }

  /** The same end with nothing of what was said and called. */
  Ending bare(String why) {
    return new Ending(
        claim,
        subscriber,
        state,
        delay,
        counts,
        result,
        null,
        why,
        cause,
        List.of(),
        startedAt,
        endedAt);
  }

  private static String cut(String text, int most) {
    if (text == null) {
      return null;
    }
    // PostgreSQL takes no NUL, and an end that cannot be written would be a second delivery.
    String clean = text.replace('\0', ' ');
    return clean.length() <= most ? clean : clean.substring(0, most - 1) + "…";
  }
}
