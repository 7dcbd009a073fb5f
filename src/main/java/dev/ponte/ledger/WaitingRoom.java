package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Messages about orders that no store is known to have yet. */
@Component
class WaitingRoom {

  static final int MOST_HOURS = 24;

  private static final String IS_WAITING =
      """
      SELECT COUNT(*) FROM waiting_message
       WHERE type = :type AND source = :source AND message_key = :key AND content_hash = :hash
      """;

  private static final String ADD =
      """
      INSERT INTO waiting_message (type, source, message_key, order_key, content_hash, body)
      VALUES (:type, :source, :key, :order, :hash, :body)
      """;

  private static final String HOLD =
      """
      SELECT id, body FROM waiting_message
       WHERE type = :type AND source = :source AND message_key = :key ORDER BY id FOR UPDATE
      """;

  /** Those of which something may be said: their order is known by now, or they waited in vain. */
  private static final String DUE =
      """
      SELECT w.id, w.type, w.body, w.in_vain
        FROM (SELECT id, type, order_key, body,
                     CASE WHEN recorded_at < CURRENT_TIMESTAMP - CAST(:hours AS INTEGER) * INTERVAL '1' HOUR
                          THEN TRUE ELSE FALSE END AS in_vain
                FROM waiting_message) w
       WHERE w.in_vain
          OR EXISTS (SELECT 1 FROM head h WHERE h.message_key = w.order_key AND h.type = 'order')
          OR EXISTS (SELECT 1 FROM reference r WHERE r.source_key = w.order_key AND r.kind = 'order')
       ORDER BY w.id FETCH FIRST 500 ROWS ONLY
      """;

  private final JdbcClient jdbc;

  WaitingRoom(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Held(long id, String body) {}

  /**
   * One that waits.
   *
   * @param inVain whether it has waited for as long as it may
   */
  record Waiting(long id, String type, String body, boolean inVain) {
    Message message() {
      return Canonical.read(type, body);
    }
  }

  /** Lets the message wait, in the caller's transaction; once for equal content. */
  void add(Message message, String hash) {
    if (keyed(IS_WAITING, message).param("hash", hash).query(Long.class).single() == 0) {
      keyed(ADD, message)
          .param("order", message.aboutOrder().orElseThrow().id())
          .param("hash", hash)
          .param("body", Canonical.write(message))
          .update();
    }
  }

  /** Takes all that wait for the same order, the oldest first, in the caller's transaction. */
  List<Message> take(Message message) {
    List<Held> held = keyed(HOLD, message).query(Held.class).list();
    held.forEach(it -> remove(it.id()));
    return held.stream().map(it -> Canonical.read(message.type(), it.body())).toList();
  }

  /** Those to look at, the oldest first. */
  List<Waiting> due() {
    return jdbc.sql(DUE).param("hours", MOST_HOURS).query(Waiting.class).list();
  }

  boolean remove(long id) {
    return jdbc.sql("DELETE FROM waiting_message WHERE id = :id").param("id", id).update() == 1;
  }

  private JdbcClient.StatementSpec keyed(String sql, Message message) {
    return jdbc.sql(sql)
        .param("type", message.type())
        .param("source", message.source())
        .param("key", message.key());
  }
}
