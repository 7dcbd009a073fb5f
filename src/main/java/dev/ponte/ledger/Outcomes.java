package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.StateMessage;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What became of messages, for those sources that somebody tells of it; the caller records it in
 * his transaction. Nothing is read for others, and nothing is told of outcomes themselves.
 */
@Component
class Outcomes {

  /** The target of a record that came to none. */
  private static final String NOBODY = "ponte";

  private static final String FIELDS =
      """
      SELECT h.source, h.type, h.message_key, h.origin, d.version, s.subscriber, d.words, m.body
        FROM delivery d
        JOIN head h ON h.id = d.head_id
        JOIN message m ON m.id = d.message_id
        JOIN subscription s ON s.id = d.subscription_id
      """;

  private static final String ONE = FIELDS + "WHERE d.id = :id";

  private static final String CORRELATED =
      FIELDS
          + """
             WHERE d.id IN (:ids) AND m.body LIKE '%"correlation":%'
             ORDER BY d.version, d.id
            """;

  private static final String THERE =
      FIELDS
          + """
             WHERE h.type = :type AND h.message_key = :key AND h.source = :source
               AND h.origin = :origin AND d.version = h.version
               AND d.state IN ('delivered', 'skipped')
             ORDER BY d.id
            """;

  private final JdbcClient jdbc;
  private final Subscriptions subscriptions;
  private final Erasures erasures;

  Outcomes(JdbcClient jdbc, Subscriptions subscriptions, Erasures erasures) {
    this.erasures = erasures;
    this.jdbc = jdbc;
    this.subscriptions = subscriptions;
  }

  private record Ended(
      String source,
      String type,
      String messageKey,
      String origin,
      long version,
      String subscriber,
      String words,
      String body) {

    String correlation() {
      return body == null ? null : Canonical.read(type, body).correlation();
    }

    DeliveryOutcome told(DeliveryOutcome.Result result, String correlation, String said) {
      return new DeliveryOutcome(
          source, type, messageKey, origin, version, subscriber, result, said, null, correlation);
    }
  }

  /** A person has carried a delivery out by hand, and says so in these words. */
  List<DeliveryOutcome> carriedOut(long delivery, String words) {
    Ended it = jdbc.sql(ONE).param("id", delivery).query(Ended.class).single();
    return wanted(it.type(), it.source())
        ? List.of(it.told(DeliveryOutcome.Result.DELIVERED, it.correlation(), words))
        : List.of();
  }

  /** Attempts ended, some of them for good. */
  List<DeliveryOutcome> ended(Collection<AttemptResult> endings) {
    return endings.stream()
        .filter(it -> it.verdict().isFinal())
        .filter(it -> wanted(it.claim().type(), it.claim().source()))
        .flatMap(it -> ended(it).stream())
        .toList();
  }

  private static List<DeliveryOutcome> ended(AttemptResult ending) {
    Claim claim = ending.claim();
    Disposition verdict = ending.verdict();
    String correlation =
        claim.body() == null ? null : Canonical.read(claim.type(), claim.body()).correlation();
    if (correlation == null && Canonical.STATES.contains(claim.type())) {
      // There are too many of them to be kept for a source that did not ask.
      return List.of();
    }
    boolean overtaken = verdict.state() == State.SUPERSEDED;
    return List.of(
        new DeliveryOutcome(
            claim.source(),
            claim.type(),
            claim.messageKey(),
            claim.origin(),
            claim.version(),
            ending.subscriber(),
            overtaken
                ? DeliveryOutcome.Result.SKIPPED
                : DeliveryOutcome.Result.valueOf(verdict.state().name()),
            overtaken ? "A newer version took its place" : verdict.words(),
            verdict.code(),
            correlation));
  }

  /** An order is parked for a person without an attempt, for this reason. */
  List<DeliveryOutcome> parked(
      String source, String key, long version, String subscriber, String words) {
    return wanted(Order.TYPE, source)
        ? List.of(
            new DeliveryOutcome(
                source,
                Order.TYPE,
                key,
                source,
                version,
                subscriber,
                DeliveryOutcome.Result.PARKED,
                words,
                null,
                null))
        : List.of();
  }

  /**
   * States that were not tried, since a newer version took their place or the target has their
   * value already: they are as good as delivered. Older versions first.
   */
  List<DeliveryOutcome> untried(List<Long> deliveries) {
    if (deliveries.isEmpty() || !subscriptions.taken(DeliveryOutcome.TYPE)) {
      return List.of();
    }
    return jdbc.sql(CORRELATED).param("ids", deliveries).query(Ended.class).list().stream()
        .filter(it -> wanted(it.type(), it.source()) && it.correlation() != null)
        .map(it -> it.told(DeliveryOutcome.Result.SKIPPED, it.correlation(), it.words()))
        .toList();
  }

  /**
   * A message that says what the last version of its key said: the targets that have that one have
   * this one. What is still on its way is told when it ends.
   */
  List<DeliveryOutcome> repeated(Message message, String origin) {
    String correlation = message instanceof StateMessage ? message.correlation() : null;
    if (correlation == null || !wanted(message.type(), message.source())) {
      return List.of();
    }
    return jdbc
        .sql(THERE)
        .param("type", message.type())
        .param("key", erasures.key(message.type(), message.key()))
        .param("source", message.source())
        .param("origin", origin)
        .query(Ended.class)
        .list()
        .stream()
        .map(
            it ->
                it.told(
                    DeliveryOutcome.Result.SKIPPED,
                    correlation,
                    "The target has this value already"))
        .toList();
  }

  /** A record could not be understood, or it cannot be said whose it is. */
  List<DeliveryOutcome> unmappable(
      String source, String type, String key, String correlation, String reason) {
    return wanted(type, source)
        ? List.of(
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
                correlation))
        : List.of();
  }

  private boolean wanted(String type, String source) {
    return !type.equals(DeliveryOutcome.TYPE) && subscriptions.taken(DeliveryOutcome.TYPE, source);
  }
}
