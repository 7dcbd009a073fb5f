package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.StateMessage;
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
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.jdbc.support.KeyHolder;
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

  /** Most keys are new: one statement finds that out and keeps the first version. */
  private static final String FIRST =
      """
      INSERT INTO head (type, source, origin, message_key, order_key, version, content_hash, cancelled)
      SELECT CAST(:type AS VARCHAR), CAST(:source AS VARCHAR), CAST(:origin AS VARCHAR),
             CAST(:key AS VARCHAR), CAST(:order AS VARCHAR), 1, CAST(:hash AS VARCHAR),
             CAST(:cancelled AS BOOLEAN)
       WHERE NOT EXISTS (
             SELECT 1 FROM head
              WHERE message_key = :key AND type = :type AND source = :source AND origin = :origin)
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
      SELECT s.id, CAST(:head AS BIGINT), CAST(:message AS BIGINT), CAST(:version AS BIGINT),
             'pending', 'new', CURRENT_TIMESTAMP - CAST(:ahead AS INTEGER) * INTERVAL '1' SECOND
        FROM subscription s
       WHERE s.type = :type AND s.ended_at IS NULL AND s.subscriber <> :reader
         AND (s.origin = '' OR s.origin = :origin) AND (s.source = '' OR s.source = :source)
      """;

  private static final String NEWER = "SELECT id FROM head WHERE id IN (:heads) AND version > 1";

  private final JdbcClient jdbc;
  private final Erasures erasures;
  private final OrderIndex index;
  private final Sales sales;
  private final RecordedMeter meter;

  Heads(JdbcClient jdbc, Erasures erasures, OrderIndex index, Sales sales, RecordedMeter meter) {
    this.sales = sales;
    this.meter = meter;
    this.jdbc = jdbc;
    this.erasures = erasures;
    this.index = index;
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
    Optional<Held> known =
        message instanceof StateMessage ? find(message, origin) : Optional.empty();
    Optional<Long> first = known.isPresent() ? Optional.empty() : first(message, origin, hash);
    if (first.isPresent()) {
      write(message, origin, hash, first.get(), 1);
      return Optional.of(new Head(first.get(), message.type(), 1));
    }
    Held head = known.or(() -> find(message, origin)).orElseThrow();
    if (head.contentHash().equals(hash)) {
      return Optional.empty();
    }
    long version = head.version() + 1;
    jdbc.sql(NEXT_VERSION)
        .param("head", head.id())
        .param("version", version)
        .param("hash", hash)
        .param("cancelled", isCancelled(message))
        .update();
    write(message, origin, hash, head.id(), version);
    return Optional.of(new Head(head.id(), message.type(), version));
  }

  /** Nobody else records the state before the caller's transaction has ended. */
  void hold(StateMessage message) {
    find(message, "");
  }

  /** Those of the keys that have more than one version. */
  Set<Long> withVersions(Set<Long> heads) {
    return heads.isEmpty() ? heads : jdbc.sql(NEWER).param("heads", heads).query(Long.class).set();
  }

  private void write(Message message, String origin, String hash, long head, long version) {
    KeyHolder written = new GeneratedKeyHolder();
    jdbc.sql(NEW_MESSAGE)
        .param("head", head)
        .param("version", version)
        .param("hash", hash)
        .param("body", Canonical.write(message))
        .update(written, "id");
    jdbc.sql(NEW_DELIVERIES)
        .param("head", head)
        .param("message", written.getKeyAs(Long.class))
        .param("version", version)
        .param("type", message.type())
        .param("source", message.source())
        .param("reader", reader(message))
        .param("origin", origin)
        .param("ahead", message.headStart().toSeconds())
        .update();
    index.wrote(message, origin, head, version);
    sales.wrote(message, origin, head, version);
    meter.recorded(message);
  }

  /** The new head of a key that came for the first time. */
  private Optional<Long> first(Message message, String origin, String hash) {
    KeyHolder written = new GeneratedKeyHolder();
    keyed(FIRST, message, origin)
        .param("order", orderKey(message))
        .param("hash", hash)
        .param("cancelled", isCancelled(message))
        .update(written, "id");
    return written.getKeyList().isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(written.getKeyAs(Long.class));
  }

  private static boolean isCancelled(Message message) {
    return message instanceof Order order && order.cancelled();
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

  private Optional<Held> find(Message message, String origin) {
    return keyed(HOLD, message, origin).query(Held.class).optional();
  }

  private JdbcClient.StatementSpec keyed(String sql, Message message, String origin) {
    return jdbc.sql(sql)
        .param("type", message.type())
        .param("key", key(message))
        .param("source", message.source())
        .param("origin", origin);
  }
}
