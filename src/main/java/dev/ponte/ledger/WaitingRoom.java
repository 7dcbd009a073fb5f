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

  /** What stands before an order's id that is only the best guess of one. */
  static final String SEARCHED_FOR = "? ";

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

  /** Their order may come any moment; or its number, minutes later. */
  private static final String SEARCHED =
      """
      SELECT id, type, body, FALSE AS in_vain FROM waiting_message
       WHERE order_key LIKE '? %' AND id > :after
         AND recorded_at >= CURRENT_TIMESTAMP - CAST(:minutes AS INTEGER) * INTERVAL '1' MINUTE
       ORDER BY id FETCH FIRST 100 ROWS ONLY
      """;

  private final JdbcClient jdbc;
  private final Letters letters;

  WaitingRoom(JdbcClient jdbc, Letters letters) {
    this.jdbc = jdbc;
    this.letters = letters;
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

  /**
   * Lets the message wait, in the caller's transaction; once for equal content.
   *
   * @param search why no order was found for an invoice, which is told at once; null for all others
   */
  void add(Message message, InvoiceMatch search) {
    String hash = Canonical.contentHash(message);
    if (keyed(IS_WAITING, message).param("hash", hash).query(Long.class).single() > 0) {
      return;
    }
    boolean searched = search != null;
    keyed(ADD, message)
        .param("order", (searched ? SEARCHED_FOR : "") + message.aboutOrder().orElseThrow().id())
        .param("hash", hash)
        .param("body", Canonical.write(message))
        .update();
    if (searched && !letters.isTold(message)) {
      letters.tell(message, search.why(), Cause.named(search.cause(), null));
    }
  }

  /** Takes all that wait for the same order, the oldest first, in the caller's transaction. */
  List<Message> take(Message message) {
    List<Held> held = keyed(HOLD, message).query(Held.class).list();
    held.forEach(it -> remove(it.id()));
    if (!held.isEmpty()) {
      letters.understood(message);
    }
    return held.stream().map(it -> Canonical.read(message.type(), it.body())).toList();
  }

  /** Those to look at, the oldest first. */
  List<Waiting> due() {
    return jdbc.sql(DUE).param("hours", MOST_HOURS).query(Waiting.class).list();
  }

  /**
   * Those whose order has to be searched, in pages.
   *
   * @param after the last one of the page before
   * @param minutes how long they may have waited
   */
  List<Waiting> searched(long after, int minutes) {
    return jdbc.sql(SEARCHED)
        .param("after", after)
        .param("minutes", minutes)
        .query(Waiting.class)
        .list();
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
