package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is to be told of states that ended because a newer version took their place or the target
 * has their value already: they are as good as delivered. Only of those whose source wants to be
 * told; nothing is read while nobody subscribes to outcomes.
 */
@Component
class UntriedEnds {

  private static final String CORRELATED =
      """
      SELECT h.source, h.type, h.message_key, h.origin, d.version, s.subscriber, d.words, m.body
        FROM delivery d
        JOIN head h ON h.id = d.head_id
        JOIN message m ON m.id = d.message_id
        JOIN subscription s ON s.id = d.subscription_id
       WHERE d.id IN (:ids) AND m.body LIKE '%"correlation":%'
       ORDER BY d.version, d.id
      """;

  private final JdbcClient jdbc;
  private final Subscriptions subscriptions;

  UntriedEnds(JdbcClient jdbc, Subscriptions subscriptions) {
    this.jdbc = jdbc;
    this.subscriptions = subscriptions;
  }

  private record Untried(
      String source,
      String type,
      String messageKey,
      String origin,
      long version,
      String subscriber,
      String words,
      String body) {

    /** Null when the source does not want to be told. */
    DeliveryOutcome told() {
      String correlation = Canonical.read(type, body).correlation();
      return correlation == null
          ? null
          : new DeliveryOutcome(
              source,
              type,
              messageKey,
              origin,
              version,
              subscriber,
              DeliveryOutcome.Result.SKIPPED,
              words,
              null,
              correlation);
    }
  }

  /** The outcomes of these deliveries, older versions first, to be recorded by the caller. */
  List<DeliveryOutcome> told(List<Long> deliveries) {
    if (deliveries.isEmpty() || !subscriptions.taken(DeliveryOutcome.TYPE)) {
      return List.of();
    }
    return jdbc.sql(CORRELATED).param("ids", deliveries).query(Untried.class).list().stream()
        .map(Untried::told)
        .filter(Objects::nonNull)
        .toList();
  }
}
