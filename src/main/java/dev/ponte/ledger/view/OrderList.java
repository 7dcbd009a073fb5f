package dev.ponte.ledger.view;

import dev.ponte.ledger.Unacceptable;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Orders, the newest first. */
@Component
public class OrderList {

  private static final int MOST = 500;
  private static final int BLOCK = 200;
  private static final int MOST_BLOCKS = 10;

  /** Of orders that something open, dead or parked is of, or about. */
  private static final String UNFINISHED =
      DeliveryRow.FIELDS
          + """
             WHERE d.id IN (
                   SELECT id FROM delivery WHERE state IN (:states) ORDER BY id + 0 DESC
                    FETCH FIRST 10000 ROWS ONLY)
               AND h.order_key IS NOT NULL
            """;

  private final JdbcClient jdbc;
  private final Orders orders;
  private final StepLimits limits;
  private final Clock clock;

  OrderList(JdbcClient jdbc, Orders orders, StepLimits limits, Clock clock) {
    this.jdbc = jdbc;
    this.orders = orders;
    this.limits = limits;
    this.clock = clock;
  }

  /**
   * Which ones; what is null does not matter.
   *
   * @param target a connection that something of the order goes to
   * @param missing a step that it has not taken
   * @param over a step that takes longer than it may
   * @param from placed at this instant or later
   * @param to placed before this instant
   */
  public record Filter(
      OrderClass orderClass,
      String origin,
      String target,
      Step missing,
      Step over,
      Instant from,
      Instant to,
      Boolean cancelled) {

    public static final Filter ALL = new Filter(null, null, null, null, null, null, null, null);
  }

  private record Position(Instant placedAt, long head) {

    static Position of(String cursor) {
      try {
        String[] parts = cursor.split("_");
        return new Position(
            Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS),
            Long.parseLong(parts[1]));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new Unacceptable("said.no-cursor", cursor);
      }
    }

    static Position of(Clocks it) {
      return new Position(it.placedAt().toInstant(), it.head());
    }

    String cursor() {
      return ChronoUnit.MICROS.between(Instant.EPOCH, placedAt) + "_" + head;
    }

    boolean isBefore(Clocks it) {
      int time = it.placedAt().toInstant().compareTo(placedAt);
      return time < 0 || time == 0 && it.head() < head;
    }
  }

  /**
   * One page.
   *
   * @param cursor {@link Page#next} of the page before; null for the first one
   * @throws IllegalArgumentException in one sentence, when it is no cursor
   */
  public Page<OrderRow> page(Filter filter, String cursor, int limit) {
    int most = Math.max(1, Math.min(limit, MOST));
    Position after = cursor == null ? null : Position.of(cursor);
    return filter.orderClass() == null || filter.orderClass() == OrderClass.DONE
        ? walked(filter, after, most)
        : page(unfinished(filter), after, most);
  }

  /**
   * One page, and how many there are.
   *
   * @param count of all pages
   */
  public record Shown(Page<OrderRow> page, Count count) {}

  /** {@link #page} and {@link #count}, for which what is unfinished is read once. */
  public Shown look(Filter filter, String cursor, int limit) {
    if (filter.orderClass() == null || filter.orderClass() == OrderClass.DONE) {
      return new Shown(page(filter, cursor, limit), count(filter));
    }
    Position after = cursor == null ? null : Position.of(cursor);
    List<Clocks> all = unfinished(filter);
    return new Shown(page(all, after, Math.max(1, Math.min(limit, MOST))), Count.of(all.size()));
  }

  /** How many there are of them. */
  public Count count(Filter filter) {
    if (filter.orderClass() != null && filter.orderClass() != OrderClass.DONE) {
      return Count.of(unfinished(filter).size());
    }
    Map<String, Object> values = new HashMap<>();
    String sql = where(filter, null, values);
    long all =
        jdbc.sql(
                "SELECT COUNT(*) FROM (SELECT c.head_id FROM order_clock c"
                    + sql
                    + " FETCH FIRST "
                    + (Count.MOST + 1)
                    + " ROWS ONLY) counted")
            .params(values)
            .query(Long.class)
            .single();
    boolean done = filter.orderClass() == OrderClass.DONE;
    return done && all <= Count.MOST
        ? Count.of(all - matching(filter, null).size())
        : Count.of(all);
  }

  /** How many came since a page was shown: placed after this order. */
  public Count newer(Filter filter, OrderRow first) {
    Filter since =
        new Filter(
            filter.orderClass(),
            filter.origin(),
            filter.target(),
            filter.missing(),
            filter.over(),
            first.placedAt().toInstant().plus(1, ChronoUnit.MICROS),
            filter.to(),
            filter.cancelled());
    return count(since);
  }

  /** From the index, and what does not fit is left out; a page may be short and yet have a next. */
  private Page<OrderRow> walked(Filter filter, Position from, int most) {
    boolean all = filter.orderClass() == null && filter.target() == null;
    int size = all ? most + 1 : BLOCK;
    List<OrderRow> shown = new ArrayList<>();
    Position after = from;
    for (int block = 0; block < MOST_BLOCKS; block++) {
      List<Clocks> clocks = clocks(filter, after, size);
      for (OrderRow row : orders.rows(toTarget(filter, clocks))) {
        if (filter.orderClass() == null || row.orderClass() == filter.orderClass()) {
          if (shown.size() == most) {
            return new Page<>(shown, position(shown.get(most - 1)).cursor());
          }
          shown.add(row);
        }
      }
      if (clocks.size() < size) {
        return new Page<>(shown, null);
      }
      after = Position.of(clocks.get(size - 1));
    }
    return new Page<>(shown, after.cursor());
  }

  private static Position position(OrderRow row) {
    return new Position(row.placedAt().toInstant(), row.head());
  }

  private List<Clocks> toTarget(Filter filter, List<Clocks> clocks) {
    if (filter.target() == null || clocks.isEmpty()) {
      return clocks;
    }
    Map<Orders.Key, List<DeliveryRow>> deliveries =
        orders.deliveries(clocks.stream().map(Clocks::orderKey).distinct().toList());
    return clocks.stream()
        .filter(
            it ->
                deliveries
                    .getOrDefault(new Orders.Key(it.origin(), it.orderKey()), List.of())
                    .stream()
                    .anyMatch(d -> d.subscriber().equals(filter.target())))
        .toList();
  }

  private Page<OrderRow> page(List<Clocks> all, Position after, int most) {
    List<Clocks> found = all.stream().filter(it -> after == null || after.isBefore(it)).toList();
    List<Clocks> shown = found.subList(0, Math.min(most, found.size()));
    return new Page<>(
        orders.rows(shown), found.size() > most ? Position.of(shown.get(most - 1)).cursor() : null);
  }

  /** Those of one of the classes that are not done, the newest first. */
  private List<Clocks> unfinished(Filter filter) {
    return matching(filter, filter.orderClass());
  }

  /**
   * @param wanted null for all classes but done
   */
  private List<Clocks> matching(Filter filter, OrderClass wanted) {
    return matching(filter, wanted, open(filter), clock.instant());
  }

  private List<Clocks> matching(
      Filter filter, OrderClass wanted, Map<Orders.Key, List<DeliveryRow>> open, Instant now) {
    Map<Orders.Key, Clocks> clocks = new HashMap<>();
    orders.clocksOf(open.keySet()).forEach(it -> clocks.put(key(it), it));
    late(now).forEach(it -> clocks.put(key(it), it));
    return clocks.values().stream()
        .filter(it -> fits(filter, it, now))
        .filter(
            it -> {
              OrderClass is =
                  OrderClass.of(
                      orders.waits(open.getOrDefault(key(it), List.of()), now), isOver(it, now));
              return wanted == null ? is != OrderClass.DONE : is == wanted;
            })
        .sorted(
            Comparator.comparing((Clocks it) -> it.placedAt().toInstant())
                .thenComparing(Clocks::head)
                .reversed())
        .toList();
  }

  private Map<Orders.Key, List<DeliveryRow>> open(Filter filter) {
    Map<Orders.Key, List<DeliveryRow>> open = new HashMap<>();
    Set<Orders.Key> toTarget = new LinkedHashSet<>();
    for (List<String> states :
        List.of(List.of("dead", "parked"), List.of("pending", "retrying", "claimed"))) {
      for (DeliveryRow it :
          jdbc.sql(UNFINISHED).param("states", states).query(DeliveryRow.class).list()) {
        Orders.Key key = new Orders.Key(it.origin(), it.orderKey());
        open.computeIfAbsent(key, any -> new ArrayList<>()).add(it);
        if (filter.target() == null || it.subscriber().equals(filter.target())) {
          toTarget.add(key);
        }
      }
    }
    open.keySet().retainAll(toTarget);
    return open;
  }

  /** How many of those that were placed since then are in each class. */
  Map<OrderClass, Long> classes(Instant since, long all) {
    Map<OrderClass, Long> classes = new EnumMap<>(OrderClass.class);
    Filter filter = new Filter(null, null, null, null, null, since, null, null);
    for (OrderClass it : OrderClass.values()) {
      classes.put(it, 0L);
    }
    Map<Orders.Key, List<DeliveryRow>> open = open(filter);
    Instant now = clock.instant();
    for (Clocks it : matching(filter, null, open, now)) {
      OrderClass is =
          OrderClass.of(orders.waits(open.getOrDefault(key(it), List.of()), now), isOver(it, now));
      classes.merge(is, 1L, Long::sum);
    }
    long others = classes.values().stream().mapToLong(Long::longValue).sum();
    classes.put(OrderClass.DONE, Math.max(0, all - others));
    return classes;
  }

  /** Orders of which a step takes longer than it may. */
  List<Clocks> late(Instant now) {
    List<Clocks> late = new ArrayList<>();
    for (Step step : Step.values()) {
      late.addAll(late(step, now));
    }
    return late;
  }

  /** Orders whose next step is this one and takes longer than it may. */
  List<Clocks> late(Step step, Instant now) {
    Map<String, Object> values = new HashMap<>();
    String sql =
        where(new Filter(null, null, null, null, step, since(now), null, false), null, values);
    return jdbc
        .sql(
            Clocks.FIELDS
                + sql
                + " ORDER BY c.placed_at DESC, c.head_id DESC FETCH FIRST 10000 ROWS ONLY")
        .params(values)
        .query(Clocks.class)
        .list()
        .stream()
        .filter(it -> isOver(it, now))
        .toList();
  }

  /** What is older has no limit any more: it will not come by itself. */
  private static Instant since(Instant now) {
    return now.minus(30, ChronoUnit.DAYS);
  }

  private boolean isOver(Clocks it, Instant now) {
    return it.next()
        .filter(next -> it.placedAt().toInstant().isAfter(since(now)))
        .filter(next -> orders.isOver(it.origin(), next, now))
        .isPresent();
  }

  private static boolean fits(Filter filter, Clocks it, Instant now) {
    Instant placed = it.placedAt().toInstant();
    return (filter.origin() == null || filter.origin().equals(it.origin()))
        && (filter.from() == null || !placed.isBefore(filter.from()))
        && (filter.to() == null || placed.isBefore(filter.to()))
        && (filter.cancelled() == null || filter.cancelled() == (it.cancelledAt() != null))
        && (filter.missing() == null || taken(it, filter.missing()) == null)
        && (filter.over() == null
            || it.next().filter(next -> next.step() == filter.over()).isPresent());
  }

  private static Object taken(Clocks it, Step step) {
    return switch (step) {
      case ACCEPTED -> it.acceptedAt();
      case INVOICED -> it.invoicedAt();
      case SHIPPED -> it.shippedAt();
      case ARRIVED -> it.arrivedAt();
    };
  }

  private static Orders.Key key(Clocks it) {
    return new Orders.Key(it.origin(), it.orderKey());
  }

  private List<Clocks> clocks(Filter filter, Position after, int most) {
    Map<String, Object> values = new HashMap<>();
    String sql = where(filter, after, values);
    return jdbc.sql(
            Clocks.FIELDS
                + sql
                + " ORDER BY c.placed_at DESC, c.head_id DESC FETCH FIRST :most ROWS ONLY")
        .params(values)
        .param("most", most)
        .query(Clocks.class)
        .list();
  }

  private String where(Filter filter, Position after, Map<String, Object> values) {
    StringBuilder sql = new StringBuilder(" WHERE 1 = 1");
    with(sql, values, " AND c.origin = :origin", "origin", filter.origin());
    with(sql, values, " AND c.placed_at >= :from", "from", time(filter.from()));
    with(sql, values, " AND c.placed_at < :to", "to", time(filter.to()));
    if (filter.cancelled() != null) {
      sql.append(" AND c.cancelled_at IS ").append(filter.cancelled() ? "NOT NULL" : "NULL");
    }
    if (filter.missing() != null) {
      sql.append(" AND c.").append(filter.missing().column()).append(" IS NULL");
    }
    if (filter.over() != null) {
      over(sql, filter.over(), values);
    }
    if (after != null) {
      sql.append(" AND c.placed_at <= :at AND (c.placed_at < :at OR c.head_id < :head)");
      values.put("at", time(after.placedAt()));
      values.put("head", after.head());
    }
    return sql.toString();
  }

  private void over(StringBuilder sql, Step step, Map<String, Object> values) {
    int number = step.ordinal();
    String before = number == 0 ? "recorded_at" : Step.values()[number - 1].column();
    sql.append(" AND c.cancelled_at IS NULL AND c.").append(before).append(" < :late");
    for (Step later : Step.values()) {
      if (later.ordinal() >= number) {
        sql.append(" AND c.").append(later.column()).append(" IS NULL");
      }
    }
    values.put("late", time(clock.instant().minus(limits.of(step))));
  }

  private static void with(
      StringBuilder sql, Map<String, Object> values, String condition, String name, Object value) {
    if (value != null) {
      sql.append(condition);
      values.put(name, value);
    }
  }

  private static Timestamp time(Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }
}
