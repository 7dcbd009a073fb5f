package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keys and their versions. */
@Component
class Heads {

  private static final int BLOCK = 500;

  /** Nothing but the keys: beside an equation of the same index H2 would read all of it. */
  private static final String KNOWN =
      "SELECT message_key AS messageKey, source, type, origin, content_hash AS contentHash"
          + " FROM head WHERE message_key IN (:keys)";

  private static final String HOLD =
      """
      SELECT id, version, content_hash AS contentHash FROM head
       WHERE type = :type AND message_key = :key AND source = :source AND origin = :origin
         FOR UPDATE
      """;

  private static final String NEW =
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
      SELECT s.id, m.head_id, m.id, m.version, 'pending', 'new',
             CURRENT_TIMESTAMP - CAST(:ahead AS INTEGER) * INTERVAL '1' SECOND
        FROM subscription s, message m
       WHERE m.head_id = :head AND m.version = :version
         AND s.type = :type AND s.ended_at IS NULL AND s.subscriber <> :reader
         AND (s.origin = '' OR s.origin = :origin) AND (s.source = '' OR s.source = :source)
      """;

  private final JdbcClient jdbc;
  private final Erasures erasures;

  Heads(JdbcClient jdbc, Erasures erasures) {
    this.jdbc = jdbc;
    this.erasures = erasures;
  }

  private record Key(String source, String messageKey) {
    static Key of(Message message) {
      return new Key(message.source(), message.key());
    }
  }

  private record Known(
      String messageKey, String source, String type, String origin, String contentHash) {}

  private record Held(long id, long version, String contentHash) {}

  /**
   * The states that differ from the last version of their key, in blocks; of several with one key
   * the last. Costs one indexed read for each message, in one query a block, and holds nothing.
   *
   * @param states of one type
   */
  Stream<List<Message>> changed(Collection<? extends Message> states) {
    Map<Key, Message> newest = new LinkedHashMap<>();
    states.forEach(it -> newest.put(Key.of(it), it));
    List<Message> all = new ArrayList<>(newest.values());
    return Stream.iterate(0, from -> from < all.size(), from -> from + BLOCK)
        .map(from -> changed(all.subList(from, Math.min(from + BLOCK, all.size()))))
        .filter(block -> !block.isEmpty());
  }

  private List<Message> changed(List<Message> block) {
    Map<Key, String> known = new HashMap<>();
    Set<String> keys = block.stream().map(this::key).collect(Collectors.toSet());
    jdbc.sql(KNOWN).param("keys", keys).query(Known.class).list().stream()
        .filter(it -> it.type().equals(block.get(0).type()) && it.origin().isEmpty())
        .forEach(it -> known.put(new Key(it.source(), it.messageKey()), it.contentHash()));
    return block.stream()
        .filter(it -> !Canonical.contentHash(it).equals(known.get(new Key(it.source(), key(it)))))
        .toList();
  }

  private String key(Message message) {
    return erasures.key(message.type(), message.key());
  }

  /**
   * Writes the message as the next version of its key, with its deliveries, in the caller's
   * transaction, which holds the key then.
   *
   * @return empty when its business content is that of the last version; nothing was written then
   */
  Optional<Head> advance(Message message, String origin) {
    String hash = Canonical.contentHash(message);
    Held head = hold(message, origin);
    if (head.contentHash().equals(hash)) {
      return Optional.empty();
    }
    long version = head.version() + 1;
    at(NEXT_VERSION, head, version)
        .param("hash", hash)
        .param("cancelled", message instanceof Order order && order.cancelled())
        .update();
    at(NEW_MESSAGE, head, version)
        .param("hash", hash)
        .param("body", Canonical.write(message))
        .update();
    at(NEW_DELIVERIES, head, version)
        .param("type", message.type())
        .param("source", message.source())
        .param("reader", reader(message))
        .param("origin", origin)
        .param("ahead", message.headStart().toSeconds())
        .update();
    return Optional.of(new Head(head.id(), message.type(), version));
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

  private Held hold(Message message, String origin) {
    return find(message, origin)
        .orElseGet(
            () -> {
              keyed(NEW, message, origin).param("order", orderKey(message)).update();
              return find(message, origin).orElseThrow();
            });
  }

  private Optional<Held> find(Message message, String origin) {
    return keyed(HOLD, message, origin).query(Held.class).optional();
  }

  private JdbcClient.StatementSpec at(String sql, Held head, long version) {
    return jdbc.sql(sql).param("head", head.id()).param("version", version);
  }

  private JdbcClient.StatementSpec keyed(String sql, Message message, String origin) {
    return jdbc.sql(sql)
        .param("type", message.type())
        .param("key", key(message))
        .param("source", message.source())
        .param("origin", origin);
  }
}
