package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.Message;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Records what became of messages, in the caller's transaction, for those who must be told. Nothing
 * is recorded while nobody subscribes, and nothing of outcomes themselves.
 */
@Component
class Outcomes {

  /** The target of a record that came to none. */
  private static final String NOBODY = "ponte";

  private static final String DELIVERY =
      """
      SELECT h.source, h.type, h.message_key, h.origin, d.version, s.subscriber, m.body
        FROM delivery d
        JOIN head h ON h.id = d.head_id
        JOIN message m ON m.id = d.message_id
        JOIN subscription s ON s.id = d.subscription_id
       WHERE d.id = :id
      """;

  private final JdbcClient jdbc;
  private final Recorder recorder;
  private final Subscriptions subscriptions;

  Outcomes(JdbcClient jdbc, Recorder recorder, Subscriptions subscriptions) {
    this.jdbc = jdbc;
    this.recorder = recorder;
    this.subscriptions = subscriptions;
  }

  private record Ended(
      String source,
      String type,
      String messageKey,
      String origin,
      long version,
      String subscriber,
      String body) {

    DeliveryOutcome delivered(String words) {
      return new DeliveryOutcome(
          source,
          type,
          messageKey,
          origin,
          version,
          subscriber,
          DeliveryOutcome.Result.DELIVERED,
          words,
          null,
          body == null ? null : Canonical.read(type, body).correlation());
    }
  }

  /** A person has carried a delivery out by hand, and says so in these words. */
  void carriedOut(long delivery, String words) {
    Ended ended = jdbc.sql(DELIVERY).param("id", delivery).query(Ended.class).single();
    if (!ended.type().equals(DeliveryOutcome.TYPE) && wanted()) {
      tell(ended.delivered(words));
    }
  }

  /** A delivery ended for good. */
  void ended(Ending ending) {
    Claim claim = ending.claim();
    if (claim.type().equals(DeliveryOutcome.TYPE) || !wanted()) {
      return;
    }
    String correlation =
        claim.body() == null ? null : Canonical.read(claim.type(), claim.body()).correlation();
    if (correlation == null && Canonical.STATES.contains(claim.type())) {
      // There are too many of them to be kept for a source that did not ask.
      return;
    }
    boolean overtaken = ending.state() == State.SUPERSEDED;
    tell(
        new DeliveryOutcome(
            claim.source(),
            claim.type(),
            claim.messageKey(),
            claim.origin(),
            claim.version(),
            ending.subscriber(),
            overtaken
                ? DeliveryOutcome.Result.SKIPPED
                : DeliveryOutcome.Result.valueOf(ending.state().name()),
            overtaken ? "A newer version took its place" : ending.words(),
            ending.code(),
            correlation));
  }

  /** Deliveries ended that were not tried. */
  void untried(List<DeliveryOutcome> ends) {
    if (!ends.isEmpty()) {
      recorder.record(ends, null);
    }
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
