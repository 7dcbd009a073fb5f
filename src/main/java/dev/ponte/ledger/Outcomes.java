package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.Message;
import org.springframework.stereotype.Component;

/**
 * Records what became of messages, in the caller's transaction, for those who must be told. Nothing
 * is recorded while nobody subscribes, and nothing of outcomes themselves.
 */
@Component
class Outcomes {

  /** The target of a record that came to none. */
  private static final String NOBODY = "ponte";

  private final Recorder recorder;
  private final Subscriptions subscriptions;

  Outcomes(Recorder recorder, Subscriptions subscriptions) {
    this.recorder = recorder;
    this.subscriptions = subscriptions;
  }

  /** A delivery ended for good. */
  void ended(Ending ending) {
    Claim claim = ending.claim();
    boolean untold =
        claim.type().equals(DeliveryOutcome.TYPE) || ending.state() == State.SUPERSEDED;
    if (untold || !wanted()) {
      return;
    }
    String correlation = Canonical.read(claim.type(), claim.body()).correlation();
    if (correlation == null && Canonical.STATES.contains(claim.type())) {
      // There are too many of them to be kept for a source that did not ask.
      return;
    }
    tell(
        new DeliveryOutcome(
            claim.source(),
            claim.type(),
            claim.messageKey(),
            claim.origin(),
            claim.version(),
            ending.subscriber(),
            DeliveryOutcome.Result.valueOf(ending.state().name()),
            ending.words(),
            ending.code(),
            correlation));
  }

  /** It cannot be said whose order the message is about. */
  void unresolvable(Message message, String reason) {
    unmappable(message.source(), message.type(), message.key(), message.correlation(), reason);
  }

  /** A record could not be understood. */
  void unmappable(String source, String type, String key, String correlation, String reason) {
    if (wanted()) {
      tell(
          new DeliveryOutcome(
              source,
              type,
              key,
              "",
              0,
              NOBODY,
              DeliveryOutcome.Result.DEAD,
              reason,
              null,
              correlation));
    }
  }

  private boolean wanted() {
    return subscriptions.taken(DeliveryOutcome.TYPE);
  }

  private void tell(DeliveryOutcome outcome) {
    recorder.record(outcome, null);
  }
}
