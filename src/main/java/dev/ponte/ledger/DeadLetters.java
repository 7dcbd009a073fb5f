package dev.ponte.ledger;

import dev.ponte.canonical.Message;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.ledger.view.Count;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Inbound records that could not be mapped, kept whole. */
@Component
public class DeadLetters {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private static final String FIELDS =
      """
      SELECT id, source, type, message_key AS "key", reason, cause, subject, recorded_at AS recordedAt,
             ended_at AS endedAt, ended_by AS endedBy
        FROM dead_letter
      """;

  private static final String END =
      """
      UPDATE dead_letter SET ended_at = CURRENT_TIMESTAMP, ended_by = :by
       WHERE id = :id AND ended_at IS NULL
      """;

  /** What was understood since needs nobody any more. */
  private static final String RECORDED =
      """
      UPDATE dead_letter SET ended_at = CURRENT_TIMESTAMP, ended_by = 'recorded'
       WHERE ended_at IS NULL AND EXISTS (
             SELECT 1 FROM head h JOIN message m ON m.head_id = h.id AND m.version = h.version
              WHERE h.message_key = dead_letter.message_key AND h.type = dead_letter.type
                AND h.source = dead_letter.source AND m.recorded_at > dead_letter.recorded_at)
      """;

  private static final String FORGET_MARK =
      """
      DELETE FROM mark WHERE EXISTS (
        SELECT 1 FROM dead_letter d
         WHERE d.id = :id AND d.source = mark.source AND d.type = mark.type
           AND d.message_key = mark.message_key)
      """;

  private static final String OPEN_OF_TOTAL =
      """
      SELECT COUNT(*) FROM dead_letter
       WHERE id = :id AND ended_at IS NULL AND type = 'order' AND cause = :cause
      """;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Marks marks;
  private final Outcomes outcomes;
  private final Audit audit;
  private final Recorder recorder;
  private final SqlTakenTotals totals;
  private final Letters letters;

  DeadLetters(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Marks marks,
      Outcomes outcomes,
      Recorder recorder,
      SqlTakenTotals totals,
      Letters letters,
      Audit audit) {
    this.totals = totals;
    this.letters = letters;
    this.outcomes = outcomes;
    this.recorder = recorder;
    this.audit = audit;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.marks = marks;
  }

  /**
   * A record that could not be understood.
   *
   * @param key null when unknown, as source and type
   * @param endedAt when it was dismissed, fetched again or understood; null while it needs somebody
   */
  public record Letter(
      long id,
      String source,
      String type,
      String key,
      String reason,
      String cause,
      String subject,
      OffsetDateTime recordedAt,
      OffsetDateTime endedAt,
      String endedBy) {}

  /** A page, the newest first. */
  public record Page(List<Letter> items, String next) {}

  /**
   * Keeps a record and notes that it was fetched, so that the next poll does not fetch it again.
   *
   * @param mark whose record it is; null when unknown
   * @param raw the whole record; null when there is none
   * @param correlation the source's own identifier of the record; null when it wants no outcome
   * @param reason what is wrong with it and what to do
   * @param cause null when nobody named one
   */
  void add(Mark mark, String raw, String correlation, String reason, Cause cause) {
    Mark whose = mark == null ? new Mark(null, null, null, null) : mark;
    transactions.executeWithoutResult(
        status -> {
          letters.write(whose.source(), whose.type(), whose.key(), raw, reason, cause);
          if (mark != null) {
            marks.write(mark);
          }
          if (mark != null && correlation != null) {
            recorder.record(
                outcomes.unmappable(mark.source(), mark.type(), mark.key(), correlation, reason),
                null);
          }
        });
    LOG.warn(
        "{} {} from {} is a dead letter: {}",
        mark == null ? "A record" : mark.type(),
        mark == null ? "" : mark.key(),
        mark == null ? "an unknown source" : mark.source(),
        reason);
  }

  /** Keeps a message that waited in vain, in the caller's transaction. */
  void add(Message message, String reason) {
    letters.tell(message, reason, Cause.named("ledger.no-store", null));
  }

  /** Takes back the note that the record was fetched; the dead letter is kept as ended. */
  public Repairs.Answer fetchAgain(long id, Act act) {
    return act(
        act,
        "fetch-again",
        id,
        () -> {
          if (!forget(id, "fetch-again")) {
            return Repairs.Answer.refused("said.letter.not-fetched", "" + id);
          }
          return Repairs.Answer.done("said.letter.fetched", "" + id);
        });
  }

  /**
   * The order, whose parts do not make its total, is taken with the total that its store shows: the
   * difference becomes a surcharge or a discount, and later versions are taken likewise.
   */
  public Repairs.Answer takeTotal(long id, Act act) {
    return act(
        act,
        "take-total",
        id,
        () -> {
          boolean isOfTotal =
              jdbc.sql(OPEN_OF_TOTAL)
                      .param("id", id)
                      .param("cause", UnmappableRecord.TOTAL_DIFFERS)
                      .query(Long.class)
                      .single()
                  == 1;
          if (!isOfTotal || !forget(id, "take-total")) {
            return Repairs.Answer.refused("said.letter.no-total", "" + id);
          }
          totals.take(id);
          return Repairs.Answer.done("said.letter.total", "" + id);
        });
  }

  private boolean forget(long id, String by) {
    if (jdbc.sql(FORGET_MARK).param("id", id).update() == 0) {
      return false;
    }
    end(id, by);
    return true;
  }

  /** Nothing more will be done about it. */
  public Repairs.Answer dismiss(long id, Act act) {
    if (act.reason() == null) {
      return Repairs.Answer.refused("said.letter.why-dismiss", "" + id);
    }
    return act(
        act,
        "dismiss",
        id,
        () ->
            end(id, act.who())
                ? Repairs.Answer.done("said.letter.dismissed", "" + id)
                : Repairs.Answer.refused("said.letter.none", "" + id));
  }

  /**
   * Open ones, the newest first. States and subscriber do not matter: a record has none.
   *
   * @param cursor {@link Page#next} of the page before; null for the first one
   */
  public Page page(Deliveries.Filter filter, String cursor, int limit) {
    int most = Math.max(1, Math.min(limit, Deliveries.MOST));
    long from = cursor == null ? Long.MAX_VALUE : Deliveries.id(cursor);
    List<Letter> found =
        open(" AND id < :from ORDER BY id + 0 DESC", filter, from, most + 1)
            .query(Letter.class)
            .list();
    boolean more = found.size() > most;
    List<Letter> shown = more ? found.subList(0, most) : found;
    return new Page(shown, more ? String.valueOf(shown.get(most - 1).id()) : null);
  }

  /** How many open ones there are of them. */
  public Count count(Deliveries.Filter filter) {
    return Count.of(oldest(filter, Count.MOST + 1).size());
  }

  /** The oldest open ones. */
  List<Long> oldest(Deliveries.Filter filter, int most) {
    return open(" AND id > :from ORDER BY id + 0", filter, 0, most)
        .query(Letter.class)
        .list()
        .stream()
        .map(Letter::id)
        .toList();
  }

  /** Ends those whose record was understood since. */
  void sweep() {
    jdbc.sql(RECORDED).update();
  }

  private JdbcClient.StatementSpec open(
      String rest, Deliveries.Filter filter, long from, int most) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder sql = new StringBuilder(FIELDS).append(" WHERE ended_at IS NULL");
    Deliveries.with(sql, values, " AND cause = :cause", "cause", filter.cause());
    Deliveries.with(sql, values, " AND subject = :subject", "subject", filter.subject());
    Deliveries.with(sql, values, " AND source = :source", "source", filter.source());
    Deliveries.with(sql, values, " AND type = :type", "type", filter.type());
    Deliveries.with(sql, values, " AND message_key = :key", "key", filter.key());
    // A record that came from elsewhere belongs to no store yet.
    Deliveries.with(sql, values, " AND source = :origin", "origin", filter.origin());
    Deliveries.with(
        sql, values, " AND recorded_at < :before", "before", Deliveries.time(filter.before()));
    Deliveries.with(
        sql, values, " AND recorded_at >= :since", "since", Deliveries.time(filter.since()));
    return jdbc.sql(sql + rest + " FETCH FIRST :most ROWS ONLY")
        .params(values)
        .param("from", from)
        .param("most", most);
  }

  private Repairs.Answer act(Act act, String verb, long id, Supplier<Repairs.Answer> work) {
    return transactions.execute(
        status -> {
          Repairs.Answer answer = work.get();
          audit.keep(act, verb, Audit.DEAD_LETTER, id, null, answer.sentence());
          return answer;
        });
  }

  private boolean end(long id, String by) {
    return jdbc.sql(END).param("id", id).param("by", by).update() == 1;
  }

  /** How many need somebody. */
  long count() {
    return jdbc.sql("SELECT COUNT(*) FROM dead_letter WHERE ended_at IS NULL")
        .query(Long.class)
        .single();
  }
}
