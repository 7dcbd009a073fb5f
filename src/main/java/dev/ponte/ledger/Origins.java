package dev.ponte.ledger;

import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderRef;
import dev.ponte.delivery.UnmappableRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which store an order, or a message about an order, belongs to. A store whose orders we take must
 * have brought the order first: what an ERP tells of it would else overtake it, and an order that
 * its store shows as shipped is not taken any more.
 */
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

  private static final String TAKEN =
      """
      SELECT 1 FROM head WHERE type = 'order' AND message_key = :key AND source = :store
       UNION SELECT 1 FROM reference
              WHERE kind = 'order' AND source_key = :key AND source = :store
      """;

  private static final String TAKES_ORDERS =
      "SELECT COUNT(*) FROM poll WHERE connection = :store AND name = 'orders'";

  private static final int MOST_RECORDED = 10_000;

  private final JdbcClient jdbc;
  private final InvoiceOrders invoices;

  /** The newest orders that this process has recorded, which spare a look at what is known. */
  private final Set<OrderRef> recorded =
      Collections.newSetFromMap(
          Collections.synchronizedMap(
              new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<OrderRef, Boolean> eldest) {
                  return size() > MOST_RECORDED;
                }
              }));

  Origins(JdbcClient jdbc, InvoiceOrders invoices) {
    this.jdbc = jdbc;
    this.invoices = invoices;
  }

  /**
   * Where a message belongs.
   *
   * @param origin the store; the empty text for a message about no order; null when no store is
   *     known to have the order yet, or the one that is named has not brought it yet
   * @param invoice the order that was searched for an invoice, or why there is none; null for all
   *     other messages
   */
  record Place(String origin, InvoiceMatch invoice) {

    boolean isKnown() {
      return origin != null;
    }

    boolean isSure() {
      return invoice != null && invoice.sure();
    }

    /** The message with the order that was found for it. */
    Message in(Message message) {
      return invoice == null || invoice.order() == null
          ? message
          : ((Invoice) message).of(invoice.order());
    }
  }

  /**
   * @throws UnmappableRecord when several stores have an order of this id
   */
  Place of(Message message) {
    if (message instanceof Invoice invoice && invoice.fiscal() != null) {
      return searched(invoice);
    }
    return new Place(origin(message).orElse(null), null);
  }

  /** Of a store whose orders never come here the file's word is all there is. */
  private Place searched(Invoice invoice) {
    String told = invoice.order().connection();
    InvoiceMatch match = invoices.match(invoice);
    if (match.order() == null && told != null && !takesOrders(told)) {
      match = InvoiceMatch.found(invoice.order(), false);
    }
    return new Place(match.order() == null ? null : match.order().connection(), match);
  }

  private Optional<String> origin(Message message) {
    if (message.type().equals(Order.TYPE)) {
      return Optional.of(message.source());
    }
    Optional<OrderRef> order = message.aboutOrder();
    if (order.isEmpty()) {
      return Optional.of("");
    }
    String told = order.get().connection();
    if (told == null) {
      return found(message.source(), order.get().id());
    }
    return isTaken(told, order.get().id()) || !takesOrders(told)
        ? Optional.of(told)
        : Optional.empty();
  }

  /** These are in the ledger by now, for good. */
  void recorded(List<? extends Message> messages) {
    for (Message it : messages) {
      if (it.type().equals(Order.TYPE)) {
        recorded.add(new OrderRef(it.source(), it.key()));
      }
    }
  }

  private boolean isTaken(String store, String id) {
    return recorded.contains(new OrderRef(store, id))
        || !jdbc.sql(TAKEN)
            .param("key", id)
            .param("store", store)
            .query(Long.class)
            .list()
            .isEmpty();
  }

  private boolean takesOrders(String store) {
    return jdbc.sql(TAKES_ORDERS).param("store", store).query(Long.class).single() > 0;
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
