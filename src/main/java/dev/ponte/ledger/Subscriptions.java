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
public class Subscriptions {

  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  /** What was being recorded while a subscription was stored is among the last so many messages. */
  private static final long LAST_MESSAGES = 100_000;

  /** Of these heartbeats the first and the last look at what was recorded meanwhile. */
  private static final int LOOKS = 12;

  private static final String FIND =
      "SELECT id, type, subscriber, origin, source FROM subscription WHERE ended_at IS NULL";

  private static final String ONE = FIND + " AND type = :type AND subscriber = :subscriber";

  /** Subscriptions that are young enough to have been stored beside a message that was too. */
  private static final String YOUNG =
      "SELECT id FROM subscription WHERE ended_at IS NULL"
          + " AND created_at > CURRENT_TIMESTAMP - 1 * INTERVAL '1' HOUR";

  /** What the subscriber is to get and has no delivery of. */
  private static final String BEGIN =
      """
      INSERT INTO delivery (subscription_id, head_id, message_id, version, state, previous_state, due_at)
      SELECT s.id, m.head_id, m.id, m.version, 'pending', 'new', CURRENT_TIMESTAMP
        FROM subscription s
        JOIN head h ON h.type = s.type
        JOIN message m ON m.head_id = h.id AND (m.version = h.version OR h.type NOT IN (:newest))
       WHERE s.id = :id AND m.id > :after AND (s.from_beginning OR m.recorded_at >= s.created_at)
         AND (h.type = 'outcome' OR s.subscriber <> h.source)
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
  private final Map<Long, Subscription> routed = new ConcurrentHashMap<>();

  /** Looks left at what was recorded while these were stored. */
  private final Map<Long, Integer> begun = new ConcurrentHashMap<>();

  private volatile List<Subscription> known;

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
    look();
    known = null;
    return subscription;
  }

  /** Whether anybody takes messages of the type. */
  boolean taken(String type) {
    return known().stream().anyMatch(it -> it.type().equals(type));
  }

  /** Whether anybody takes messages of the type that were read from the source. */
  boolean taken(String type, String source) {
    return known().stream()
        .filter(it -> it.type().equals(type))
        .anyMatch(it -> it.source().isEmpty() || it.source().equals(source));
  }

  /**
   * Learns now and then what other processes have stored. And looks again for messages that were
   * being recorded while a subscription was stored: neither side has seen the other.
   */
  void refresh() {
    known = null;
    for (Map.Entry<Long, Integer> it : begun.entrySet()) {
      int left = it.getValue() - 1;
      if (left == LOOKS - 1 || left == 0) {
        long last = jdbc.sql("SELECT COALESCE(MAX(id), 0) FROM message").query(Long.class).single();
        begin(it.getKey(), last - LAST_MESSAGES);
      }
      begun.computeIfPresent(it.getKey(), (id, looks) -> left == 0 ? null : left);
    }
  }

  private List<Subscription> known() {
    List<Subscription> all = known;
    if (all == null) {
      all = jdbc.sql(FIND).query(Subscription.class).list();
      known = all;
    }
    return all;
  }

  /** Subscriptions that no route of this process serves. */
  List<Subscription> orphans() {
    return jdbc.sql(FIND).query(Subscription.class).list().stream()
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
  public List<Standing> all() {
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
    known = null;
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
      jdbc.sql(YOUNG).query(Long.class).list().stream()
          .filter(it -> it == stored.get().id())
          .forEach(it -> begun.put(it, LOOKS));
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
                    + " started_at = NULL, ran_before = FALSE,"
                    + " created_at = CURRENT_TIMESTAMP, from_beginning = :whole"
                    + " WHERE type = :t AND subscriber = :s")
            .param("whole", whole)
            .param("origin", origin)
            .param("source", source)
            .param("t", type)
            .param("s", subscriber)
            .update();
    if (revived == 0) {
      jdbc.sql(
              "INSERT INTO subscription (type, subscriber, origin, source, from_beginning)"
                  + " VALUES (:type, :subscriber, :origin, :source, :whole)")
          .param("whole", whole)
          .param("type", type)
          .param("subscriber", subscriber)
          .param("origin", origin)
          .param("source", source)
          .update();
    }
    Subscription stored = find(type, subscriber).orElseThrow();
    begun.put(stored.id(), LOOKS);
    if (whole) {
      begin(stored.id(), 0);
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

  private void begin(long subscription, long after) {
    jdbc.sql(BEGIN)
        .param("id", subscription)
        .param("after", after)
        .param("newest", Versions.NEWEST_COUNTS)
        .update();
  }

  private boolean isFirst(String type) {
    return jdbc.sql("SELECT COUNT(*) FROM subscription WHERE type = :type")
            .param("type", type)
            .query(Long.class)
            .single()
        == 0;
  }

  private Optional<Subscription> find(String type, String subscriber) {
    return jdbc.sql(ONE)
        .param("type", type)
        .param("subscriber", subscriber)
        .query(Subscription.class)
        .optional();
  }
}
