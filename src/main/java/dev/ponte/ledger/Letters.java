package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Writes dead letters, all in the caller's transaction. */
@Component
class Letters {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final int MOST_REASON = 4_000;

  private static final String ADD =
      """
      INSERT INTO dead_letter (source, type, message_key, reason, raw, cause, subject)
      VALUES (:source, :type, :key, :reason, :raw, :cause, :subject)
      """;

  private static final String OPEN =
      " message_key = :key AND type = :type AND source = :source AND ended_at IS NULL";

  private final JdbcClient jdbc;

  Letters(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param named null when nobody named a cause
   */
  void write(String source, String type, String key, String raw, String reason, Cause named) {
    String clean = clean(reason);
    Cause cause = named == null ? Cause.of(Cause.DEAD_LETTER, null, clean, key) : named;
    jdbc.sql(ADD)
        .param("source", source)
        .param("type", type)
        .param("key", key)
        .param("reason", clean.length() > MOST_REASON ? clean.substring(0, MOST_REASON) : clean)
        .param("raw", clean(raw))
        .param("cause", cause.id())
        .param("subject", cause.subject())
        .update();
  }

  /** Writes a message that no order is known for. */
  void tell(Message message, String reason, Cause cause) {
    write(message.source(), message.type(), message.key(), Canonical.write(message), reason, cause);
    LOG.warn(
        "{} {} from {} is a dead letter: {}",
        message.type(),
        message.key(),
        message.source(),
        reason);
  }

  /** Whether somebody has been told of the message, and may not have seen to it yet. */
  boolean isTold(Message message) {
    return keyed("SELECT COUNT(*) FROM dead_letter WHERE" + OPEN, message)
            .query(Long.class)
            .single()
        > 0;
  }

  /** Its order is known by now. */
  void understood(Message message) {
    keyed(
            "UPDATE dead_letter SET ended_at = CURRENT_TIMESTAMP, ended_by = 'recorded' WHERE"
                + OPEN,
            message)
        .update();
  }

  private JdbcClient.StatementSpec keyed(String sql, Message message) {
    return jdbc.sql(sql)
        .param("key", message.key())
        .param("type", message.type())
        .param("source", message.source());
  }

  /** PostgreSQL takes no NUL. */
  private static String clean(String text) {
    return text == null ? null : text.replace('\0', '\ufffd');
  }
}
