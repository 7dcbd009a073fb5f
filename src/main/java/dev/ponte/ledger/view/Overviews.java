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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps an overview while somebody looks at it: within a minute of the last look one thread reads
 * it anew every five seconds, and what changes slowly once a minute. However many look, the ledger
 * is asked once.
 */
@Component
public class Overviews implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Overviews.class);
  private static final int PERIOD_SECONDS = 5;
  private static final int LAST_SECONDS = 20;
  private static final int MINUTES = 60;
  private static final Duration LOOKED = Duration.ofMinutes(1);
  private static final Duration SLOW = Duration.ofMinutes(1);

  /** While somebody looks it is not older, unless the database is away. */
  private static final Duration FRESH = Duration.ofSeconds(3L * PERIOD_SECONDS);

  /** What is older says nothing of how it is now. */
  private static final Duration STALE = Duration.ofSeconds(30);

  private static final int INTERVALS = 3;
  private static final Duration SHORTEST_PATIENCE = Duration.ofMinutes(2);

  /** Of a poll that nothing is wrong with: it waits for its share of a quota. */
  private static final Duration PATIENCE_WITH_SHARES = Duration.ofMinutes(15);

  private static final int MOST_CLOCKS = 50_000;
  private static final String ORDERS = "orders";
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

  private static final String POLLS =
      """
      SELECT connection, name, began_at AS beganAt, ended_at AS endedAt, good_at AS goodAt, error
        FROM poll WHERE connection <> 'ponte' ORDER BY connection, name
      """;

  private static final String REPLICAS =
      """
      SELECT name, version, started_at AS startedAt, seen_at AS seenAt, report FROM replica
       WHERE seen_at > CURRENT_TIMESTAMP - 30 * INTERVAL '1' SECOND ORDER BY started_at, name
      """;

  private static final String FIRST_PROBLEM =
      DeliveryRow.FIELDS + " WHERE d.id IN (:ids) ORDER BY d.id FETCH FIRST 1 ROWS ONLY";

  private static final String NEEDING =
      """
      SELECT COUNT(DISTINCT h.origin || '/' || h.order_key) AS number,
             MIN(d.finished_at) AS oldest
        FROM (SELECT head_id, finished_at FROM delivery WHERE state IN ('dead', 'parked')
               FETCH FIRST 10000 ROWS ONLY) d
        JOIN head h ON h.id = d.head_id
       WHERE h.order_key IS NOT NULL
      """;

  /** A record of which nobody knows what it is may be an order. */
  private static final String UNREAD_ORDERS =
      """
      SELECT COUNT(DISTINCT COALESCE(source, '') || '/'
                            || COALESCE(message_key, CAST(id AS VARCHAR(20)))) AS number,
             MIN(recorded_at) AS oldest
        FROM (SELECT id, source, message_key, recorded_at FROM dead_letter
               WHERE ended_at IS NULL AND (type = 'order' OR type IS NULL)
               FETCH FIRST 10000 ROWS ONLY) unread
      """;

  private static final String OTHER_RECORDS =
      """
      SELECT COUNT(*) FROM (
             SELECT id FROM dead_letter WHERE ended_at IS NULL AND type <> 'order'
              FETCH FIRST 10000 ROWS ONLY) counted
      """;

  private static final String FIRST_UNREAD =
      LetterRow.FIELDS
          + """
             WHERE ended_at IS NULL AND (type = 'order' OR type IS NULL)
             ORDER BY recorded_at, id FETCH FIRST 1 ROWS ONLY
            """;

  private final JdbcClient jdbc;
  private final Edges edges;
  private final Orders orders;
  private final OrderList list;
  private final StepLimits limits;
  private final Gate gate;
  private final ObjectProvider<Installation> installation;
  private final ZoneId zone;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Overviews::thread);
  private volatile Instant looked = Instant.MIN;
  private volatile Instant failedSince;
  private volatile Overview last;
  private List<StepRow> steps = List.of();
  private Instant stepsAt = Instant.MIN;

  Overviews(
      JdbcClient jdbc,
      Edges edges,
      Orders orders,
      OrderList list,
      StepLimits limits,
      Gate gate,
      ObjectProvider<Installation> installation,
      Environment environment,
      Clock clock) {
    this.jdbc = jdbc;
    this.edges = edges;
    this.orders = orders;
    this.list = list;
    this.limits = limits;
    this.gate = gate;
    this.installation = installation;
    this.zone = ZoneId.of(environment.getProperty("ponte.zone", "America/Sao_Paulo"));
    this.clock = clock;
    timer.scheduleWithFixedDelay(this::run, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private record Counted(String state, long subscription, long number, long oldest) {}

  private record Tallied(OffsetDateTime at, String what, String type, String name, long amount) {}

  private record Polled(
      String connection,
      String name,
      OffsetDateTime beganAt,
      OffsetDateTime endedAt,
      OffsetDateTime goodAt,
      String error) {}

  private record Needing(long number, OffsetDateTime oldest) {}

  private record Created(long id, OffsetDateTime createdAt) {}

  /**
   * How it is, read within the last seconds; the first look reads it. Without the database it is
   * what was read last, and its verdict says so.
   *
   * @throws RuntimeException when the database is away and nothing was read before
   */
  public Overview look() {
    Instant now = clock.instant();
    looked = now;
    if (last == null || failedSince == null && last.at().isBefore(now.minus(FRESH))) {
      try {
        read();
      } catch (RuntimeException away) {
        if (last == null) {
          throw away;
        }
      }
    }
    Overview known = last;
    return isStale(known, now) ? away(known) : known;
  }

  /** How many deliveries and records need a person; null while that is not known of now. */
  public Long problems() {
    looked = clock.instant();
    Overview known = last;
    if (known == null || isStale(known, looked)) {
      return null;
    }
    return known.records().value()
        + known.edges().stream().mapToLong(it -> it.dead() + it.parked()).sum();
  }

  private boolean isStale(Overview known, Instant now) {
    return known.at().isBefore(now.minus(STALE));
  }

  private Overview away(Overview it) {
    Instant since = failedSince == null ? it.at() : failedSince;
    return new Overview(
        it.at(),
        new Verdict(Tone.TROUBLE, Sentence.of("verdict.ledger-away", since), null),
        it.today(),
        it.accepted(),
        it.classes(),
        it.edges(),
        it.sources(),
        it.clock(),
        it.polls(),
        it.rests(),
        it.records(),
        it.replicas(),
        it.faults());
  }

  @Override
  public void destroy() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "console-overview");
    thread.setDaemon(true);
    return thread;
  }

  private void run() {
    if (looked.isBefore(clock.instant().minus(LOOKED))) {
      return;
    }
    try {
      read();
    } catch (RuntimeException e) {
      LOG.debug("The overview could not be read, tries again", e);
    }
  }

  /** Of several who look at once one reads. */
  private synchronized void read() {
    Overview known = last;
    if (known != null && !known.at().isBefore(clock.instant().minusSeconds(PERIOD_SECONDS / 2))) {
      return;
    }
    try {
      last = readNow();
      failedSince = null;
    } catch (RuntimeException e) {
      failedSince = failedSince == null ? clock.instant() : failedSince;
      throw e;
    }
  }

  private Overview readNow() {
    Instant now = clock.instant();
    Instant midnight = now.atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant();
    OrderList.Filter since =
        new OrderList.Filter(null, null, null, null, null, midnight, null, null);
    Count today = list.count(since);
    Map<Long, Edge> all = edges.all();
    List<Counted> counted = jdbc.sql(COUNTS).query(Counted.class).list();
    List<Tallied> tallied = tallied(now);
    List<PollRow> polls = polls(now);
    List<ReplicaRow> replicas = jdbc.sql(REPLICAS).query(ReplicaRow.class).list();
    List<String> faults = told(replicas);
    long accepted = accepted(midnight);
    Map<OrderClass, Long> classes = list.classes(midnight, today.value());
    if (stepsAt.isBefore(now.minus(SLOW))) {
      steps = steps(now);
      stepsAt = now;
    }
    List<EdgeRow> rows = edgeRows(all, counted, tallied, now);
    Verdict verdict = verdict(now, rows, counted, polls, faults, replicas, today, accepted, all);
    return new Overview(
        now,
        verdict,
        today,
        accepted,
        classes,
        rows,
        sources(tallied, now),
        steps,
        polls,
        edges.rests(),
        records(),
        replicas,
        faults);
  }

  private Verdict verdict(
      Instant now,
      List<EdgeRow> rows,
      List<Counted> counted,
      List<PollRow> polls,
      List<String> faults,
      List<ReplicaRow> replicas,
      Count today,
      long accepted,
      Map<Long, Edge> all) {
    List<Installation.Account> accounts = accounts();
    if (accounts.isEmpty() && all.isEmpty()) {
      return new Verdict(Tone.OFF, Sentence.of("verdict.nothing-configured"), null);
    }
    return trouble(rows, polls)
        .or(() -> persons(counted))
        .or(this::over)
        .or(() -> overdue(polls))
        .or(() -> faults(faults))
        .orElseGet(() -> well(polls, isStarting(replicas, now), today, accepted));
  }

  /** A connection that orders come from or go to. */
  private Optional<Verdict> trouble(List<EdgeRow> rows, List<PollRow> polls) {
    TreeSet<String> wanted = new TreeSet<>();
    polls.stream()
        .filter(it -> it.name().equals(ORDERS))
        .forEach(it -> wanted.add(it.connection()));
    rows.stream()
        .filter(it -> it.type().equals("order"))
        .forEach(it -> wanted.add(it.subscriber()));
    return edges.rests().stream()
        .filter(it -> wanted.contains(it.connection()))
        .filter(it -> it.isOf("person") || it.isOf("connection"))
        .findFirst()
        .map(
            it -> {
              long waiting =
                  rows.stream()
                      .filter(row -> row.subscriber().equals(it.connection()))
                      .mapToLong(EdgeRow::waiting)
                      .sum();
              return it.isOf("person")
                  ? new Verdict(
                      Tone.WAITS,
                      Sentence.of(
                          "verdict.paused",
                          it.connection(),
                          it.who(),
                          it.since(),
                          it.reason(),
                          waiting),
                      null)
                  : new Verdict(
                      Tone.TROUBLE,
                      Sentence.of(
                          "verdict.trouble", it.connection(), it.since(), it.reason(), waiting),
                      null);
            });
  }

  /** Orders of which something was refused or parked, and orders that nobody could read. */
  private Optional<Verdict> persons(List<Counted> counted) {
    List<Long> first =
        counted.stream()
            .filter(it -> it.state().equals("dead") || it.state().equals("parked"))
            .map(Counted::oldest)
            .toList();
    Needing needing =
        first.isEmpty() ? new Needing(0, null) : jdbc.sql(NEEDING).query(Needing.class).single();
    Needing unread = jdbc.sql(UNREAD_ORDERS).query(Needing.class).single();
    if (needing.number() > 0) {
      Sentence sentence =
          unread.number() == 0
              ? Sentence.of("verdict.persons", needing.number(), needing.oldest())
              : Sentence.of(
                  "verdict.persons-and-unread",
                  needing.number(),
                  needing.oldest(),
                  unread.number(),
                  unread.oldest());
      return Optional.of(new Verdict(Tone.PERSON, sentence, problem(first)));
    }
    if (unread.number() > 0) {
      return Optional.of(
          new Verdict(
              Tone.PERSON,
              Sentence.of("verdict.unread", unread.number(), unread.oldest()),
              jdbc.sql(FIRST_UNREAD)
                  .query(LetterRow.class)
                  .optional()
                  .map(LetterRow::titleOfSource)
                  .orElse(null)));
    }
    return Optional.empty();
  }

  private Sentence problem(List<Long> first) {
    return jdbc.sql(FIRST_PROBLEM).param("ids", first).query(DeliveryRow.class).list().stream()
        .findFirst()
        .map(Overviews::titled)
        .orElse(null);
  }

  /** A target's own words begin with its name. */
  private static Sentence titled(DeliveryRow it) {
    Sentence title = CauseText.title(it);
    return CauseText.isNamed(it.cause())
        ? Sentence.of("verdict.cause", it.subscriber(), title)
        : title;
  }

  private Optional<Verdict> over() {
    return steps.stream()
        .filter(it -> it.over().value() > 0)
        .findFirst()
        .map(
            it ->
                new Verdict(
                    Tone.WAITS,
                    Sentence.of("verdict.over." + it.step().word(), it.over().value(), it.limit()),
                    null));
  }

  private static Optional<Verdict> overdue(List<PollRow> polls) {
    return polls.stream()
        .filter(PollRow::overdue)
        .min(Comparator.comparing(it -> it.name().equals(ORDERS) ? 0 : 1))
        .map(
            it ->
                new Verdict(
                    Tone.TROUBLE,
                    Sentence.of(
                        it.goodAt() == null ? "verdict.never-polled" : "verdict.overdue",
                        it.connection(),
                        it.name(),
                        it.goodAt(),
                        it.error()),
                    null));
  }

  private static Optional<Verdict> faults(List<String> faults) {
    return faults.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Verdict(
                Tone.TROUBLE, Sentence.of("verdict.faults", faults.size(), faults.get(0)), null));
  }

  /** Whether no process has been there for long enough to have polled. */
  private static boolean isStarting(List<ReplicaRow> replicas, Instant now) {
    return !replicas.isEmpty()
        && replicas.stream()
            .allMatch(it -> it.startedAt().toInstant().isAfter(now.minus(SHORTEST_PATIENCE)));
  }

  /** Green only while each poll of orders is known to go well. */
  private Verdict well(List<PollRow> polls, boolean starting, Count today, long accepted) {
    List<PollRow> ofOrders = polls.stream().filter(it -> it.name().equals(ORDERS)).toList();
    boolean known =
        !(ofOrders.isEmpty() && starting)
            && ofOrders.stream().allMatch(it -> it.goodAt() != null && it.error() == null);
    return new Verdict(
        known ? Tone.WELL : Tone.OFF,
        Sentence.of(known ? "verdict.well" : "verdict.not-known-yet", today.value(), accepted),
        others());
  }

  /** Records that are no orders and were not understood; null when there are none. */
  private Sentence others() {
    long others = jdbc.sql(OTHER_RECORDS).query(Long.class).single();
    return others == 0 ? null : Sentence.of("verdict.others", others);
  }

  private List<Installation.Account> accounts() {
    return installation.stream().findFirst().map(Installation::accounts).orElse(List.of());
  }

  private List<PollRow> polls(Instant now) {
    Map<String, Map<String, Duration>> intervals =
        accounts().stream()
            .collect(
                Collectors.toMap(
                    Installation.Account::name, Installation.Account::intervals, (a, b) -> a));
    Map<String, Boolean> resting = new HashMap<>();
    edges.rests().stream()
        .filter(it -> it.isOf("person"))
        .forEach(it -> resting.put(it.connection(), true));
    return jdbc.sql(POLLS).query(Polled.class).list().stream()
        .filter(it -> intervals.isEmpty() || intervals.containsKey(it.connection()))
        .map(
            it -> {
              Duration interval = intervals.getOrDefault(it.connection(), Map.of()).get(it.name());
              boolean quiet =
                  resting.containsKey(it.connection())
                      || gate.closedUntil(it.connection(), 1).isPresent();
              return new PollRow(
                  it.connection(),
                  it.name(),
                  it.beganAt(),
                  it.endedAt(),
                  it.goodAt(),
                  it.error(),
                  interval,
                  !quiet && isOverdue(it, interval, now));
            })
        .toList();
  }

  private static boolean isOverdue(Polled it, Duration interval, Instant now) {
    if (it.goodAt() == null) {
      return it.error() != null;
    }
    if (interval == null) {
      return false;
    }
    Duration patience = interval.multipliedBy(INTERVALS);
    Duration least = it.error() == null ? PATIENCE_WITH_SHARES : SHORTEST_PATIENCE;
    if (patience.compareTo(least) < 0) {
      patience = least;
    }
    return it.goodAt().toInstant().plus(patience).isBefore(now);
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

  private List<StepRow> steps(Instant now) {
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
    return rows;
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
