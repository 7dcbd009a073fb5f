package dev.ponte.ledger;

import java.util.List;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The causes that were met, and what a failure without one gets. */
@Component
class Causes {

  private static final int BLOCK = 500;

  private static final String FAILED =
      """
      SELECT d.id, d.failure_class AS failureClass, d.code, d.words, h.message_key AS messageKey
        FROM delivery d JOIN head h ON h.id = d.head_id
      """;

  /** Nothing but the numbers, from the index of states alone. */
  private static final String NAMELESS =
      "SELECT id FROM delivery WHERE state IN ('dead', 'parked') AND cause IS NULL"
          + " FETCH FIRST :most ROWS ONLY";

  private static final String NAME =
      "UPDATE delivery SET cause = :cause"
          + " WHERE id = :id AND cause IS NULL AND state IN ('dead', 'parked')";

  private static final String NAMELESS_LETTERS =
      """
      SELECT id, 'dead-letter' AS failureClass, CAST(NULL AS VARCHAR) AS code, reason AS words,
             message_key AS messageKey
        FROM dead_letter WHERE ended_at IS NULL AND cause IS NULL FETCH FIRST :most ROWS ONLY
      """;

  private static final String NAME_LETTER =
      "UPDATE dead_letter SET cause = :cause WHERE id = :id AND cause IS NULL";

  private static final String MET =
      """
      SELECT d.cause, MAX(d.id) AS newest FROM delivery d
       WHERE d.state IN ('dead', 'parked') AND d.cause IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM cause c WHERE c.id = d.cause AND c.example >= d.id)
       GROUP BY d.cause
      """;

  private static final String AGAIN =
      "UPDATE cause SET last_at = CURRENT_TIMESTAMP, example = :example WHERE id = :id";

  private static final String NEW =
      """
      INSERT INTO cause (id, pattern, class, code, example)
      VALUES (:id, :pattern, :class, :code, :example)
      """;

  private final JdbcClient jdbc;

  Causes(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Failed(
      long id, String failureClass, String code, String words, String messageKey) {

    Cause cause() {
      return Cause.of(failureClass, code, words, messageKey);
    }
  }

  private record Met(String cause, long newest) {}

  /**
   * Gives a cause to what failed without one, as under an older release, and notes the causes that
   * were met since the last time.
   */
  void sweep() {
    for (Failed it : failed(jdbc.sql(NAMELESS).param("most", BLOCK).query(Long.class).list())) {
      jdbc.sql(NAME).param("cause", it.cause().id()).param("id", it.id()).update();
    }
    for (Failed it : jdbc.sql(NAMELESS_LETTERS).param("most", BLOCK).query(Failed.class).list()) {
      jdbc.sql(NAME_LETTER).param("cause", it.cause().id()).param("id", it.id()).update();
    }
    jdbc.sql(MET).query(Met.class).list().forEach(this::note);
  }

  private List<Failed> failed(List<Long> ids) {
    return ids.isEmpty()
        ? List.of()
        : jdbc.sql(FAILED + " WHERE d.id IN (:ids)").param("ids", ids).query(Failed.class).list();
  }

  private void note(Met met) {
    if (jdbc.sql(AGAIN).param("id", met.cause()).param("example", met.newest()).update() == 1) {
      return;
    }
    for (Failed it : failed(List.of(met.newest()))) {
      Cause cause = it.cause();
      try {
        jdbc.sql(NEW)
            .param("id", met.cause())
            .param("pattern", cause.id().equals(met.cause()) ? cause.pattern() : null)
            .param("class", it.failureClass())
            .param("code", it.code())
            .param("example", it.id())
            .update();
      } catch (DuplicateKeyException another) {
        jdbc.sql(AGAIN).param("id", met.cause()).param("example", it.id()).update();
      }
    }
  }
}
