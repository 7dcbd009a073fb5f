package dev.ponte.ledger;

import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderRef;
import dev.ponte.delivery.UnmappableRecord;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which store an order, or a message about an order, belongs to. */
@Component
class Origins {

  /** References that the message's own source has come first: it may know one of two equal ids. */
  private static final String KNOWN_TO_SOURCE =
      """
      SELECT DISTINCT source FROM reference
       WHERE kind = 'order' AND source_key = :key AND connection = :source
      """;

  private static final String KNOWN_TO_ANYBODY =
      """
      SELECT source FROM reference WHERE kind = 'order' AND source_key = :key
       UNION SELECT source FROM head WHERE type = 'order' AND message_key = :key
       ORDER BY source
      """;

  private final JdbcClient jdbc;

  Origins(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The origin; the empty text for a message about no order.
   *
   * @return empty when no store is known to have the order yet
   * @throws UnmappableRecord when several stores have an order of this id
   */
  Optional<String> of(Message message) {
    if (message.type().equals(Order.TYPE)) {
      return Optional.of(message.source());
    }
    Optional<OrderRef> order = message.aboutOrder();
    if (order.isEmpty()) {
      return Optional.of("");
    }
    String told = order.get().connection();
    return told == null ? found(message.source(), order.get().id()) : Optional.of(told);
  }

  private Optional<String> found(String source, String id) {
    List<String> stores =
        jdbc.sql(KNOWN_TO_SOURCE)
            .param("key", id)
            .param("source", source)
            .query(String.class)
            .list();
    if (stores.size() != 1) {
      stores = jdbc.sql(KNOWN_TO_ANYBODY).param("key", id).query(String.class).list();
    }
    if (stores.size() > 1) {
      throw new UnmappableRecord(
          "Order %s is in %s; %s does not say whose it is. Carry it over by hand"
              .formatted(id, stores, source));
    }
    return stores.stream().findFirst();
  }
}
