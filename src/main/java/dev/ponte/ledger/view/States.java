package dev.ponte.ledger.view;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.StateMessage;
import dev.ponte.canonical.Stock;
import dev.ponte.ledger.Differences;
import dev.ponte.ledger.Unacceptable;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Products, prices and stocks: what is known of a key, what each target was told of it last, and
 * what it holds. Customers are persons, and found by their orders.
 */
@Component
public class States {

  /** In the order in which they show. */
  public static final List<String> TYPES = List.of(Stock.TYPE, Price.TYPE, Product.TYPE);

  /** A part of a key this long is looked for. */
  public static final int SHORTEST = 2;

  private static final Duration DAY = Duration.ofHours(24);
  private static final int MOST_DELIVERIES = 500;
  private static final int MOST_NEWEST = 2_000;

  private static final String DAY_OF_TALLIES =
      """
      SELECT type, name, result, SUM(amount) AS amount FROM tally
       WHERE at >= :from AND what = 'delivery' AND type IN (:types)
       GROUP BY type, name, result
      """;

  private static final String KEYS =
      """
      SELECT h.id, h.type, h.message_key AS "key", h.source, h.version, m.recorded_at AS recordedAt
        FROM head h JOIN message m ON m.head_id = h.id AND m.version = h.version
      """;

  /** Wider than the beginning by any collation, so what begins otherwise is left out by LEFT. */
  private static final String BEGINNING =
      """
       WHERE h.message_key >= :text AND h.message_key <= :end AND LEFT(h.message_key, :length) = :text
         AND h.type IN (:types) AND (h.message_key > :after OR h.message_key = :after AND h.id > :id)
       ORDER BY h.message_key, h.id FETCH FIRST :most ROWS ONLY
      """;

  private static final String NEWEST =
      """
      SELECT h.id, h.type, h.message_key AS "key", h.source, h.version, m.recorded_at AS recordedAt
        FROM message m JOIN head h ON h.id = m.head_id AND h.version = m.version
       WHERE m.id > (SELECT MAX(id) FROM message) - :span AND h.type IN (:types)
       ORDER BY m.id DESC FETCH FIRST :most ROWS ONLY
      """;

  private static final String KNOWN =
      """
      SELECT h.id, h.source, h.version, m.recorded_at AS recordedAt, m.body
        FROM head h JOIN message m ON m.head_id = h.id AND m.version = h.version
       WHERE h.message_key = :key AND h.type = :type ORDER BY h.source
      """;

  private static final String DELIVERIES =
      DeliveryRow.FIELDS
          + " WHERE d.head_id IN (:heads) ORDER BY d.id DESC FETCH FIRST "
          + MOST_DELIVERIES
          + " ROWS ONLY";

  private static final String TOLD =
      """
      SELECT d.id, d.checked_at AS checkedAt, m.body
        FROM delivery d JOIN message m ON m.id = d.message_id WHERE d.id IN (:ids)
      """;

  private final JdbcClient jdbc;
  private final Overviews overviews;
  private final Differences differences;
  private final Edges edges;
  private final Clock clock;

  States(JdbcClient jdbc, Overviews overviews, Differences differences, Edges edges, Clock clock) {
    this.jdbc = jdbc;
    this.overviews = overviews;
    this.differences = differences;
    this.edges = edges;
    this.clock = clock;
  }

  /**
   * All of one type on their way to one target.
   *
   * @param oldest since when the oldest of what waits does; null when nothing waits
   * @param drained when the last of it can be sent by the quota; null when that is now or unknown
   * @param hold what holds all of it up; null when nothing does
   * @param sent in the last 24 hours
   * @param saved calls that were not made in these, since the target had the value already
   * @param differences that were found in these
   */
  public record Flow(
      String type,
      String subscriber,
      long waiting,
      OffsetDateTime oldest,
      Instant drained,
      Sentence hold,
      long dead,
      long sent,
      long saved,
      long differences) {}

  /**
   * A key of which something is known.
   *
   * @param recordedAt when its newest value was read
   */
  public record Item(
      long id, String type, String key, String source, long version, OffsetDateTime recordedAt) {}

  /**
   * What one source says.
   *
   * @param recordedAt when the value was read, or has changed last
   * @param value null when its body is gone
   */
  public record Known(String source, long version, OffsetDateTime recordedAt, StateMessage value) {}

  /**
   * What one target was told.
   *
   * @param last the value that it acknowledged last; null when it acknowledged none, or it is gone
   * @param toldAt when; null for never
   * @param seenAt when it was last seen to hold that; null for never
   * @param now the delivery of the newest value, whatever became of it
   * @param waitsFor what that waits for; null when it waits for nothing
   */
  public record Told(
      String subscriber,
      String source,
      StateMessage last,
      OffsetDateTime toldAt,
      OffsetDateTime seenAt,
      DeliveryRow now,
      Wait waitsFor) {}

  /**
   * All that is known of a key.
   *
   * @param differences what targets held otherwise than they acknowledged, newest first
   * @param others the same product's other states
   */
  public record View(
      String type,
      String key,
      List<Known> known,
      List<Told> told,
      List<Differences.Found> differences,
      List<Item> others) {}

  private record Tallied(String type, String name, String result, long amount) {}

  private record KnownRow(
      long id, String source, long version, OffsetDateTime recordedAt, String body) {}

  private record ToldRow(long id, OffsetDateTime checkedAt, String body) {}

  /** How the states go to each target. */
  public List<Flow> flows() {
    Instant from = clock.instant().minus(DAY);
    List<Tallied> tallied =
        jdbc.sql(DAY_OF_TALLIES)
            .param("from", Timestamp.from(from))
            .param("types", TYPES)
            .query(Tallied.class)
            .list();
    List<Differences.Tally> found = differences.since(from);
    return overviews.look().edges().stream()
        .filter(it -> TYPES.contains(it.type()))
        .map(it -> flow(it, tallied, found))
        .sorted(
            Comparator.comparing((Flow it) -> TYPES.indexOf(it.type()))
                .thenComparing(Flow::subscriber))
        .toList();
  }

  private static Flow flow(
      Overview.EdgeRow it, List<Tallied> tallied, List<Differences.Tally> found) {
    return new Flow(
        it.type(),
        it.subscriber(),
        it.waiting(),
        it.oldest(),
        it.drained(),
        it.hold(),
        it.dead() + it.parked(),
        amount(it, tallied, "delivered"),
        amount(it, tallied, "skipped"),
        found.stream()
            .filter(one -> one.type().equals(it.type()) && one.connection().equals(it.subscriber()))
            .mapToLong(Differences.Tally::number)
            .sum());
  }

  private static long amount(Overview.EdgeRow edge, List<Tallied> tallied, String result) {
    return tallied.stream()
        .filter(it -> it.type().equals(edge.type()) && it.name().equals(edge.subscriber()))
        .filter(it -> it.result().equals(result))
        .mapToLong(Tallied::amount)
        .sum();
  }

  /**
   * Keys of which something is known.
   *
   * @param type one of {@link #TYPES}; null for all
   * @param text with which they begin; null, or shorter than {@link #SHORTEST}, for the newest ones
   * @param cursor {@link Page#next} of the page before; null for the first one
   */
  public Page<Item> page(String type, String text, String cursor, int limit) {
    List<String> types = type == null ? TYPES : List.of(type);
    String begins = text == null ? "" : text.strip();
    if (begins.length() < SHORTEST) {
      return new Page<>(newest(types, limit), null);
    }
    After after = After.parse(cursor);
    List<Item> found = beginning(types, begins, after, limit + 1);
    boolean more = found.size() > limit;
    List<Item> shown = more ? found.subList(0, limit) : found;
    return new Page<>(shown, more ? After.of(shown.get(limit - 1)) : null);
  }

  /** The newest of the last few messages; without an order of keys nothing is read of the rest. */
  private List<Item> newest(List<String> types, int limit) {
    return jdbc.sql(NEWEST)
        .param("span", MOST_NEWEST)
        .param("types", types)
        .param("most", limit)
        .query(Item.class)
        .list();
  }

  private List<Item> beginning(List<String> types, String text, After after, int most) {
    return jdbc.sql(KEYS + BEGINNING)
        .param("text", text)
        .param("end", text + "zzzzzzzz")
        .param("length", text.length())
        .param("types", types)
        .param("after", after.key())
        .param("id", after.id())
        .param("most", most)
        .query(Item.class)
        .list();
  }

  /** Where a page ended: the key may have any characters. */
  private record After(String key, long id) {

    static String of(Item it) {
      return it.id() + "~" + it.key();
    }

    static After parse(String cursor) {
      if (cursor == null) {
        return new After("", 0);
      }
      if (!cursor.matches("(?s)\\d{1,18}~.+")) {
        throw new Unacceptable("said.no-cursor", cursor);
      }
      int at = cursor.indexOf('~');
      return new After(cursor.substring(at + 1), Long.parseLong(cursor.substring(0, at)));
    }
  }

  /** All that is known of a key; empty when nothing is. */
  public Optional<View> find(String type, String key) {
    if (!TYPES.contains(type)) {
      return Optional.empty();
    }
    List<KnownRow> rows =
        jdbc.sql(KNOWN).param("key", key).param("type", type).query(KnownRow.class).list();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    List<Differences.Found> found =
        differences.of(key).stream().filter(it -> it.type().equals(type)).toList();
    List<Known> known =
        rows.stream()
            .map(it -> new Known(it.source(), it.version(), it.recordedAt(), read(type, it.body())))
            .toList();
    return Optional.of(
        new View(type, key, known, told(type, rows), found, others(type, key, known)));
  }

  private List<Told> told(String type, List<KnownRow> heads) {
    List<DeliveryRow> all =
        jdbc.sql(DELIVERIES)
            .param("heads", heads.stream().map(KnownRow::id).toList())
            .query(DeliveryRow.class)
            .list();
    Map<List<Long>, List<DeliveryRow>> pairs =
        all.stream().collect(Collectors.groupingBy(it -> List.of(it.head(), it.subscription())));
    Map<Long, ToldRow> last = new HashMap<>();
    List<Long> delivered =
        pairs.values().stream().flatMap(it -> lastTold(it).stream()).map(DeliveryRow::id).toList();
    if (!delivered.isEmpty()) {
      jdbc.sql(TOLD)
          .param("ids", delivered)
          .query(ToldRow.class)
          .list()
          .forEach(it -> last.put(it.id(), it));
    }
    Instant now = clock.instant();
    return pairs.values().stream()
        .map(it -> told(type, it, last, now))
        .sorted(Comparator.comparing(Told::subscriber).thenComparing(Told::source))
        .toList();
  }

  private Told told(
      String type, List<DeliveryRow> versions, Map<Long, ToldRow> bodies, Instant now) {
    DeliveryRow newest =
        versions.stream().max(Comparator.comparing(DeliveryRow::version)).orElseThrow();
    Optional<DeliveryRow> last = lastTold(versions);
    ToldRow body = last.map(it -> bodies.get(it.id())).orElse(null);
    return new Told(
        newest.subscriber(),
        newest.source(),
        body == null ? null : read(type, body.body()),
        last.map(DeliveryRow::finishedAt).orElse(null),
        body == null ? null : body.checkedAt(),
        newest,
        Waits.of(newest, edges.all().get(newest.subscription()), now).orElse(null));
  }

  private static Optional<DeliveryRow> lastTold(List<DeliveryRow> versions) {
    return versions.stream()
        .filter(it -> it.state().equals("delivered"))
        .max(Comparator.comparing(DeliveryRow::version));
  }

  /** By the SKU: a stock's key has its place behind it. */
  private List<Item> others(String type, String key, List<Known> known) {
    String sku =
        known.stream()
            .map(Known::value)
            .flatMap(it -> it instanceof Stock stock ? Stream.of(stock.sku()) : Stream.empty())
            .findFirst()
            .orElse(key);
    Map<String, Item> others =
        beginning(TYPES, sku, new After("", 0), MOST_DELIVERIES).stream()
            .filter(it -> it.key().equals(sku) || it.key().startsWith(sku + "@"))
            .filter(it -> !it.type().equals(type) || !it.key().equals(key))
            .collect(
                Collectors.toMap(
                    it -> it.type() + " " + it.key(), Function.identity(), (one, same) -> one));
    List<Item> all = new ArrayList<>(others.values());
    all.sort(Comparator.comparing((Item it) -> TYPES.indexOf(it.type())).thenComparing(Item::key));
    return all;
  }

  private static StateMessage read(String type, String body) {
    return body == null ? null : (StateMessage) Canonical.read(Canonical.TYPES.get(type), body);
  }
}
