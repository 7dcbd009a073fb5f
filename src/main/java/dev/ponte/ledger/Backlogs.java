package dev.ponte.ledger;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What waits for whom, and how many calls that will take. */
@Component
public class Backlogs {

  private static final String ALL =
      """
      SELECT s.type, s.subscriber, COUNT(d.id) AS waiting,
             COALESCE(CAST(MAX(EXTRACT(EPOCH FROM (CURRENT_TIMESTAMP - d.created_at))) AS BIGINT), 0)
               AS oldestSeconds
        FROM subscription s
        LEFT JOIN delivery d
          ON d.subscription_id = s.id AND d.state IN ('pending', 'retrying', 'claimed')
       WHERE s.ended_at IS NULL
       GROUP BY s.type, s.subscriber
       ORDER BY s.type, s.subscriber
      """;

  /** With a lower end of due_at, as in {@link Claims}. */
  private static final String TURNS =
      """
      SELECT s.type, s.subscriber, h.message_key AS "key", h.source, d.version, d.state,
             (SELECT COUNT(*) FROM delivery o
               WHERE o.subscription_id = d.subscription_id AND o.id <> d.id
                 AND o.due_at BETWEEN TIMESTAMP WITH TIME ZONE '2000-01-01 00:00:00+00' AND d.due_at) AS ahead
        FROM delivery d
        JOIN head h ON h.id = d.head_id
        JOIN subscription s ON s.id = d.subscription_id
       WHERE d.state IN ('pending', 'retrying', 'claimed')
         AND (h.message_key = :key OR h.type = 'stock' AND h.message_key LIKE :places ESCAPE '!')
       ORDER BY s.type, s.subscriber, h.message_key, d.version
       FETCH FIRST 200 ROWS ONLY
      """;

  private static final Pace UNKNOWN = new Pace(1, 1);

  private final JdbcClient jdbc;
  private final Map<String, Pace> paces = new ConcurrentHashMap<>();

  Backlogs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * How a route takes messages.
   *
   * @param priority of its calls; 1 goes first
   * @param batchSize messages that one call carries
   */
  public record Pace(int priority, int batchSize) {

    /** Calls that carry so many messages. */
    public long calls(long messages) {
      return (messages + batchSize - 1) / batchSize;
    }
  }

  private record Row(String type, String subscriber, long waiting, long oldestSeconds) {}

  /**
   * What waits for one subscriber of a type.
   *
   * @param priority of its calls; 1 goes first
   * @param batchSize messages that one call carries
   * @param waiting deliveries that are not ended
   * @param oldestSeconds since the oldest of them was recorded; 0 when there is none
   */
  public record Backlog(
      String type,
      String subscriber,
      int priority,
      int batchSize,
      long waiting,
      long oldestSeconds) {

    /** Calls that carry so many messages. */
    public long calls(long messages) {
      return (messages + batchSize - 1) / batchSize;
    }
  }

  /**
   * Where one delivery stands in its queue.
   *
   * @param ahead deliveries of the same subscriber and type that come before it
   */
  public record Turn(
      String type,
      String subscriber,
      String key,
      String source,
      long version,
      String state,
      long ahead) {}

  /** All subscribers of all types. */
  public List<Backlog> all() {
    return jdbc.sql(ALL).query(Row.class).list().stream()
        .map(
            it -> {
              Pace pace = paceOf(it.type(), it.subscriber());
              return new Backlog(
                  it.type(),
                  it.subscriber(),
                  pace.priority(),
                  pace.batchSize(),
                  it.waiting(),
                  it.oldestSeconds());
            })
        .toList();
  }

  /**
   * The deliveries of a key that are not ended.
   *
   * @param key a message's key; for stocks also the product's sku, which means all its places
   */
  public List<Turn> turns(String key) {
    String places = key.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "@%";
    return jdbc.sql(TURNS).param("key", key).param("places", places).query(Turn.class).list();
  }

  /** How a route of this process takes the messages; one by one when none does. */
  public Pace paceOf(String type, String subscriber) {
    return pace(type, subscriber).orElse(UNKNOWN);
  }

  /** How a route of this process takes the messages; empty when none does. */
  Optional<Pace> pace(String type, String subscriber) {
    return Optional.ofNullable(paces.get(name(type, subscriber)));
  }

  /** A route takes the messages at this pace. */
  void served(Subscription subscription, int priority, int batchSize) {
    paces.put(name(subscription.type(), subscription.subscriber()), new Pace(priority, batchSize));
  }

  private static String name(String type, String subscriber) {
    return type + "/" + subscriber;
  }
}
