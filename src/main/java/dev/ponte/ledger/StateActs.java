package dev.ponte.ledger;

import dev.ponte.ledger.view.Sentence;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What a person may do with a product, a price or a stock. */
@Component
public class StateActs {

  private static final String NEWEST =
      """
      SELECT d.id, d.state FROM delivery d
        JOIN head h ON h.id = d.head_id
        JOIN subscription s ON s.id = d.subscription_id
       WHERE h.message_key = :key AND h.type = :type AND s.subscriber = :subscriber
         AND s.ended_at IS NULL
       ORDER BY d.version DESC
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Differences differences;
  private final Wakeups wakeups;
  private final Audit audit;

  StateActs(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Differences differences,
      Wakeups wakeups,
      Audit audit) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.differences = differences;
    this.wakeups = wakeups;
    this.audit = audit;
  }

  private record Found(long id, String state) {}

  /**
   * Sends a target once more what it acknowledged last, as long as nothing newer is on its way.
   *
   * @param type such as stock
   */
  public Repairs.Answer replay(String type, String key, String subscriber, Act act) {
    Repairs.Answer answer =
        transactions.execute(
            status -> {
              Repairs.Answer came = again(type, key, subscriber);
              audit.keep(act, "replay", Audit.STATE, type + "/" + key, null, came.sentence());
              return came;
            });
    wakeups.wake(type);
    return answer;
  }

  private Repairs.Answer again(String type, String key, String subscriber) {
    Sentence what = Sentence.of("type." + type).or(type);
    List<Found> all =
        jdbc.sql(NEWEST)
            .param("key", key)
            .param("type", type)
            .param("subscriber", subscriber)
            .query(Found.class)
            .list();
    long sent =
        all.stream()
            .filter(it -> it.state().equals(State.DELIVERED.word()))
            .filter(it -> differences.sendAgain(it.id(), "A person has it sent again"))
            .count();
    if (sent > 0) {
      return Repairs.Answer.done("said.again.sent", what, key, subscriber);
    }
    return all.isEmpty()
        ? Repairs.Answer.refused("said.again.never", what, key, subscriber)
        : Repairs.Answer.refused(
            "said.again.not-last",
            what,
            key,
            subscriber,
            Sentence.of("said.state." + all.get(0).state()));
  }
}
