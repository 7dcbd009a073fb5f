package dev.ponte.ledger;

import dev.ponte.ledger.view.Count;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Lists deliveries that have not ended well, a page at a time, and groups them by cause. */
@Component
public class Deliveries {

  static final int MOST = 500;

  private static final int MOST_LOOKED_AT = 50_000;

  /** Many more are delivered than will ever be read, and they are found by their keys. */
  static final Set<State> LISTED =
      Set.of(State.PENDING, State.CLAIMED, State.RETRYING, State.DEAD, State.PARKED);

  /**
   * Ids first, by the index of states; an expression as bound and order keeps both databases from
   * walking through all deliveries by their number instead.
   */
  private static final String IDS =
      "SELECT d.id FROM delivery d"
          + " WHERE d.state IN (:states) AND d.id + 0 > :after AND d.id + 0 < :below";

  private static final String MATCHING =
      "SELECT d.id FROM delivery d JOIN head h ON h.id = d.head_id WHERE d.id IN (:ids)";

  private static final String DETAILS =
      """
      SELECT d.id, h.type, h.message_key AS "key", h.source, h.origin, s.subscriber, d.version,
             d.state, d.attempts, d.cause, d.subject, d.failure_class AS failureClass, d.code,
             d.words, d.created_at AS createdAt, d.due_at AS dueAt, d.finished_at AS finishedAt
        FROM delivery d
        JOIN head h ON h.id = d.head_id
        JOIN subscription s ON s.id = d.subscription_id
       WHERE d.id IN (:ids)
      """;

  private final JdbcClient jdbc;

  Deliveries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Which ones; what is null does not matter.
   *
   * @param states of {@link #LISTED}; empty for dead and parked ones
   * @param before recorded before this instant
   * @param since recorded at this instant or later
   */
  public record Filter(
      Set<State> states,
      String type,
      String subscriber,
      String source,
      String origin,
      String key,
      String cause,
      String subject,
      Instant before,
      Instant since) {

    public Filter {
      states = states.isEmpty() ? Set.of(State.DEAD, State.PARKED) : Set.copyOf(states);
      if (!LISTED.containsAll(states)) {
        throw new IllegalArgumentException(
            "Only %s deliveries are listed; look for others by their key"
                .formatted(LISTED.stream().map(State::word).sorted().toList()));
      }
    }

    Filter in(Set<State> others) {
      return new Filter(
          others, type, subscriber, source, origin, key, cause, subject, before, since);
    }
  }

  /** One delivery in a list. */
  public record Row(
      long id,
      String type,
      String key,
      String source,
      String origin,
      String subscriber,
      long version,
      String state,
      int attempts,
      String cause,
      String subject,
      String failureClass,
      String code,
      String words,
      OffsetDateTime createdAt,
      OffsetDateTime dueAt,
      OffsetDateTime finishedAt) {}

  /**
   * A page of deliveries, the newest first.
   *
   * @param next where the next page begins; null when this is the last one
   */
  public record Page(List<Row> items, String next) {}

  /**
   * One page, the newest first.
   *
   * @param cursor {@link Page#next} of the page before; null for the first one
   */
  public Page page(Filter filter, String cursor, int limit) {
    int most = Math.max(1, Math.min(limit, MOST));
    List<Long> ids = ids(filter, cursor == null ? Long.MAX_VALUE : id(cursor), most + 1, true);
    boolean more = ids.size() > most;
    List<Long> shown = more ? ids.subList(0, most) : ids;
    return new Page(rows(shown), more ? String.valueOf(shown.get(most - 1)) : null);
  }

  /** How many there are of them. */
  public Count count(Filter filter) {
    return Count.of(ids(filter, Long.MAX_VALUE, Count.MOST + 1, true).size());
  }

  /** The oldest so many. */
  List<Long> oldest(Filter filter, int most) {
    return ids(filter, 0, most, false);
  }

  /** These, in this order. */
  public List<Row> rows(List<Long> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    Map<Long, Row> found = new HashMap<>();
    jdbc.sql(DETAILS)
        .param("ids", ids)
        .query(Row.class)
        .list()
        .forEach(it -> found.put(it.id(), it));
    return ids.stream().filter(found::containsKey).map(found::get).toList();
  }

  /**
   * Ids first, from the index of states alone. Numbers rise with the time, so an age is a number
   * too; what stands in no index is looked up for a part of them at a time.
   */
  private List<Long> ids(Filter filter, long from, int most, boolean newestFirst) {
    List<Long> subscriptions = subscriptions(filter);
    if (subscriptions != null && subscriptions.isEmpty()) {
      return List.of();
    }
    long low = filter.since() == null ? 0 : Numbers.first(jdbc, "delivery", filter.since()) - 1;
    long high =
        filter.before() == null ? Long.MAX_VALUE : Numbers.first(jdbc, "delivery", filter.before());
    long after = newestFirst ? low : Math.max(low, from);
    long below = newestFirst ? Math.min(high, from) : high;
    if (filter.source() == null
        && filter.origin() == null
        && filter.key() == null
        && filter.subject() == null) {
      return part(filter, subscriptions, after, below, most, newestFirst);
    }
    List<Long> found = new ArrayList<>();
    int size = MOST;
    List<Long> part = part(filter, subscriptions, after, below, size, newestFirst);
    while (!part.isEmpty()) {
      for (int at = 0; at < part.size() && found.size() < most; at += MOST) {
        found.addAll(matching(filter, part.subList(at, Math.min(part.size(), at + MOST))));
      }
      if (found.size() >= most || part.size() < size) {
        break;
      }
      long last = part.get(part.size() - 1);
      after = newestFirst ? after : last;
      below = newestFirst ? last : below;
      // The first ones are most often enough; else each further look goes through all of them.
      size = MOST_LOOKED_AT;
      part = part(filter, subscriptions, after, below, size, newestFirst);
    }
    return found.size() > most ? found.subList(0, most) : found;
  }

  private List<Long> part(
      Filter filter,
      List<Long> subscriptions,
      long after,
      long below,
      int most,
      boolean newestFirst) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder sql = new StringBuilder(IDS);
    with(sql, values, " AND d.subscription_id IN (:subscriptions)", "subscriptions", subscriptions);
    with(sql, values, " AND d.cause = :cause", "cause", filter.cause());
    sql.append(newestFirst ? " ORDER BY d.id + 0 DESC" : " ORDER BY d.id + 0");
    sql.append(" FETCH FIRST :most ROWS ONLY");
    return jdbc.sql(sql.toString())
        .params(values)
        .param("states", filter.states().stream().map(State::word).sorted().toList())
        .param("after", after)
        .param("below", below)
        .param("most", most)
        .query(Long.class)
        .list();
  }

  /** Those of the source, store, key and subject, in their order. */
  private List<Long> matching(Filter filter, List<Long> ids) {
    Map<String, Object> values = new HashMap<>();
    StringBuilder sql = new StringBuilder(MATCHING);
    with(sql, values, " AND h.source = :source", "source", filter.source());
    with(sql, values, " AND h.origin = :origin", "origin", filter.origin());
    with(sql, values, " AND h.message_key = :key", "key", filter.key());
    with(sql, values, " AND d.subject = :subject", "subject", filter.subject());
    Set<Long> matching =
        jdbc.sql(sql.toString()).params(values).param("ids", ids).query(Long.class).set();
    return ids.stream().filter(matching::contains).toList();
  }

  /** Null when all may be meant. */
  private List<Long> subscriptions(Filter filter) {
    if (filter.type() == null && filter.subscriber() == null) {
      return null;
    }
    Map<String, Object> values = new HashMap<>();
    StringBuilder sql = new StringBuilder("SELECT id FROM subscription WHERE 1 = 1");
    with(sql, values, " AND type = :type", "type", filter.type());
    with(sql, values, " AND subscriber = :subscriber", "subscriber", filter.subscriber());
    return new ArrayList<>(jdbc.sql(sql.toString()).params(values).query(Long.class).list());
  }

  static void with(
      StringBuilder sql, Map<String, Object> values, String condition, String name, Object value) {
    if (value != null) {
      sql.append(condition);
      values.put(name, value);
    }
  }

  static java.sql.Timestamp time(Instant instant) {
    return instant == null ? null : java.sql.Timestamp.from(instant);
  }

  static long id(String cursor) {
    try {
      return Long.parseLong(cursor);
    } catch (NumberFormatException e) {
      throw new Unacceptable("said.no-cursor", cursor);
    }
  }
}
