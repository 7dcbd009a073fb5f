package dev.ponte.ledger.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.delivery.Gate;
import dev.ponte.delivery.Installation;
import dev.ponte.ledger.view.Overview.EdgeRow;
import dev.ponte.ledger.view.Overview.PollRow;
import dev.ponte.ledger.view.Overview.ReplicaRow;
import dev.ponte.ledger.view.Overview.SourceRow;
import dev.ponte.ledger.view.Overview.StepRow;
import dev.ponte.ledger.view.Overview.Tone;
import dev.ponte.ledger.view.Overview.Verdict;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads an overview: all but its verdict is what the tables say. */
@Component
class OverviewReader {

  private static final int MINUTES = 60;
  private static final Duration SLOW = Duration.ofMinutes(1);
  private static final int MOST_CLOCKS = 50_000;
  private static final List<String> OF_ORDERS =
      List.of("order", "order-status", "invoice", "shipment");
  private static final JsonMapper JSON = new JsonMapper();

  private static final String COUNTS =
      """
      SELECT state, subscription_id AS subscription, COUNT(*) AS number, MIN(id) AS oldest
        FROM delivery WHERE state IN ('pending', 'retrying', 'claimed', 'dead', 'parked')
       GROUP BY state, subscription_id
      """;

  private static final String TALLY =
      """
      SELECT at, what, type, name, SUM(amount) AS amount FROM tally
       WHERE at > :since AND (what = 'recorded' OR what = 'delivery' AND result = 'delivered')
       GROUP BY at, what, type, name
      """;

  private static final String REPLICAS =
      """
      SELECT name, version, started_at AS startedAt, seen_at AS seenAt, report FROM replica
       WHERE seen_at > CURRENT_TIMESTAMP - 30 * INTERVAL '1' SECOND ORDER BY started_at, name
      """;

  private final JdbcClient jdbc;
  private final Edges edges;
  private final Orders orders;
  private final OrderList list;
  private final StepLimits limits;
  private final PollRows polls;
  private final Verdicts verdicts;
  private final Gate gate;
  private final ObjectProvider<Installation> installation;
  private final ZoneId zone;
  private final Clock clock;

  /** What changes slowly, from about a minute ago. */
  private Steps steps = new Steps(List.of(), null);

  private Instant stepsAt = Instant.MIN;

  OverviewReader(
      JdbcClient jdbc,
      Edges edges,
      Orders orders,
      OrderList list,
      StepLimits limits,
      PollRows polls,
      Verdicts verdicts,
      Gate gate,
      ObjectProvider<Installation> installation,
      Environment environment,
      Clock clock) {
    this.jdbc = jdbc;
    this.edges = edges;
    this.orders = orders;
    this.list = list;
    this.limits = limits;
    this.polls = polls;
    this.verdicts = verdicts;
    this.gate = gate;
    this.installation = installation;
    this.zone = ZoneId.of(environment.getProperty("ponte.zone", "America/Sao_Paulo"));
    this.clock = clock;
  }

  private record Counted(String state, long subscription, long number, long oldest) {}

  private record Tallied(OffsetDateTime at, String what, String type, String name, long amount) {}

  private record Created(long id, OffsetDateTime createdAt) {}

  /**
   * The order clock.
   *
   * @param slowest the longest way of an order of today into the ERP; null when none went it
   */
  private record Steps(List<StepRow> rows, Duration slowest) {}

  /** Asks the ledger; of one process one thread at a time. */
  Overview read() {
    Instant now = clock.instant();
    Instant midnight = now.atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant();
    OrderList.Filter since =
        new OrderList.Filter(null, null, null, null, null, midnight, null, null);
    Count today = list.count(since);
    Map<Long, Edge> all = edges.all();
    List<Counted> counted = jdbc.sql(COUNTS).query(Counted.class).list();
    List<Tallied> tallied = tallied(now);
    List<PollRow> polled = polls.all(now);
    List<ReplicaRow> replicas = jdbc.sql(REPLICAS).query(ReplicaRow.class).list();
    List<String> faults = told(replicas);
    long accepted = accepted(midnight);
    Map<OrderClass, Long> classes = list.classes(midnight, today.value());
    if (stepsAt.isBefore(now.minus(SLOW))) {
      steps = clock(now, midnight);
      stepsAt = now;
    }
    List<EdgeRow> rows = edgeRows(all, counted, tallied, now);
    List<Edge.Rest> rests = edges.rests();
    List<Long> firstFailed =
        counted.stream()
            .filter(it -> it.state().equals("dead") || it.state().equals("parked"))
            .map(Counted::oldest)
            .toList();
    Verdict verdict =
        isConfigured(all)
            ? verdicts.of(
                new Verdicts.Known(
                    now, rows, firstFailed, rests, polled, steps.rows(), faults, replicas),
                well(today, accepted))
            : new Verdict(Tone.OFF, Sentence.of("verdict.nothing-configured"), null);
    return new Overview(
        now,
        verdict,
        today,
        accepted,
        classes,
        rows,
        sources(tallied, now),
        steps.rows(),
        polled,
        rests,
        records(),
        replicas,
        faults);
  }

  private boolean isConfigured(Map<Long, Edge> all) {
    return !all.isEmpty() || installation.stream().anyMatch(it -> !it.accounts().isEmpty());
  }

  /** With the order of today that took longest to get into the ERP. */
  private Sentence well(Count today, long accepted) {
    return steps.slowest() == null
        ? Sentence.of("verdict.well", today.value(), accepted)
        : Sentence.of("verdict.well-slowest", today.value(), accepted, steps.slowest());
  }

  private static Duration slowest(List<Clocks> week, Instant midnight) {
    return week.stream()
        .filter(it -> it.acceptedAt() != null && !it.placedAt().toInstant().isBefore(midnight))
        .map(it -> Duration.between(it.recordedAt(), it.acceptedAt()))
        .filter(it -> !it.isNegative() && !it.isZero())
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private List<Tallied> tallied(Instant now) {
    return jdbc.sql(TALLY)
        .param("since", Timestamp.from(now.minus(MINUTES, ChronoUnit.MINUTES)))
        .query(Tallied.class)
        .list();
  }

  private static List<Long> hour(Stream<Tallied> rows, Instant now) {
    Long[] minutes = new Long[MINUTES];
    Arrays.fill(minutes, 0L);
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    rows.forEach(
        it -> {
          long ago = ChronoUnit.MINUTES.between(it.at().toInstant(), minute);
          if (ago >= 0 && ago < MINUTES) {
            minutes[(int) (MINUTES - 1 - ago)] += it.amount();
          }
        });
    return List.of(minutes);
  }

  private List<SourceRow> sources(List<Tallied> tallied, Instant now) {
    Map<String, List<Tallied>> bySource =
        tallied.stream()
            .filter(it -> it.what().equals("recorded"))
            .collect(
                Collectors.groupingBy(
                    it -> it.name() + "\0" + it.type(), TreeMap::new, Collectors.toList()));
    return bySource.values().stream()
        .map(it -> new SourceRow(it.get(0).name(), it.get(0).type(), hour(it.stream(), now)))
        .toList();
  }

  private List<EdgeRow> edgeRows(
      Map<Long, Edge> all, List<Counted> counted, List<Tallied> tallied, Instant now) {
    Map<Long, List<Counted>> bySubscription =
        counted.stream().collect(Collectors.groupingBy(Counted::subscription));
    Map<Long, OffsetDateTime> created = created(counted);
    return all.values().stream()
        .map(
            it ->
                edgeRow(it, bySubscription.getOrDefault(it.id(), List.of()), created, tallied, now))
        .sorted(
            Comparator.comparingInt((EdgeRow it) -> place(it.type()))
                .thenComparing(EdgeRow::type)
                .thenComparing(EdgeRow::subscriber))
        .toList();
  }

  private static int place(String type) {
    int place = OF_ORDERS.indexOf(type);
    return place < 0 ? OF_ORDERS.size() : place;
  }

  private Map<Long, OffsetDateTime> created(List<Counted> counted) {
    List<Long> ids = counted.stream().map(Counted::oldest).toList();
    return ids.isEmpty()
        ? Map.of()
        : jdbc
            .sql("SELECT id, created_at AS createdAt FROM delivery WHERE id IN (:ids)")
            .param("ids", ids)
            .query(Created.class)
            .list()
            .stream()
            .collect(Collectors.toMap(Created::id, Created::createdAt));
  }

  private EdgeRow edgeRow(
      Edge it,
      List<Counted> counted,
      Map<Long, OffsetDateTime> created,
      List<Tallied> tallied,
      Instant now) {
    List<Counted> open =
        counted.stream()
            .filter(row -> !row.state().equals("dead") && !row.state().equals("parked"))
            .toList();
    long waiting = open.stream().mapToLong(Counted::number).sum();
    OffsetDateTime oldest =
        open.stream()
            .map(row -> created.get(row.oldest()))
            .filter(java.util.Objects::nonNull)
            .min(Comparator.comparing(OffsetDateTime::toInstant))
            .orElse(null);
    Instant drained =
        waiting == 0
            ? null
            : gate.lastOf(it.subscriber(), (waiting + it.batch() - 1) / it.batch(), it.priority())
                .filter(at -> at.isAfter(now.plusSeconds(60)))
                .orElse(null);
    return new EdgeRow(
        it.type(),
        it.subscriber(),
        waiting,
        oldest,
        number(counted, "dead"),
        number(counted, "parked"),
        hour(
            tallied.stream()
                .filter(row -> row.what().equals("delivery"))
                .filter(row -> row.type().equals(it.type()))
                .filter(row -> row.name().equals(it.subscriber())),
            now),
        drained,
        Waits.edge(it, now).map(Wait::sentence).orElse(null));
  }

  private static long number(List<Counted> counted, String state) {
    return counted.stream().filter(it -> it.state().equals(state)).mapToLong(Counted::number).sum();
  }

  private Count records() {
    return Count.of(
        jdbc.sql(
                """
                SELECT COUNT(*) FROM (
                       SELECT id FROM dead_letter WHERE ended_at IS NULL
                        FETCH FIRST 10001 ROWS ONLY) counted
                """)
            .query(Long.class)
            .single());
  }

  private long accepted(Instant since) {
    return jdbc.sql("SELECT COUNT(accepted_at) FROM order_clock WHERE placed_at >= :since")
        .param("since", Timestamp.from(since))
        .query(Long.class)
        .single();
  }

  private static List<String> told(List<ReplicaRow> replicas) {
    TreeSet<String> faults = new TreeSet<>();
    for (ReplicaRow it : replicas) {
      try {
        JSON.readTree(it.report()).path("faults").forEach(fault -> faults.add(fault.asText()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("The report of " + it.name() + " is no JSON", e);
      }
    }
    return List.copyOf(faults);
  }

  private Steps clock(Instant now, Instant midnight) {
    List<Clocks> week =
        jdbc.sql(
                Clocks.FIELDS
                    + " WHERE c.placed_at > :since ORDER BY c.placed_at DESC, c.head_id DESC"
                    + " FETCH FIRST :most ROWS ONLY")
            .param("since", Timestamp.from(now.minus(Duration.ofDays(7))))
            .param("most", MOST_CLOCKS)
            .query(Clocks.class)
            .list();
    List<StepRow> rows = new ArrayList<>();
    rows.add(step(Step.ACCEPTED, week, Clocks::recordedAt, Clocks::acceptedAt, now));
    rows.add(step(Step.INVOICED, week, Clocks::acceptedAt, Clocks::invoicedAt, now));
    rows.add(step(Step.SHIPPED, week, Clocks::invoicedAt, Clocks::shippedAt, now));
    rows.add(step(Step.ARRIVED, week, Clocks::shippedAt, Clocks::arrivedAt, now));
    return new Steps(rows, slowest(week, midnight));
  }

  private StepRow step(
      Step step,
      List<Clocks> week,
      Function<Clocks, OffsetDateTime> from,
      Function<Clocks, OffsetDateTime> to,
      Instant now) {
    long[] seconds =
        week.stream()
            .filter(it -> from.apply(it) != null && to.apply(it) != null)
            .mapToLong(
                it -> Math.max(0, Duration.between(from.apply(it), to.apply(it)).toSeconds()))
            .sorted()
            .toArray();
    boolean measured = week.stream().anyMatch(it -> orders.measured(it.origin()).contains(step));
    return new StepRow(
        step,
        part(seconds, 0.5),
        part(seconds, 0.95),
        limits.of(step),
        Count.of(list.late(step, now).size()),
        measured);
  }

  private static Duration part(long[] sorted, double part) {
    return sorted.length == 0
        ? null
        : Duration.ofSeconds(sorted[Math.min(sorted.length - 1, (int) (sorted.length * part))]);
  }
}
