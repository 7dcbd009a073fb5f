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

  private static final String OLDEST =
      """
      SELECT id, type, body,
             CASE WHEN recorded_at < CURRENT_TIMESTAMP - CAST(:hours AS INTEGER) * INTERVAL '1' HOUR
                  THEN TRUE ELSE FALSE END AS in_vain
        FROM waiting_message ORDER BY id FETCH FIRST 500 ROWS ONLY
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

  /** Those that have waited longest. */
  List<Waiting> oldest() {
    return jdbc.sql(OLDEST).param("hours", MOST_HOURS).query(Waiting.class).list();
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
