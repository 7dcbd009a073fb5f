package dev.ponte.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.ponte.delivery.Difference;
import dev.ponte.ledger.view.Page;
import dev.ponte.metrics.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What connections hold otherwise than they acknowledged, and its cure: it is sent again. */
@Component
public class Differences {

  private static final Logger LOG = LoggerFactory.getLogger(Differences.class);

  /** As a recorder does, so that a newer version comes either before or after. */
  private static final String HOLD =
      "SELECT id FROM head WHERE id = (SELECT head_id FROM delivery WHERE id = :delivery) FOR UPDATE";

  private static final String AGAIN =
      """
      UPDATE delivery d SET previous_state = 'delivered', state = 'pending',
             due_at = CURRENT_TIMESTAMP, aged_from = CURRENT_TIMESTAMP, finished_at = NULL,
             progress = NULL, words = :words
       WHERE d.id = :delivery AND
      """
          + SqlReconciliationPass.LAST_ACKNOWLEDGED;

  /** What was sent before says nothing of what the target holds. */
  private static final String FORGET =
      """
      UPDATE delivery SET progress = NULL
       WHERE progress IS NOT NULL
         AND head_id = (SELECT head_id FROM delivery WHERE id = :delivery)
         AND subscription_id = (SELECT subscription_id FROM delivery WHERE id = :delivery)
      """;

  private static final String NOTE =
      """
      INSERT INTO difference (delivery_id, type, source, message_key, connection, expected, found,
                              sent_again)
      VALUES (:delivery, :type, :source, :key, :connection, :expected, :found, :again)
      """;

  private static final String FIND =
      """
      SELECT id, type, source, message_key AS "key", connection, expected, found,
             sent_again AS sentAgain, found_at AS foundAt
        FROM difference
      """;

  private static final String TALLY =
      """
      SELECT type, connection, COUNT(*) AS number FROM difference
       WHERE found_at >= :from GROUP BY type, connection
      """;

  private static final String NEWEST_FIRST = " ORDER BY id DESC FETCH FIRST 200 ROWS ONLY";

  private static final String HELD_OTHERWISE =
      "The target holds something else, so it is sent again";

  private static final int MOST_TEXT = 1000;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Wakeups wakeups;
  private final MeterRegistry meters;

  Differences(
      JdbcClient jdbc, TransactionTemplate transactions, Wakeups wakeups, MeterRegistry meters) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.wakeups = wakeups;
    this.meters = meters;
  }

  /**
   * Keeps the differences.
   *
   * @param heal whether to send again what differs
   */
  void found(Collection<Difference> differences, boolean heal) {
    for (Difference it : differences) {
      boolean again = Boolean.TRUE.equals(transactions.execute(status -> note(it, heal)));
      Metric.DIFFERENCES.counter(meters, it.connection(), it.type()).increment();
      LOG.warn(
          "{} holds {} of {} {}, but acknowledged {}{}",
          it.connection(),
          it.found() == null ? "nothing" : it.found(),
          it.type(),
          it.key(),
          it.expected(),
          again ? "; it is sent again" : "");
    }
    differences.stream().map(Difference::type).distinct().forEach(wakeups::wake);
  }

  /** The newest ones, newest first. */
  List<Found> newest() {
    return jdbc.sql(FIND + NEWEST_FIRST).query(Found.class).list();
  }

  /** How many were found of each type and connection since then. */
  public List<Tally> since(Instant from) {
    return jdbc.sql(TALLY).param("from", Timestamp.from(from)).query(Tally.class).list();
  }

  /**
   * One page of them, newest first.
   *
   * @param cursor {@link Page#next} of the page before; null for the first one
   * @throws Unacceptable when it is no cursor
   */
  public Page<Found> page(Filter filter, String cursor, int limit) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder sql = new StringBuilder(FIND).append(" WHERE id < :below");
    Deliveries.with(sql, values, " AND type = :type", "type", filter.type());
    Deliveries.with(
        sql, values, " AND connection = :connection", "connection", filter.connection());
    Deliveries.with(sql, values, " AND message_key = :key", "key", filter.key());
    Deliveries.with(sql, values, " AND found_at >= :from", "from", Deliveries.time(filter.from()));
    Deliveries.with(sql, values, " AND found_at < :to", "to", Deliveries.time(filter.to()));
    int most = Math.max(1, Math.min(limit, Deliveries.MOST));
    List<Found> found =
        jdbc.sql(sql + " ORDER BY id DESC FETCH FIRST :most ROWS ONLY")
            .params(values)
            .param("below", cursor == null ? Long.MAX_VALUE : Deliveries.id(cursor))
            .param("most", most + 1)
            .query(Found.class)
            .list();
    boolean more = found.size() > most;
    List<Found> shown = more ? found.subList(0, most) : found;
    return new Page<>(shown, more ? String.valueOf(shown.get(most - 1).id()) : null);
  }

  /** Those of a key, newest first. */
  public List<Found> of(String key) {
    return jdbc.sql(FIND + " WHERE message_key = :key" + NEWEST_FIRST)
        .param("key", key)
        .query(Found.class)
        .list();
  }

  private boolean note(Difference it, boolean heal) {
    boolean again = heal && it.delivery() != null && sendAgain(it.delivery(), HELD_OTHERWISE);
    jdbc.sql(NOTE)
        .param("delivery", it.delivery())
        .param("type", it.type())
        .param("source", it.source())
        .param("key", it.key())
        .param("connection", it.connection())
        .param("expected", cut(it.expected()))
        .param("found", cut(it.found()))
        .param("again", again)
        .update();
    return again;
  }

  /**
   * Sends once more what a target acknowledged, in the caller's transaction.
   *
   * @return false when it is not the last that the target was told
   */
  boolean sendAgain(long delivery, String why) {
    jdbc.sql(HOLD).param("delivery", delivery).query(Long.class).list();
    boolean again = jdbc.sql(AGAIN).param("delivery", delivery).param("words", why).update() == 1;
    if (again) {
      jdbc.sql(FORGET).param("delivery", delivery).update();
    }
    return again;
  }

  private static String cut(String text) {
    return text == null || text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT);
  }

  /** How many were found. */
  public record Tally(String type, String connection, long number) {}

  /**
   * Which of them; what is null does not matter.
   *
   * @param from found at this instant or later
   * @param to found before this instant
   */
  public record Filter(String type, String connection, String key, Instant from, Instant to) {}

  /**
   * A difference that was found.
   *
   * @param found null for nothing
   * @param sentAgain whether the target gets it once more
   */
  public record Found(
      @JsonIgnore long id,
      String type,
      String source,
      String key,
      String connection,
      String expected,
      String found,
      boolean sentAgain,
      Instant foundAt) {}
}
