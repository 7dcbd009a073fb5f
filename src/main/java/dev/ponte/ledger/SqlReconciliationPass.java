package dev.ponte.ledger;

import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Expected;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Compares what a connection acknowledged last. */
final class SqlReconciliationPass extends ComparedDeliveries {

  /**
   * What the connection acknowledged last, and nothing else since: of a value that is on its way,
   * that it refused or that it may have got, nothing can be said.
   */
  static final String LAST_ACKNOWLEDGED =
      """
       d.state = 'delivered'
         AND NOT EXISTS (
             SELECT 1 FROM delivery n
              WHERE n.head_id = d.head_id AND n.subscription_id = d.subscription_id
                AND n.version > d.version
                AND (n.attempts > 0 AND n.state <> 'skipped'
                  OR n.state NOT IN ('skipped', 'superseded')))
      """;

  private static final String ACKNOWLEDGED =
      """
      SELECT d.id, h.source, h.message_key AS messageKey, m.body
        FROM delivery d
        JOIN head h ON h.id = d.head_id
        JOIN message m ON m.id = d.message_id
       WHERE d.subscription_id = :subscription AND m.body IS NOT NULL AND
      """;

  private static final String OF_KEYS =
      ACKNOWLEDGED + LAST_ACKNOWLEDGED + " AND h.message_key IN (:keys) AND d.finished_at < :from";

  private static final String UNSEEN =
      ACKNOWLEDGED
          + LAST_ACKNOWLEDGED
          + " AND d.finished_at < :from AND (d.checked_at IS NULL OR d.checked_at < :from)"
          + " AND d.id > :after ORDER BY d.id FETCH FIRST 500 ROWS ONLY";

  private static final String SEEN =
      "UPDATE delivery SET checked_at = CURRENT_TIMESTAMP WHERE id IN (:ids)";

  private static final String COUNT =
      "UPDATE reconciliation SET compared = compared + :compared, differing = differing + :differing"
          + " WHERE type = :type AND connection = :connection";

  private static final String REACHED =
      "UPDATE reconciliation SET position = :position"
          + " WHERE type = :type AND connection = :connection";

  private static final String FINISH =
      "UPDATE reconciliation SET running = FALSE, position = NULL, ended_at = :now"
          + " WHERE type = :type AND connection = :connection";

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final SqlReconciliationPasses.Pass pass;
  private final long subscription;

  SqlReconciliationPass(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Clock clock,
      SqlReconciliationPasses.Pass pass,
      long subscription) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
    this.pass = pass;
    this.subscription = subscription;
  }

  @Override
  public Optional<String> position() {
    return Optional.ofNullable(pass.position());
  }

  @Override
  List<Compared> ofKeys(List<String> keys) {
    return acknowledged(OF_KEYS).param("keys", keys).query(Compared.class).list();
  }

  @Override
  List<Compared> unseen(long after) {
    return acknowledged(UNSEEN).param("after", after).query(Compared.class).list();
  }

  @Override
  public void reached(String position) {
    ofPass(REACHED).param("position", position).update();
  }

  @Override
  public void finish() {
    ofPass(FINISH).param("now", Timestamp.from(clock.instant())).update();
  }

  @Override
  List<Difference> judge(
      List<Compared> page,
      Map<String, Map<String, String>> held,
      Function<String, Expected> expected) {
    List<Difference> differences = new ArrayList<>();
    for (Compared one : page) {
      difference(one, held.get(one.messageKey()), expected.apply(one.body()))
          .ifPresent(differences::add);
    }
    if (!page.isEmpty()) {
      seen(page, differences.size());
    }
    return differences;
  }

  private Optional<Difference> difference(
      Compared one, Map<String, String> held, Expected expected) {
    if (held != null && !expected.changes()) {
      return Optional.empty();
    }
    return Difference.between(
        expected.values(),
        held,
        (wanted, found) ->
            new Difference(
                one.id(),
                pass.type(),
                one.source(),
                one.messageKey(),
                pass.connection(),
                wanted,
                found));
  }

  private void seen(List<Compared> ours, int differing) {
    transactions.executeWithoutResult(
        status -> {
          jdbc.sql(SEEN).param("ids", ours.stream().map(Compared::id).toList()).update();
          ofPass(COUNT).param("compared", ours.size()).param("differing", differing).update();
        });
  }

  /** What was acknowledged while the pass runs may be newer than what was read. */
  private JdbcClient.StatementSpec acknowledged(String sql) {
    return jdbc.sql(sql)
        .param("subscription", subscription)
        .param("from", Timestamp.from(pass.seenFrom()));
  }

  private JdbcClient.StatementSpec ofPass(String sql) {
    return jdbc.sql(sql).param("type", pass.type()).param("connection", pass.connection());
  }
}
