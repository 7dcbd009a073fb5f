package dev.ponte.ledger;

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

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Marks marks;

  DeadLetters(JdbcClient jdbc, TransactionTemplate transactions, Marks marks) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.marks = marks;
  }

  /**
   * Keeps a record and notes that it was fetched, so that the next poll does not fetch it again.
   *
   * @param mark whose record it is; null when unknown
   * @param raw the whole record; null when there is none
   * @param reason what is wrong with it and what to do
   */
  void add(Mark mark, String raw, String reason) {
    transactions.executeWithoutResult(
        status -> {
          jdbc.sql(ADD)
              .param("source", mark == null ? null : mark.source())
              .param("type", mark == null ? null : mark.type())
              .param("key", mark == null ? null : mark.key())
              .param(
                  "reason",
                  reason.length() > MOST_REASON ? reason.substring(0, MOST_REASON) : reason)
              .param("raw", raw)
              .update();
          if (mark != null) {
            marks.write(mark);
          }
        });
    LOG.warn(
        "{} {} from {} is a dead letter: {}",
        mark == null ? "A record" : mark.type(),
        mark == null ? "" : mark.key(),
        mark == null ? "an unknown source" : mark.source(),
        reason);
  }

  /** How many there are. */
  long count() {
    return jdbc.sql("SELECT COUNT(*) FROM dead_letter").query(Long.class).single();
  }
}
