package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderRef;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
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
      INSERT INTO head (type, source, origin, message_key, order_key, version, content_hash)
      VALUES (:type, :source, :origin, :key, :order, 0, '')
      """;

  private static final String NEXT_VERSION =
      "UPDATE head SET version = :version, content_hash = :hash, cancelled = :cancelled"
          + " WHERE id = :head";

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

  private static final int MOST_TRIES = 3;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Marks marks;
  private final OrderVersions orderVersions;
  private final Wakeups wakeups;
  private final Origins origins;
  private final WaitingRoom waitingRoom;

  Recorder(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Marks marks,
      OrderVersions orderVersions,
      Wakeups wakeups,
      Origins origins,
      WaitingRoom waitingRoom) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.marks = marks;
    this.orderVersions = orderVersions;
    this.wakeups = wakeups;
    this.origins = origins;
    this.waitingRoom = waitingRoom;
  }

  private record Head(long id, long version, String contentHash) {}

  /**
   * Records messages of one type, each as a new version of its key; the same business content as
   * the last version is nothing new. A message about an order that no store is known to have waits.
   *
   * @param mark written in the same transaction; null for none
   * @throws UnmappableRecord when it cannot be said whose order a message is about, or a message
   *     does not fit into the ledger
   */
  void record(Collection<? extends Message> messages, Mark mark) {
    List<Message> sorted = new ArrayList<>(messages);
    // Heads are held in one order, so that two lists do not wait for each other.
    sorted.sort(Comparator.comparing(Message::source).thenComparing(Message::key));
    retried(
        () -> {
          if (mark != null) {
            marks.write(mark);
          }
          boolean any = false;
          for (Message message : sorted) {
            any |= write(message);
          }
          return any;
        },
        sorted);
  }

  /** As {@link #record(Collection, Mark)}, with one message. */
  void record(Message message, Mark mark) {
    record(List.of(message), mark);
  }

  /**
   * Records all that wait for the same order as the message, when its store is known by now.
   *
   * @return whether it is known
   */
  boolean recordWaiting(Message message) {
    Optional<String> origin = origins.of(message);
    origin.ifPresent(it -> retried(() -> writeWaiting(message, it), List.of(message)));
    return origin.isPresent();
  }

  private void retried(BooleanSupplier work, List<? extends Message> messages) {
    boolean alone = !TransactionSynchronizationManager.isActualTransactionActive();
    for (int tryNumber = 1; ; tryNumber++) {
      try {
        if (Boolean.TRUE.equals(transactions.execute(status -> work.getAsBoolean()))) {
          messages.stream().map(Message::type).distinct().forEach(wakeups::wake);
        }
        return;
      } catch (DuplicateKeyException | TransientDataAccessException met) {
        // Two writers met at a key; now the head is there and one of them waits for the other.
        if (!alone || tryNumber == MOST_TRIES) {
          throw met;
        }
      } catch (DataIntegrityViolationException e) {
        throw new UnmappableRecord(
            "%s does not fit into the ledger: %s"
                .formatted(messages.get(0).key(), e.getMostSpecificCause().getMessage()),
            e);
      }
    }
  }

  private boolean write(Message message) {
    Optional<String> origin = origins.of(message);
    if (origin.isEmpty()) {
      waitingRoom.add(message, Canonical.contentHash(message));
      return false;
    }
    boolean waited =
        message.aboutOrder().map(it -> it.connection() == null).orElse(false)
            && writeWaiting(message, origin.get());
    return write(message, origin.get()) || waited;
  }

  private boolean writeWaiting(Message message, String origin) {
    boolean any = false;
    for (Message waiting : waitingRoom.take(message)) {
      any |= write(waiting, origin);
    }
    return any;
  }

  private boolean write(Message message, String origin) {
    String hash = Canonical.contentHash(message);
    Head head = hold(message, origin);
    if (head.contentHash().equals(hash)) {
      return false;
    }
    long version = head.version() + 1;
    jdbc.sql(NEXT_VERSION)
        .param("version", version)
        .param("hash", hash)
        .param("cancelled", message instanceof Order order && order.cancelled())
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
      orderVersions.recorded(head.id());
    }
    return true;
  }

  /** A message never returns to where it was read from; an outcome is meant for it. */
  private static String reader(Message message) {
    return message.type().equals(DeliveryOutcome.TYPE) ? "" : message.source();
  }

  private static String orderKey(Message message) {
    return message instanceof Order order
        ? order.id()
        : message.aboutOrder().map(OrderRef::id).orElse(null);
  }

  private Head hold(Message message, String origin) {
    return find(message, origin)
        .orElseGet(
            () -> {
              keyed(NEW_HEAD, message, origin).param("order", orderKey(message)).update();
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
}
