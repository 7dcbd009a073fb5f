package dev.ponte.ledger;

import dev.ponte.delivery.Difference;
import dev.ponte.delivery.ReconciliationPass;
import dev.ponte.delivery.ReconciliationPasses;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link ReconciliationPasses} in the ledger's database. */
@Component
public class SqlReconciliationPasses implements ReconciliationPasses {

  private static final String FIND =
      "SELECT type, connection, running, wanted, begun_at, seen_from, ended_at, position, compared,"
          + " differing FROM reconciliation";

  private static final String OF_ONE = " WHERE type = :type AND connection = :connection";

  private static final String FIRST =
      """
      INSERT INTO reconciliation (type, connection, running, begun_at, seen_from)
      VALUES (:type, :connection, TRUE, :now, CURRENT_TIMESTAMP)
      """;

  private static final String BEGIN =
      """
      UPDATE reconciliation SET running = TRUE, wanted = FALSE, begun_at = :now,
             seen_from = CURRENT_TIMESTAMP, ended_at = NULL, position = NULL, compared = 0,
             differing = 0
      """
          + OF_ONE;

  private static final String SUBSCRIPTION =
      "SELECT id, type, subscriber, origin, source FROM subscription"
          + " WHERE type = :type AND subscriber = :connection AND ended_at IS NULL";

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Differences differences;
  private final FirstPasses firstPasses;
  private final Clock clock;

  SqlReconciliationPasses(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Differences differences,
      FirstPasses firstPasses,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.differences = differences;
    this.firstPasses = firstPasses;
    this.clock = clock;
  }

  @Override
  public Optional<ReconciliationPass> begin(String type, String connection, Duration every) {
    return subscription(type, connection)
        .flatMap(
            subscription ->
                firstPasses.isBefore(subscription)
                    ? firstPasses.begin(subscription)
                    : running(type, connection, every).map(it -> check(it, subscription.id())));
  }

  @Override
  public Optional<ReconciliationPass> lookAhead(String type, String connection) {
    return subscription(type, connection).filter(firstPasses::isBefore).flatMap(firstPasses::begin);
  }

  @Override
  public void report(Difference difference) {
    differences.found(List.of(difference), false);
  }

  /** The passes of all types and connections, as they stand. */
  List<Pass> all() {
    return jdbc.sql(FIND + " ORDER BY type, connection").query(Pass.class).list();
  }

  /**
   * A person wants another pass over what the connection holds, as soon as there are calls to
   * spare.
   *
   * @return how many kinds of its goods that will be
   */
  int want(String connection) {
    int passes =
        jdbc.sql("UPDATE reconciliation SET wanted = TRUE WHERE connection = :connection")
            .param("connection", connection)
            .update();
    return passes + firstPasses.want(connection);
  }

  private Optional<Subscription> subscription(String type, String connection) {
    return of(SUBSCRIPTION, type, connection).query(Subscription.class).optional();
  }

  private ReconciliationPass check(Pass pass, long subscription) {
    return new SqlReconciliationPass(jdbc, transactions, clock, pass, subscription);
  }

  private Optional<Pass> running(String type, String connection, Duration every) {
    Optional<Pass> last = find(type, connection);
    if (last.isPresent() && last.get().running()) {
      return last;
    }
    boolean due = last.map(it -> it.isOver(every, clock.instant())).orElse(true);
    if (!due) {
      return Optional.empty();
    }
    try {
      of(last.isPresent() ? BEGIN : FIRST, type, connection)
          .param("now", Timestamp.from(clock.instant()))
          .update();
    } catch (DuplicateKeyException another) {
      // Another replica began it in the same moment, and its poll has the lease.
      return Optional.empty();
    }
    return find(type, connection);
  }

  private Optional<Pass> find(String type, String connection) {
    return of(FIND + OF_ONE, type, connection).query(Pass.class).optional();
  }

  private JdbcClient.StatementSpec of(String sql, String type, String connection) {
    return jdbc.sql(sql).param("type", type).param("connection", connection);
  }

  /**
   * One pass, running or over.
   *
   * @param wanted whether a person asks for another one
   * @param begunAt by the hub's clock
   * @param seenFrom the same by the database's clock
   * @param endedAt by the hub's clock; null while it runs
   * @param position where it goes on; null at its beginning
   * @param compared messages that were compared
   * @param differing of them
   */
  public record Pass(
      String type,
      String connection,
      boolean running,
      boolean wanted,
      Instant begunAt,
      Instant seenFrom,
      Instant endedAt,
      String position,
      long compared,
      long differing) {

    boolean isOver(Duration every, Instant now) {
      return wanted || !begunAt.plus(every).isAfter(now);
    }
  }
}
