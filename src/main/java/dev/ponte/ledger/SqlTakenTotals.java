package dev.ponte.ledger;

import dev.ponte.delivery.TakenTotals;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link TakenTotals} in the ledger's database. */
@Component
class SqlTakenTotals implements TakenTotals {

  private static final String IS_TAKEN =
      "SELECT COUNT(*) FROM taken_total WHERE source = :source AND message_key = :key";

  /** The order of a dead letter; at most one row, and none when it was taken before. */
  private static final String TAKE =
      """
      INSERT INTO taken_total (source, message_key)
      SELECT d.source, d.message_key FROM dead_letter d
       WHERE d.id = :id
         AND NOT EXISTS (SELECT 1 FROM taken_total t
                          WHERE t.source = d.source AND t.message_key = d.message_key)
      """;

  private final JdbcClient jdbc;

  SqlTakenTotals(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public boolean isTaken(String store, String order) {
    return jdbc.sql(IS_TAKEN).param("source", store).param("key", order).query(Long.class).single()
        > 0;
  }

  /** Notes it of the order of a dead letter, in the caller's transaction. */
  void take(long deadLetter) {
    jdbc.sql(TAKE).param("id", deadLetter).update();
  }
}
