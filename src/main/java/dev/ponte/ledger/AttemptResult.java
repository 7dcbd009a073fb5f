package dev.ponte.ledger;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * How an attempt ended, to be written by the {@link AttemptWriter}.
 *
 * @param work what the attempt did
 * @param written called when it is written, or never will be
 */
record AttemptResult(
    Claim claim,
    String subscriber,
    Disposition verdict,
    LeasedDelivery.Work work,
    Instant startedAt,
    Instant endedAt,
    Runnable written) {

  private static final Set<State> FAILED = EnumSet.of(State.DEAD, State.PARKED, State.RETRYING);

  /**
   * Why it failed, of what is dead, parked or tried again, and what a person has to do of what
   * waits for that; null for all others.
   */
  Cause cause() {
    if (!FAILED.contains(verdict.state())) {
      return verdict.isHeld() ? verdict.cause() : null;
    }
    return verdict.cause() != null
        ? verdict.cause()
        : Cause.of(verdict.result(), verdict.code(), verdict.words(), claim.messageKey());
  }

  AttemptResult as(Disposition other) {
    return new AttemptResult(claim, subscriber, other, work, startedAt, endedAt, written);
  }

  /** The same end with nothing of what was said and called; what should follow needs a person. */
  AttemptResult bare(String why) {
    Disposition verdict =
        work.together().isEmpty()
            ? new Disposition(
                this.verdict.state(),
                this.verdict.delay(),
                this.verdict.counts(),
                this.verdict.result(),
                null,
                why,
                this.verdict.cause())
            : Disposition.bug(new IllegalStateException(why));
    var nothing = new LeasedDelivery.Work(List.of(), work.unwritten(), work.progress(), List.of());
    return new AttemptResult(claim, subscriber, verdict, nothing, startedAt, endedAt, written);
  }
}
