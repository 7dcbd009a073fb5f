package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.delivery.Mark;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Inbound records that could not be mapped, kept whole. */
@Component
class DeadLetters {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
  private static final int MOST_REASON = 4_000;

  private static final String ADD =
      """
      INSERT INTO dead_letter (source, type, message_key, reason, raw)
      VALUES (:source, :type, :key, :reason, :raw)
      """;

  private static final String FORGET_MARK =
      """
      DELETE FROM mark WHERE EXISTS (
        SELECT 1 FROM dead_letter d
         WHERE d.id = :id AND d.source = mark.source AND d.type = mark.type
           AND d.message_key = mark.message_key)
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Marks marks;
  private final Outcomes outcomes;

  DeadLetters(JdbcClient jdbc, TransactionTemplate transactions, Marks marks, Outcomes outcomes) {
    this.outcomes = outcomes;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.marks = marks;
  }

  /**
   * Keeps a record and notes that it was fetched, so that the next poll does not fetch it again.
   *
   * @param mark whose record it is; null when unknown
   * @param raw the whole record; null when there is none
   * @param correlation the source's own identifier of the record; null when it wants no outcome
   * @param reason what is wrong with it and what to do
   */
  void add(Mark mark, String raw, String correlation, String reason) {
    Mark whose = mark == null ? new Mark(null, null, null, null) : mark;
    transactions.executeWithoutResult(
        status -> {
          insert(whose.source(), whose.type(), whose.key(), raw, reason);
          if (mark != null) {
            marks.write(mark);
          }
          if (mark != null && correlation != null) {
            outcomes.unmappable(mark.source(), mark.type(), mark.key(), correlation, reason);
          }
        });
    LOG.warn(
        "{} {} from {} is a dead letter: {}",
        mark == null ? "A record" : mark.type(),
        mark == null ? "" : mark.key(),
        mark == null ? "an unknown source" : mark.source(),
        reason);
  }

  /** Keeps a message that waited in vain, in the caller's transaction. */
  void add(Message message, String reason) {
    insert(message.source(), message.type(), message.key(), Canonical.write(message), reason);
    LOG.warn(
        "{} {} from {} is a dead letter: {}",
        message.type(),
        message.key(),
        message.source(),
        reason);
  }

  /**
   * Takes back the note that the record was fetched; the dead letter itself stays.
   *
   * @return false when there is no such dead letter, or it is not known which record it was
   */
  boolean forget(long id) {
    return jdbc.sql(FORGET_MARK).param("id", id).update() == 1;
  }

  private void insert(String source, String type, String key, String raw, String reason) {
    String clean = clean(reason);
    jdbc.sql(ADD)
        .param("source", source)
        .param("type", type)
        .param("key", key)
        .param("reason", clean.length() > MOST_REASON ? clean.substring(0, MOST_REASON) : clean)
        .param("raw", clean(raw))
        .update();
  }

  /** PostgreSQL takes no NUL. */
  private static String clean(String text) {
    return text == null ? null : text.replace('\0', '\ufffd');
  }

  /** How many there are. */
  long count() {
    return jdbc.sql("SELECT COUNT(*) FROM dead_letter").query(Long.class).single();
  }
}
