package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.ledger.view.Sentence;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.function.LongUnaryOperator;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sends a subscriber what it was never given since a time; of states also the newest value that it
 * has acknowledged. An order or event that it was given once is never sent again by this.
 */
@Component
class Replays {

  private static final int BLOCK = 1_000;
  private static final String BEGINNING = "beginning";

  private static final String SUBSCRIPTION =
      "SELECT id FROM subscription"
          + " WHERE type = :type AND subscriber = :subscriber AND ended_at IS NULL";

  /** Of orders and states the newest version only, as with a first subscriber. */
  private static final String NEVER_GIVEN =
      """
        FROM message m
        JOIN head h ON h.id = m.head_id
        JOIN subscription s ON s.id = :id AND s.type = h.type
       WHERE m.id > :after AND m.id <= :upTo AND m.recorded_at >= :from AND m.body IS NOT NULL
         AND (m.version = h.version OR h.type NOT IN (:newest))
         AND (h.type = 'outcome' OR s.subscriber <> h.source)
         AND (s.origin = '' OR s.origin = h.origin) AND (s.source = '' OR s.source = h.source)
         AND NOT EXISTS (
             SELECT 1 FROM delivery d
              WHERE d.head_id = h.id AND d.subscription_id = s.id AND d.version >= m.version)
      """;

  private static final String GIVE =
      "INSERT INTO delivery (subscription_id, head_id, message_id, version, state, previous_state,"
          + " due_at) SELECT s.id, m.head_id, m.id, m.version, 'pending', 'new', CURRENT_TIMESTAMP"
          + NEVER_GIVEN;

  private static final String ACKNOWLEDGED =
      """
       d.subscription_id = :id AND d.id > :after AND d.id <= :upTo AND d.created_at >= :from
         AND EXISTS (SELECT 1 FROM message m WHERE m.id = d.message_id AND m.body IS NOT NULL) AND
      """
          + SqlReconciliationPass.LAST_ACKNOWLEDGED;

  /** What was sent before says nothing of what the target holds now. */
  private static final String AGAIN =
      """
      UPDATE delivery d SET previous_state = 'delivered', state = 'pending', progress = NULL,
             due_at = CURRENT_TIMESTAMP, aged_from = CURRENT_TIMESTAMP, finished_at = NULL
       WHERE
      """
          + ACKNOWLEDGED;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Wakeups wakeups;
  private final Audit audit;
  private final Environment environment;

  Replays(
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Wakeups wakeups,
      Audit audit,
      Environment environment) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.wakeups = wakeups;
    this.audit = audit;
    this.environment = environment;
  }

  /**
   * Tells what a replay would send, or sends it.
   *
   * @param from {@code beginning}, a day such as 2026-01-31 or an instant
   * @param run false to be told only
   * @throws IllegalArgumentException in one sentence, when there is no such subscription or time
   */
  Sentence replay(String type, String subscriber, String from, boolean run, Act act) {
    Instant since = instant(from);
    long subscription =
        jdbc.sql(SUBSCRIPTION)
            .param("type", type)
            .param("subscriber", subscriber)
            .query(Long.class)
            .optional()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "%s does not take %s".formatted(subscriber, type)));
    long newest = Numbers.last(jdbc, "message");
    long first = Numbers.first(jdbc, "message", since) - 1;
    boolean states = Canonical.STATES.contains(type);
    // The deliveries that this makes are not looked at again.
    long lastDelivery = states ? Numbers.last(jdbc, "delivery") : 0;
    long firstDelivery = states ? Numbers.first(jdbc, "delivery", since) - 1 : lastDelivery;
    long never =
        inBlocks(
            first,
            newest,
            at -> each(run ? GIVE : count("m.id", NEVER_GIVEN), subscription, since, at, run));
    long again =
        inBlocks(
            firstDelivery,
            lastDelivery,
            at ->
                each(
                    run ? AGAIN : count("d.id", " FROM delivery d WHERE" + ACKNOWLEDGED),
                    subscription,
                    since,
                    at,
                    run));
    Sentence said =
        Sentence.of(
            "said.replay." + (run ? "sent" : "planned") + (states ? ".states" : ""),
            never,
            Sentence.of("type." + type).or(type),
            subscriber,
            again);
    if (run) {
      audit.keep(act, "replay", Audit.SUBSCRIPTION, type + "/" + subscriber, "from " + from, said);
      wakeups.wake(type);
    }
    return said;
  }

  private static String count(String what, String from) {
    return "SELECT COUNT(" + what + ")" + from;
  }

  /** The sum over all blocks, each in a transaction of its own. */
  private static long inBlocks(long after, long last, LongUnaryOperator work) {
    long sum = 0;
    for (long at = after; at < last; at += BLOCK) {
      sum += work.applyAsLong(at);
    }
    return sum;
  }

  private long each(String sql, long subscription, Instant since, long after, boolean run) {
    JdbcClient.StatementSpec statement =
        jdbc.sql(sql)
            .param("id", subscription)
            .param("from", Timestamp.from(since))
            .param("after", after)
            .param("upTo", after + BLOCK);
    if (sql.contains(":newest")) {
      statement = statement.param("newest", Versions.NEWEST_COUNTS);
    }
    JdbcClient.StatementSpec ready = statement;
    return run
        ? transactions.execute(status -> (long) ready.update())
        : ready.query(Long.class).single();
  }

  private Instant instant(String from) {
    if (BEGINNING.equals(from)) {
      return Instant.EPOCH;
    }
    ZoneId zone = ZoneId.of(environment.getProperty("ponte.zone", "America/Sao_Paulo"));
    try {
      return from.length() == 10
          ? LocalDate.parse(from).atStartOfDay(zone).toInstant()
          : OffsetDateTime.parse(from).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "from is beginning, a day such as 2026-01-31 or a time such as 2026-01-31T06:00:00-03:00, not "
              + from,
          e);
    }
  }
}
