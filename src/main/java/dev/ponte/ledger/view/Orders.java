package dev.ponte.ledger.view;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Makes of orders' clocks what a list shows, a few statements for a whole page. */
@Component
class Orders {

  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final int DAYS = 30;

  private static final String DELIVERIES = DeliveryRow.FIELDS + " WHERE h.order_key IN (:keys)";

  private static final String NUMBERS =
      """
      SELECT source AS origin, source_key AS orderKey, connection, target_id AS id, label
        FROM reference WHERE source_key IN (:keys) AND kind = 'order' ORDER BY seen_at
      """;

  private static final String TERMS =
      """
      SELECT h.origin, h.order_key AS orderKey, t.kind, t.term
        FROM head h JOIN search_term t ON t.head_id = h.id
       WHERE h.order_key IN (:keys) AND h.type <> 'order' AND t.kind IN ('invoice', 'tracking', 'erp', 'erp-id')
       ORDER BY h.id
      """;

  private static final String MEASURED =
      """
      SELECT origin, COUNT(accepted_at) AS accepted, COUNT(invoiced_at) AS invoiced,
             COUNT(shipped_at) AS shipped, COUNT(arrived_at) AS arrived
        FROM order_clock WHERE placed_at > :since GROUP BY origin
      """;

  private final JdbcClient jdbc;
  private final Edges edges;
  private final StepLimits limits;
  private final Clock clock;
  private volatile Measured measured = new Measured(Instant.MIN, Map.of());

  Orders(JdbcClient jdbc, Edges edges, StepLimits limits, Clock clock) {
    this.jdbc = jdbc;
    this.edges = edges;
    this.limits = limits;
    this.clock = clock;
  }

  /** An order's name. */
  record Key(String origin, String id) {}

  /** What another system calls the order. */
  record Number(String origin, String orderKey, String connection, String id, String label) {
    Key key() {
      return new Key(origin, orderKey);
    }
  }

  private record Term(String origin, String orderKey, String kind, String term) {
    Key key() {
      return new Key(origin, orderKey);
    }
  }

  private record Seen(String origin, long accepted, long invoiced, long shipped, long arrived) {}

  private record Measured(Instant at, Map<String, Set<Step>> steps) {}

  /** Each with all that a list shows of it, in the same order. */
  List<OrderRow> rows(List<Clocks> clocks) {
    if (clocks.isEmpty()) {
      return List.of();
    }
    List<String> keys = clocks.stream().map(Clocks::orderKey).distinct().toList();
    Map<Key, List<DeliveryRow>> deliveries = deliveries(keys);
    Map<Key, List<Number>> numbers =
        jdbc.sql(NUMBERS).param("keys", keys).query(Number.class).list().stream()
            .collect(Collectors.groupingBy(Number::key));
    Map<Key, List<Term>> terms =
        jdbc.sql(TERMS).param("keys", keys).query(Term.class).list().stream()
            .collect(Collectors.groupingBy(Term::key));
    return clocks.stream()
        .map(
            it -> {
              Key key = new Key(it.origin(), it.orderKey());
              return row(
                  it,
                  deliveries.getOrDefault(key, List.of()),
                  numbers.getOrDefault(key, List.of()),
                  terms.getOrDefault(key, List.of()));
            })
        .toList();
  }

  /** All deliveries of these orders and of all that is about them. */
  Map<Key, List<DeliveryRow>> deliveries(Collection<String> keys) {
    return jdbc.sql(DELIVERIES).param("keys", keys).query(DeliveryRow.class).list().stream()
        .sorted(Comparator.comparingLong(DeliveryRow::id))
        .collect(Collectors.groupingBy(it -> new Key(it.origin(), it.orderKey())));
  }

  private OrderRow row(
      Clocks it, List<DeliveryRow> deliveries, List<Number> numbers, List<Term> terms) {
    Instant now = clock.instant();
    List<Wait> waits = waits(deliveries, now);
    Optional<StepLimits.Next> next = it.next();
    boolean over = next.filter(step -> isOver(it.origin(), step, now)).isPresent();
    OrderClass orderClass = OrderClass.of(waits, over);
    Optional<Number> taken = numbers.stream().findFirst();
    String number =
        taken
            .map(known -> known.label() == null ? known.id() : known.label())
            .or(() -> Optional.ofNullable(term(terms, "erp")))
            .orElseGet(() -> term(terms, "erp-id"));
    return new OrderRow(
        it.head(),
        it.origin(),
        it.orderKey(),
        it.number(),
        it.buyer(),
        it.total(),
        it.placedAt(),
        it.recordedAt(),
        it.acceptedAt(),
        it.invoicedAt(),
        it.shippedAt(),
        it.arrivedAt(),
        it.cancelledAt(),
        taken.map(Number::connection).orElse(null),
        number,
        term(terms, "invoice"),
        term(terms, "tracking"),
        next.map(StepLimits.Next::step).orElse(null),
        next.map(StepLimits.Next::since).orElse(null),
        over,
        orderClass,
        sentence(it, waits, next, orderClass, taken.map(Number::connection).orElse(null), number));
  }

  /** How the deliveries stand that have not ended well, the worst first. */
  List<Wait> waits(Collection<DeliveryRow> deliveries, Instant now) {
    Map<Long, Edge> all = edges.all();
    return deliveries.stream()
        .flatMap(it -> Waits.of(it, all.get(it.subscription()), now).stream())
        .sorted(Comparator.comparing(Wait::tone).reversed())
        .toList();
  }

  boolean isOver(String origin, StepLimits.Next next, Instant now) {
    return limits.isOver(next, now) && measured(origin).contains(next.step());
  }

  /**
   * The steps of which anything was told of the store's orders lately. Of one that nobody tells of
   * nothing can be late.
   */
  Set<Step> measured(String origin) {
    Measured known = measured;
    Instant now = clock.instant();
    if (known.at().isBefore(now.minus(FRESH))) {
      known = measure(now);
      measured = known;
    }
    return known.steps().getOrDefault(origin, Set.of());
  }

  private Measured measure(Instant now) {
    Map<String, Set<Step>> steps = new HashMap<>();
    jdbc.sql(MEASURED)
        .param("since", Timestamp.from(now.minus(Duration.ofDays(DAYS))))
        .query(Seen.class)
        .list()
        .forEach(it -> steps.put(it.origin(), steps(it)));
    return new Measured(now, steps);
  }

  private static Set<Step> steps(Seen it) {
    Set<Step> steps = EnumSet.noneOf(Step.class);
    Map.of(
            Step.ACCEPTED, it.accepted(),
            Step.INVOICED, it.invoiced(),
            Step.SHIPPED, it.shipped(),
            Step.ARRIVED, it.arrived())
        .forEach(
            (step, seen) -> {
              if (seen > 0) {
                steps.add(step);
              }
            });
    return steps;
  }

  private static Sentence sentence(
      Clocks it,
      List<Wait> waits,
      Optional<StepLimits.Next> next,
      OrderClass orderClass,
      String erp,
      String number) {
    if (orderClass == OrderClass.DONE) {
      return Done.of(it, erp, number);
    }
    boolean late =
        orderClass == OrderClass.WAITS
            && (waits.isEmpty() || waits.get(0).tone() == Wait.Tone.UNDER_WAY);
    return late
        ? next.map(step -> Sentence.of("answer.over." + step.step().word(), step.since()))
            .orElseThrow()
        : waits.get(0).sentence();
  }

  private static String term(List<Term> terms, String kind) {
    return terms.stream()
        .filter(it -> it.kind().equals(kind))
        .map(Term::term)
        .findFirst()
        .orElse(null);
  }

  /** The clocks of these, in the same order. */
  List<Clocks> clocks(Collection<Long> heads) {
    if (heads.isEmpty()) {
      return List.of();
    }
    Map<Long, Clocks> found =
        jdbc
            .sql(Clocks.FIELDS + " WHERE c.head_id IN (:heads)")
            .param("heads", heads)
            .query(Clocks.class)
            .list()
            .stream()
            .collect(Collectors.toMap(Clocks::head, Function.identity()));
    return heads.stream().filter(found::containsKey).map(found::get).toList();
  }

  /** The clocks of orders by their names. */
  List<Clocks> clocksOf(Collection<Key> keys) {
    Set<Key> wanted = new HashSet<>(keys);
    List<String> ids = wanted.stream().map(Key::id).distinct().toList();
    List<Clocks> found = new ArrayList<>();
    for (int from = 0; from < ids.size(); from += 500) {
      jdbc
          .sql(Clocks.FIELDS + " WHERE c.order_key IN (:keys)")
          .param("keys", ids.subList(from, Math.min(from + 500, ids.size())))
          .query(Clocks.class)
          .list()
          .stream()
          .filter(it -> wanted.contains(new Key(it.origin(), it.orderKey())))
          .forEach(found::add);
    }
    return found;
  }
}
