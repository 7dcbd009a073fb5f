package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Who takes messages of which type. Stored before any route starts, ended only by command. */
@Component
class Subscriptions {

  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  private static final String FIND =
      "SELECT id, type, subscriber, origin, source FROM subscription"
          + " WHERE type = :type AND subscriber = :subscriber AND ended_at IS NULL";

  private static final String BEGIN =
      """
      INSERT INTO delivery (subscription_id, head_id, message_id, version, state, previous_state, due_at)
      SELECT s.id, m.head_id, m.id, m.version, 'pending', 'new', CURRENT_TIMESTAMP
        FROM subscription s
        JOIN head h ON h.type = s.type
        JOIN message m ON m.head_id = h.id AND (m.version = h.version OR h.type NOT IN (:newest))
       WHERE s.id = :id AND (h.type = 'outcome' OR s.subscriber <> h.source)
         AND (s.origin = '' OR s.origin = h.origin) AND (s.source = '' OR s.source = h.source)
         AND m.body IS NOT NULL AND NOT EXISTS (
             SELECT 1 FROM delivery d
              WHERE d.head_id = h.id AND d.subscription_id = s.id AND d.version = m.version)
      """;

  private static final String END =
      """
      UPDATE subscription SET ended_at = CURRENT_TIMESTAMP
       WHERE type = :type AND subscriber = :subscriber AND ended_at IS NULL
      """;

  private static final String SKIP_BACKLOG =
      """
      UPDATE delivery SET previous_state = state, state = 'skipped', due_at = NULL,
             finished_at = CURRENT_TIMESTAMP, words = 'The subscription was ended'
       WHERE state IN ('pending', 'retrying') AND subscription_id = (
             SELECT id FROM subscription WHERE type = :type AND subscriber = :subscriber)
      """;

  private static final String PAUSE =
      """
      UPDATE subscription SET paused_at = CURRENT_TIMESTAMP, paused_until = :until, paused_by = :who,
             pause_reason = :reason
       WHERE type = :type AND subscriber = :subscriber AND ended_at IS NULL
      """;

  private static final String RESUME =
      """
      UPDATE subscription SET paused_at = NULL, paused_until = NULL, paused_by = NULL,
             pause_reason = NULL
       WHERE type = :type AND subscriber = :subscriber AND paused_at IS NOT NULL
      """;

  private static final String STANDING =
      """
      SELECT id, type, subscriber, origin, source, created_at AS createdAt, served_at AS servedAt,
             paused_at AS pausedAt, paused_until AS pausedUntil, paused_by AS pausedBy,
             pause_reason AS pauseReason
        FROM subscription WHERE ended_at IS NULL
      """;

  private static final String PAUSED =
      """
      SELECT id FROM subscription
       WHERE paused_at IS NOT NULL AND ended_at IS NULL
         AND (paused_until IS NULL OR paused_until > CURRENT_TIMESTAMP)
      """;

  private static final String SERVED_ELSEWHERE =
      """
      SELECT COUNT(*) FROM subscription
       WHERE type = :type AND subscriber = :subscriber AND ended_at IS NULL
         AND served_at > CURRENT_TIMESTAMP - CAST(:fresh AS INTEGER) * INTERVAL '1' SECOND
      """;

  private static final int FRESH_SECONDS = 60;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private volatile Set<Long> paused = Set.of();
  private final Set<String> takenTypes = ConcurrentHashMap.newKeySet();
  private final Map<Long, Subscription> routed = new ConcurrentHashMap<>();

  Subscriptions(JdbcClient jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  /**
   * Stores the subscription of a route. The first subscriber that a type ever has starts at the
   * beginning, a later one at now; but of states each begins with the newest value of each key,
   * since a value that does not change would never reach it.
   */
  Subscription subscribe(String type, String subscriber, String origin, String source) {
    Subscription subscription = storedOrNew(type, subscriber, origin, source);
    routed.put(subscription.id(), subscription);
    takenTypes.add(type);
    look();
    return subscription;
  }

  /** Whether anybody takes messages of the type. */
  boolean taken(String type) {
    return takenTypes.contains(type)
        || jdbc.sql("SELECT COUNT(*) FROM subscription WHERE type = :type AND ended_at IS NULL")
                .param("type", type)
                .query(Long.class)
                .single()
            > 0;
  }

  /** Subscriptions that no route of this process serves. */
  List<Subscription> orphans() {
    return jdbc
        .sql("SELECT id, type, subscriber, origin, source FROM subscription WHERE ended_at IS NULL")
        .query(Subscription.class)
        .list()
        .stream()
        .filter(it -> !routed.containsKey(it.id()))
        .toList();
  }

  /** Whether a route of this process serves the subscription. */
  boolean routed(String type, String subscriber) {
    return routed.values().stream()
        .anyMatch(it -> it.type().equals(type) && it.subscriber().equals(subscriber));
  }

  /** Whether a route of any process has served the subscription within the last minute. */
  boolean served(String type, String subscriber) {
    return routed(type, subscriber)
        || jdbc.sql(SERVED_ELSEWHERE)
                .param("type", type)
                .param("subscriber", subscriber)
                .param("fresh", FRESH_SECONDS)
                .query(Long.class)
                .single()
            > 0;
  }

  /** The route is gone. */
  void unrouted(Subscription subscription) {
    routed.remove(subscription.id());
    takenTypes.remove(subscription.type());
  }

  /**
   * How a subscription stands.
   *
   * @param servedAt when a process last had a route for it; null when none of this release has
   * @param pausedAt since when a person wishes that it rest; null when nobody does
   * @param pausedUntil null for until somebody resumes it
   */
  public record Standing(
      long id,
      String type,
      String subscriber,
      String origin,
      String source,
      OffsetDateTime createdAt,
      OffsetDateTime servedAt,
      OffsetDateTime pausedAt,
      OffsetDateTime pausedUntil,
      String pausedBy,
      String pauseReason) {}

  /** All that are not ended. */
  List<Standing> all() {
    return jdbc.sql(STANDING + " ORDER BY type, subscriber").query(Standing.class).list();
  }

  /** Those that rest now because a person wishes it. */
  List<Standing> resting() {
    return paused.isEmpty()
        ? List.of()
        : jdbc.sql(STANDING + " AND id IN (:ids)")
            .param("ids", paused)
            .query(Standing.class)
            .list();
  }

  /**
   * Nothing more is claimed for it, by any process; what is being sent is sent.
   *
   * @param until null for until somebody resumes it
   * @return false when there is no such subscription
   */
  boolean pause(String type, String subscriber, Instant until, Act act) {
    boolean done =
        jdbc.sql(PAUSE)
                .param("until", until == null ? null : Timestamp.from(until), Types.TIMESTAMP)
                .param("who", act.who())
                .param("reason", act.reason())
                .param("type", type)
                .param("subscriber", subscriber)
                .update()
            == 1;
    look();
    return done;
  }

  /**
   * Claims go on.
   *
   * @return false when it was not paused
   */
  boolean resume(String type, String subscriber) {
    boolean done =
        jdbc.sql(RESUME).param("type", type).param("subscriber", subscriber).update() == 1;
    look();
    return done;
  }

  /** As of the last look: no statement is spent on it. */
  boolean isPaused(Subscription subscription) {
    return paused.contains(subscription.id());
  }

  /** Looks which ones are paused. */
  void look() {
    paused = jdbc.sql(PAUSED).query(Long.class).set();
  }

  /** Tells the other processes which ones are served here. */
  void serve() {
    if (!routed.isEmpty()) {
      jdbc.sql("UPDATE subscription SET served_at = CURRENT_TIMESTAMP WHERE id IN (:ids)")
          .param("ids", routed.keySet())
          .update();
    }
  }

  /** Ends a subscription; what was not delivered is skipped. */
  boolean end(String type, String subscriber) {
    takenTypes.remove(type);
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              boolean ended =
                  jdbc.sql(END).param("type", type).param("subscriber", subscriber).update() == 1;
              if (ended) {
                jdbc.sql(SKIP_BACKLOG).param("type", type).param("subscriber", subscriber).update();
              }
              return ended;
            }));
  }

  private Subscription storedOrNew(String type, String subscriber, String origin, String source) {
    Optional<Subscription> stored = find(type, subscriber);
    if (stored.isPresent()) {
      return changed(stored.get(), origin, source);
    }
    try {
      return transactions.execute(status -> store(type, subscriber, origin, source));
    } catch (DuplicateKeyException another) {
      LOG.debug("Another replica stored the subscription of {} to {}", subscriber, type);
      return find(type, subscriber).orElseThrow(() -> another);
    }
  }

  private Subscription changed(Subscription stored, String origin, String source) {
    jdbc.sql("UPDATE subscription SET origin = :origin, source = :source WHERE id = :id")
        .param("origin", origin)
        .param("source", source)
        .param("id", stored.id())
        .update();
    return new Subscription(stored.id(), stored.type(), stored.subscriber(), origin, source);
  }

  private Subscription store(String type, String subscriber, String origin, String source) {
    boolean whole = Canonical.STATES.contains(type) || isFirst(type);
    jdbc.sql(
            "DELETE FROM subscription WHERE type = :t AND subscriber = :s AND ended_at IS NOT NULL"
                + " AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.subscription_id = subscription.id)")
        .param("t", type)
        .param("s", subscriber)
        .update();
    int revived =
        jdbc.sql(
                "UPDATE subscription SET ended_at = NULL, origin = :origin, source = :source,"
                    + " started_at = NULL, ran_before = FALSE"
                    + " WHERE type = :t AND subscriber = :s")
            .param("origin", origin)
            .param("source", source)
            .param("t", type)
            .param("s", subscriber)
            .update();
    if (revived == 0) {
      jdbc.sql(
              "INSERT INTO subscription (type, subscriber, origin, source)"
                  + " VALUES (:type, :subscriber, :origin, :source)")
          .param("type", type)
          .param("subscriber", subscriber)
          .param("origin", origin)
          .param("source", source)
          .update();
    }
    Subscription stored = find(type, subscriber).orElseThrow();
    if (whole) {
      jdbc.sql(BEGIN).param("id", stored.id()).param("newest", Versions.NEWEST_COUNTS).update();
    } else {
      long skipped =
          jdbc.sql("SELECT COUNT(*) FROM head WHERE type = :type")
              .param("type", type)
              .query(Long.class)
              .single();
      LOG.info("{} takes {} from now on and skips {} that came before", subscriber, type, skipped);
    }
    return stored;
  }

  private boolean isFirst(String type) {
    return jdbc.sql("SELECT COUNT(*) FROM subscription WHERE type = :type")
            .param("type", type)
            .query(Long.class)
            .single()
        == 0;
  }

  private Optional<Subscription> find(String type, String subscriber) {
    return jdbc.sql(FIND)
        .param("type", type)
        .param("subscriber", subscriber)
        .query(Subscription.class)
        .optional();
  }
}
