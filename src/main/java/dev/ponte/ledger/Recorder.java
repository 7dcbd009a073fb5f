package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderRef;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes messages into the ledger, each with its deliveries and its mark in one transaction. */
@Component
class Recorder {

  private static final String HOLD_HEAD =
      """
      SELECT id, version, content_hash FROM head
       WHERE type = :type AND message_key = :key AND source = :source AND origin = :origin
         FOR UPDATE
      """;

  private static final String NEW_HEAD =
      """
      INSERT INTO head (type, source, origin, message_key, version, content_hash)
      VALUES (:type, :source, :origin, :key, 0, '')
      """;

  private static final String NEXT_VERSION =
      "UPDATE head SET version = :version, content_hash = :hash WHERE id = :head";

  private static final String NEW_MESSAGE =
      """
      INSERT INTO message (head_id, version, content_hash, body)
      VALUES (:head, :version, :hash, :body)
      """;

  private static final String NEW_DELIVERIES =
      """
      INSERT INTO delivery (subscription_id, head_id, message_id, version, state, previous_state, due_at)
      SELECT s.id, m.head_id, m.id, m.version, 'pending', 'new', CURRENT_TIMESTAMP
        FROM subscription s, message m
       WHERE m.head_id = :head AND m.version = :version
         AND s.type = :type AND s.ended_at IS NULL AND s.subscriber <> :reader
         AND (s.origin = '' OR s.origin = :origin) AND (s.source = '' OR s.source = :source)
      """;

  private static final String STORES_OF_ORDER =
      "SELECT source FROM head WHERE type = 'order' AND message_key = :key ORDER BY source";

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Marks marks;
  private final OrderVersions orderVersions;
  private final Wakeups wakeups;

  Recorder(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Marks marks,
      OrderVersions orderVersions,
      Wakeups wakeups) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.marks = marks;
    this.orderVersions = orderVersions;
    this.wakeups = wakeups;
  }

  private record Head(long id, long version, String contentHash) {}

  /**
   * Records a message as a new version of its key; the same business content as the last version is
   * nothing new.
   *
   * @param mark written in the same transaction; null for none
   * @return whether it was a new version
   */
  boolean record(Message message, Mark mark) {
    boolean isNew;
    try {
      isNew = Boolean.TRUE.equals(transactions.execute(status -> write(message, mark)));
    } catch (DuplicateKeyException another) {
      // Two processes met at a new key; now the head is there and one of them waits for the other.
      isNew = Boolean.TRUE.equals(transactions.execute(status -> write(message, mark)));
    }
    if (isNew) {
      wakeups.wake(message.type());
    }
    return isNew;
  }

  private boolean write(Message message, Mark mark) {
    if (mark != null) {
      marks.write(mark);
    }
    String origin = origin(message);
    String hash = Canonical.contentHash(message);
    Head head = hold(message, origin);
    if (head.contentHash().equals(hash)) {
      return false;
    }
    long version = head.version() + 1;
    jdbc.sql(NEXT_VERSION)
        .param("version", version)
        .param("hash", hash)
        .param("head", head.id())
        .update();
    jdbc.sql(NEW_MESSAGE)
        .param("head", head.id())
        .param("version", version)
        .param("hash", hash)
        .param("body", Canonical.write(message))
        .update();
    jdbc.sql(NEW_DELIVERIES)
        .param("head", head.id())
        .param("version", version)
        .param("type", message.type())
        .param("source", message.source())
        .param("reader", reader(message))
        .param("origin", origin)
        .update();
    if (version > 1 && message.type().equals(Order.TYPE)) {
      orderVersions.settle(List.of(head.id()));
    }
    return true;
  }

  /** A message never returns to where it was read from; an outcome is meant for it. */
  private static String reader(Message message) {
    return message.type().equals(DeliveryOutcome.TYPE) ? "" : message.source();
  }

  private Head hold(Message message, String origin) {
    return find(message, origin)
        .orElseGet(
            () -> {
              keyed(NEW_HEAD, message, origin).update();
              return find(message, origin).orElseThrow();
            });
  }

  private Optional<Head> find(Message message, String origin) {
    return keyed(HOLD_HEAD, message, origin).query(Head.class).optional();
  }

  private JdbcClient.StatementSpec keyed(String sql, Message message, String origin) {
    return jdbc.sql(sql)
        .param("type", message.type())
        .param("key", message.key())
        .param("source", message.source())
        .param("origin", origin);
  }

  /** An order's origin is its store; of an order-related message the order's store; else none. */
  private String origin(Message message) {
    if (message.type().equals(Order.TYPE)) {
      return message.source();
    }
    return message.aboutOrder().map(this::origin).orElse("");
  }

  private String origin(OrderRef order) {
    if (order.connection() != null) {
      return order.connection();
    }
    List<String> stores =
        jdbc.sql(STORES_OF_ORDER).param("key", order.id()).query(String.class).list();
    if (stores.size() == 1) {
      return stores.get(0);
    }
    throw new UnmappableRecord(
        stores.isEmpty()
            ? "No store has an order %s".formatted(order.id())
            : "Order %s is in %s; the message does not say whose it is"
                .formatted(order.id(), stores));
  }
}
