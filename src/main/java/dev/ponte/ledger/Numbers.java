package dev.ponte.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rows are numbered as they come, so a time is a number: found by halves, without an index. */
final class Numbers {

  private static final Map<String, String> CAME =
      Map.of("delivery", "created_at", "message", "recorded_at");

  private Numbers() {}

  /** The number of the last row; 0 when there is none. */
  static long last(JdbcClient jdbc, String table) {
    return jdbc.sql("SELECT COALESCE(MAX(id), 0) FROM " + table).query(Long.class).single();
  }

  /**
   * The number of the first row that came at that time or later; one more than the last when none
   * did.
   *
   * @param table {@code delivery} or {@code message}
   */
  static long first(JdbcClient jdbc, String table, Instant since) {
    String look =
        "SELECT %s FROM %s WHERE id >= :id ORDER BY id FETCH FIRST 1 ROWS ONLY"
            .formatted(CAME.get(table), table);
    long low = 1;
    long high = last(jdbc, table) + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      Optional<OffsetDateTime> at =
          jdbc.sql(look).param("id", middle).query(OffsetDateTime.class).optional();
      if (at.isPresent() && at.get().toInstant().isBefore(since)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
