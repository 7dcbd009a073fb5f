package dev.ponte.ledger;

import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Expected;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Compares what waits for a target that was never sent anything of it, and only counts. */
final class SqlFirstPass extends ComparedDeliveries {

  /** What came after the pass began is left to the next one. */
  private static final String WAITING =
      """
      SELECT d.id, h.source, h.message_key AS messageKey, m.body
        FROM delivery d
        JOIN head h ON h.id = d.head_id
        JOIN message m ON m.id = d.message_id
       WHERE d.subscription_id = :subscription AND d.state IN ('pending', 'retrying')
         AND d.created_at < :from AND (d.checked_at IS NULL OR d.checked_at < :from)
      """;

  private static final String OF_KEYS = WAITING + " AND h.message_key IN (:keys)";

  private static final String UNSEEN =
      WAITING + " AND d.id > :after ORDER BY d.id FETCH FIRST " + BLOCK + " ROWS ONLY";

  private static final String SEEN =
      "UPDATE delivery SET checked_at = CURRENT_TIMESTAMP WHERE id IN (:ids)";

  private static final String COUNT =
      """
      UPDATE first_pass SET changes = changes + :changes, creations = creations + :creations,
             removals = removals + :removals, untouched = untouched + :untouched,
             absent = absent + :absent, refusals = refusals + :refusals,
             refusal = COALESCE(refusal, :refusal)
       WHERE subscription_id = :subscription
      """;

  private static final String COUNT_FIELD =
      "UPDATE first_pass_field SET changes = changes + :changes"
          + " WHERE subscription_id = :subscription AND field = :field";

  private static final String NEW_FIELD =
      "INSERT INTO first_pass_field (subscription_id, field, changes)"
          + " VALUES (:subscription, :field, :changes)";

  /** As what waits is marked that need not be sent. */
  static final String HELD = "The target holds this value already";

  private static final String MARK =
      """
      UPDATE delivery SET words = CASE WHEN id IN (:equal) THEN CAST(:held AS VARCHAR) END
       WHERE id IN (:ids) AND state = 'pending' AND attempts = 0 AND failure_class IS NULL
      """;

  private static final int MOST_WORDS = 1000;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final FirstPass pass;
  private final Runnable finished;

  /**
   * @param finished is told when all was compared
   */
  SqlFirstPass(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Clock clock,
      FirstPass pass,
      Runnable finished) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
    this.pass = pass;
    this.finished = finished;
  }

  @Override
  public Optional<String> position() {
    return Optional.ofNullable(pass.position());
  }

  @Override
  List<Compared> ofKeys(List<String> keys) {
    return waiting(OF_KEYS).param("keys", keys).query(Compared.class).list();
  }

  @Override
  List<Compared> unseen(long after) {
    return waiting(UNSEEN).param("after", after).query(Compared.class).list();
  }

  @Override
  List<Difference> judge(
      List<Compared> page,
      Map<String, Map<String, String>> held,
      Function<String, Expected> expected) {
    if (!page.isEmpty()) {
      Tally tally = new Tally();
      page.forEach(it -> tally.add(it, held.get(it.messageKey()), expected.apply(it.body())));
      transactions.executeWithoutResult(
          status -> {
            List<Long> ids = page.stream().map(Compared::id).toList();
            jdbc.sql(SEEN).param("ids", ids).update();
            tally.mark(ids);
            tally.write();
          });
    }
    return List.of();
  }

  @Override
  public void reached(String position) {
    ofPass("UPDATE first_pass SET position = :position WHERE subscription_id = :subscription")
        .param("position", position)
        .update();
  }

  @Override
  public void finish() {
    ofPass(
            "UPDATE first_pass SET running = FALSE, position = NULL, ended_at = :now"
                + " WHERE subscription_id = :subscription")
        .param("now", Timestamp.from(clock.instant()))
        .update();
    finished.run();
  }

  private JdbcClient.StatementSpec waiting(String sql) {
    return ofPass(sql).param("from", Timestamp.from(pass.seenFrom()));
  }

  private JdbcClient.StatementSpec ofPass(String sql) {
    return jdbc.sql(sql).param("subscription", pass.subscriptionId());
  }

  /** What becomes of one page. */
  private final class Tally {
    private final Map<String, Integer> fields = new TreeMap<>();
    private final List<Long> equal = new ArrayList<>();
    private int changes;
    private int creations;
    private int removals;
    private int untouched;
    private int absent;
    private int refusals;
    private String refusal;

    void add(Compared one, Map<String, String> held, Expected expected) {
      if (expected.refusal() != null) {
        refusals++;
        refusal = refusal == null ? one.messageKey() + ": " + expected.refusal() : refusal;
      } else if (held == null) {
        missing(expected);
      } else if (expected.removes()) {
        removals++;
      } else {
        there(one, expected, held);
      }
    }

    void mark(List<Long> ids) {
      jdbc.sql(MARK)
          .param("equal", equal.isEmpty() ? List.of(-1L) : equal)
          .param("held", HELD)
          .param("ids", ids)
          .update();
    }

    private void missing(Expected expected) {
      if (expected.creates()) {
        creations++;
      } else if (expected.values().isEmpty()) {
        untouched++;
      } else {
        absent++;
      }
    }

    private void there(Compared one, Expected expected, Map<String, String> held) {
      var differing = expected.differing(held);
      if (differing.isEmpty() && !expected.values().isEmpty()) {
        equal.add(one.id());
      }
      if (differing.isEmpty() || !expected.changes()) {
        untouched++;
      } else {
        changes++;
        differing.forEach(it -> fields.merge(it, 1, Integer::sum));
      }
    }

    void write() {
      ofPass(COUNT)
          .param("changes", changes)
          .param("creations", creations)
          .param("removals", removals)
          .param("untouched", untouched)
          .param("absent", absent)
          .param("refusals", refusals)
          .param("refusal", cut(refusal))
          .update();
      fields.forEach(
          (field, number) -> {
            if (field(COUNT_FIELD, field, number) == 0) {
              field(NEW_FIELD, field, number);
            }
          });
    }

    private int field(String sql, String field, int number) {
      return ofPass(sql).param("field", field).param("changes", number).update();
    }

    private static String cut(String words) {
      return words == null || words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS);
    }
  }
}
