package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.StateMessage;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What is to be told of states that ended because a newer version took their place or the target
 * has their value already: they are as good as delivered. Only of those whose source wants to be
 * told; nothing is read while nobody subscribes to outcomes.
 */
@Component
class UntriedEnds {

  private static final String FIELDS =
      """
      SELECT h.source, h.type, h.message_key, h.origin, d.version, s.subscriber, d.words, m.body
        FROM delivery d
        JOIN head h ON h.id = d.head_id
        JOIN message m ON m.id = d.message_id
        JOIN subscription s ON s.id = d.subscription_id
      """;

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

  UntriedEnds(JdbcClient jdbc, Subscriptions subscriptions, Erasures erasures) {
    this.erasures = erasures;
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

    String correlation() {
      return Canonical.read(type, body).correlation();
    }

    DeliveryOutcome told(String correlation, String words) {
      return new DeliveryOutcome(
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
        .filter(it -> it.correlation() != null)
        .map(it -> it.told(it.correlation(), it.words()))
        .toList();
  }

  /**
   * What is to be told of a message that says what the last version of its key said: the targets
   * that have that one have this one. What is still on its way is told when it ends.
   */
  List<DeliveryOutcome> repeated(Message message, String origin) {
    boolean told = message instanceof StateMessage && message.correlation() != null;
    if (!told || !subscriptions.taken(DeliveryOutcome.TYPE)) {
      return List.of();
    }
    return jdbc
        .sql(THERE)
        .param("type", message.type())
        .param("key", erasures.key(message.type(), message.key()))
        .param("source", message.source())
        .param("origin", origin)
        .query(Untried.class)
        .list()
        .stream()
        .map(it -> it.told(message.correlation(), "The target has this value already"))
        .toList();
  }
}
