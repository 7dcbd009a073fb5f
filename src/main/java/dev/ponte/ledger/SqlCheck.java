package dev.ponte.ledger;

import dev.ponte.delivery.Check;
import dev.ponte.delivery.Difference;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Check} in the ledger's database. */
final class SqlCheck implements Check {

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
                AND (n.attempts > 0 OR n.state NOT IN ('skipped', 'superseded')))
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

  /** A store's page may be long, and a database compares each row with the whole list. */
  private static final int BLOCK = 500;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Clock clock;
  private final SqlChecks.Pass pass;
  private final long subscription;

  SqlCheck(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Clock clock,
      SqlChecks.Pass pass,
      long subscription) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
    this.pass = pass;
    this.subscription = subscription;
  }

  private record Acknowledged(long id, String source, String messageKey, String body) {}

  @Override
  public Optional<String> position() {
    return Optional.ofNullable(pass.position());
  }

  @Override
  public List<Difference> compare(
      Map<String, Map<String, String>> held, Function<String, Map<String, String>> expected) {
    List<String> keys = List.copyOf(held.keySet());
    List<Difference> found = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += BLOCK) {
      List<Acknowledged> ours =
          acknowledged(OF_KEYS)
              .param("keys", keys.subList(from, Math.min(keys.size(), from + BLOCK)))
              .query(Acknowledged.class)
              .list();
      found.addAll(differences(ours, held, expected));
    }
    return found;
  }

  @Override
  public void reached(String position) {
    ofPass(REACHED).param("position", position).update();
  }

  @Override
  public Iterator<List<Difference>> missing(Function<String, Map<String, String>> expected) {
    return new Iterator<>() {
      private long after;
      private List<Acknowledged> page = page();

      @Override
      public boolean hasNext() {
        return !page.isEmpty();
      }

      @Override
      public List<Difference> next() {
        if (page.isEmpty()) {
          throw new NoSuchElementException();
        }
        List<Difference> differences = differences(page, Map.of(), expected);
        page = page();
        return differences;
      }

      private List<Acknowledged> page() {
        List<Acknowledged> unseen =
            acknowledged(UNSEEN).param("after", after).query(Acknowledged.class).list();
        after = unseen.isEmpty() ? after : unseen.get(unseen.size() - 1).id();
        return unseen;
      }
    };
  }

  @Override
  public void finish() {
    ofPass(FINISH).param("now", Timestamp.from(clock.instant())).update();
  }

  private List<Difference> differences(
      List<Acknowledged> ours,
      Map<String, Map<String, String>> held,
      Function<String, Map<String, String>> expected) {
    List<Difference> differences = new ArrayList<>();
    for (Acknowledged one : ours) {
      difference(one, held.get(one.messageKey()), expected).ifPresent(differences::add);
    }
    if (!ours.isEmpty()) {
      seen(ours, differences.size());
    }
    return differences;
  }

  private Optional<Difference> difference(
      Acknowledged one, Map<String, String> held, Function<String, Map<String, String>> expected) {
    return Difference.between(
        expected.apply(one.body()),
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

  private void seen(List<Acknowledged> ours, int differing) {
    transactions.executeWithoutResult(
        status -> {
          jdbc.sql(SEEN).param("ids", ours.stream().map(Acknowledged::id).toList()).update();
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
