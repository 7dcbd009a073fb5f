package dev.ponte.ledger;

import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import dev.ponte.delivery.Gate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Orders that another integration brought to the ERP before this one went live: those placed before
 * the store's {@code orders-from}, and those whose reference was imported. They are not taken, for
 * they would be created twice; what came here once goes on as ever.
 */
@Component
class EarlierOrders {

  private static final Logger LOG = LoggerFactory.getLogger(EarlierOrders.class);

  private static final String CAME =
      "SELECT COUNT(*) FROM head WHERE message_key = :id AND type = 'order' AND source = :store";

  private static final String REFERRED =
      """
      SELECT COUNT(*) FROM reference
       WHERE source_key = :id AND kind = 'order' AND source = :store
      """;

  private static final String COUNT =
      """
      UPDATE reference SET state = CAST(CAST(state AS INTEGER) + 1 AS VARCHAR),
             seen_at = CURRENT_TIMESTAMP
       WHERE kind = 'left-out' AND source = :store AND source_key = 'orders'
         AND connection = :store
      """;

  private static final String FIRST =
      """
      INSERT INTO reference (kind, source, source_key, connection, target_id, state, open)
      SELECT 'left-out', CAST(:store AS VARCHAR), 'orders', CAST(:store AS VARCHAR), '', '1', FALSE
       WHERE NOT EXISTS (
             SELECT 1 FROM reference
              WHERE kind = 'left-out' AND source = :store AND source_key = 'orders'
                AND connection = :store)
      """;

  private static final String COUNTS =
      "SELECT source AS store, state AS number FROM reference WHERE kind = 'left-out'";

  private static final long FRESH_NANOS = Duration.ofMinutes(1).toNanos();

  private final JdbcClient jdbc;
  private final Gate gate;
  private final Letters letters;
  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private volatile Set<String> stores = Set.of();
  private volatile long looked;

  EarlierOrders(JdbcClient jdbc, Gate gate, Letters letters) {
    this.letters = letters;
    this.jdbc = jdbc;
    this.gate = gate;
  }

  private record Count(String store, String number) {}

  /** Those of the messages that are to be taken; in the caller's transaction, if there is one. */
  <M extends Message> List<M> without(List<M> messages) {
    return messages.stream().filter(it -> !(it instanceof Order order) || isTaken(order)).toList();
  }

  /** How many were left out, by store. */
  Map<String, Long> counts() {
    Map<String, Long> all = new TreeMap<>();
    jdbc.sql(COUNTS)
        .query(Count.class)
        .list()
        .forEach(it -> all.put(it.store(), Long.valueOf(it.number())));
    return all;
  }

  private boolean isTaken(Order order) {
    Optional<Instant> from = gate.ordersFrom(order.source());
    boolean imported = isImported(order.source());
    boolean early = from.isPresent() && order.createdAt().toInstant().isBefore(from.get());
    if (!early && !imported || ask(CAME, order) > 0) {
      return true;
    }
    boolean referred = ask(REFERRED, order) > 0;
    if (!early && !referred) {
      return true;
    }
    if (order.cancelled() && referred && !letters.isTold(order)) {
      letters.tell(
          order,
          "The store has cancelled order %s, which another integration brought to the ERP; cancel it there by hand, then dismiss this"
              .formatted(order.id()),
          Cause.named("order.imported-cancelled", null));
    }
    count(order.source());
    return false;
  }

  /** Whether references of the store's orders were ever imported. */
  private boolean isImported(String store) {
    long now = System.nanoTime();
    if (looked == 0 || now - looked > FRESH_NANOS) {
      stores = counts().keySet();
      looked = now;
    }
    return stores.contains(store);
  }

  private long ask(String sql, Order order) {
    return jdbc.sql(sql)
        .param("id", order.id())
        .param("store", order.source())
        .query(Long.class)
        .single();
  }

  private void count(String store) {
    if (told.add(store)) {
      LOG.info(
          "Orders of {} that were placed before its orders-from, or whose references were imported, are left to the integration that brought them; health counts them",
          store);
    }
    if (jdbc.sql(COUNT).param("store", store).update() == 0) {
      jdbc.sql(FIRST).param("store", store).update();
    }
  }
}
