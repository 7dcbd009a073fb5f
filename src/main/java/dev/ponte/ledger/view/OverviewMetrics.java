package dev.ponte.ledger.view;

import dev.ponte.delivery.Installation;
import dev.ponte.ledger.view.Overview.EdgeRow;
import dev.ponte.ledger.view.Overview.PollRow;
import dev.ponte.ledger.view.Overview.StepRow;
import dev.ponte.metrics.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The overview as metrics, the same on all replicas. A scrape gets what is known already and never
 * asks the ledger; while scrapes come, one thread reads the overview four times a minute. Without
 * the database the values stay, and their age grows.
 */
@Component
class OverviewMetrics implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(OverviewMetrics.class);
  private static final int PERIOD_SECONDS = 15;
  private static final int LAST_SECONDS = 20;
  private static final Duration SCRAPED = Duration.ofMinutes(5);

  private static final String DEAD_LETTERS =
      """
      SELECT COALESCE(source, 'unknown') AS source, COUNT(*) AS number FROM (
             SELECT source FROM dead_letter WHERE ended_at IS NULL
              FETCH FIRST 10000 ROWS ONLY) counted
       GROUP BY COALESCE(source, 'unknown')
      """;

  private final Overviews overviews;
  private final JdbcClient jdbc;
  private final ObjectProvider<Installation> installation;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Instant startedAt;
  private final Map<Metric, MultiGauge> gauges = new EnumMap<>(Metric.class);
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(OverviewMetrics::thread);
  private volatile Instant scrapedAt = Instant.MIN;

  /** Null until it was read. */
  private volatile Instant readAt;

  OverviewMetrics(
      Overviews overviews,
      JdbcClient jdbc,
      ObjectProvider<Installation> installation,
      MeterRegistry meters,
      Clock clock) {
    this.overviews = overviews;
    this.jdbc = jdbc;
    this.installation = installation;
    this.meters = meters;
    this.clock = clock;
    this.startedAt = clock.instant();
    Metric.SNAPSHOT_AGE.gauge(meters, this::age);
    timer.scheduleWithFixedDelay(this::run, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  private record Letters(String source, long number) {}

  /** Who asks for it scrapes; the first who does is answered at the next scrape. */
  private double age() {
    Instant now = clock.instant();
    boolean first = scrapedAt.isBefore(now.minus(SCRAPED));
    scrapedAt = now;
    if (first && !timer.isShutdown()) {
      timer.execute(this::run);
    }
    return Duration.between(readAt == null ? startedAt : readAt, now).toMillis() / 1000.0;
  }

  private void run() {
    if (scrapedAt.isBefore(clock.instant().minus(SCRAPED))) {
      return;
    }
    try {
      show(overviews.glance(), jdbc.sql(DEAD_LETTERS).query(Letters.class).list());
    } catch (RuntimeException e) {
      LOG.debug("The overview could not be read, tries again", e);
    }
  }

  private void show(Overview it, List<Letters> letters) {
    edges(Metric.BACKLOG, it, EdgeRow::waiting);
    edges(Metric.OLDEST, it, row -> seconds(row.oldest(), it.at()));
    edges(
        Metric.DRAIN,
        it,
        row -> row.drained() == null ? 0 : seconds(Duration.between(it.at(), row.drained())));
    edges(Metric.DEAD, it, EdgeRow::dead);
    edges(Metric.PARKED, it, EdgeRow::parked);
    letters(letters);
    connections(Metric.PAUSED, it, rest -> rest.isOf("person"));
    connections(Metric.TROUBLE, it, rest -> !rest.isOf("person"));
    rows(
        Metric.POLL_OVERDUE,
        it.polls().stream()
            .map(
                row ->
                    row(Metric.POLL_OVERDUE, overdue(row, it.at()), row.connection(), row.name()))
            .toList());
    rows(
        Metric.OVER_LIMIT,
        it.clock().stream()
            .map(row -> row(Metric.OVER_LIMIT, row.over().value(), row.step().word()))
            .toList());
    rows(Metric.STEP, it.clock().stream().flatMap(row -> steps(row).stream()).toList());
    rows(Metric.FLOW_FAULTS, List.of(row(Metric.FLOW_FAULTS, it.faults().size())));
    readAt = it.at();
  }

  /** Of connections without any it says so too. */
  private void letters(List<Letters> letters) {
    Map<String, Long> bySource = new TreeMap<>();
    accounts().forEach(it -> bySource.put(it, 0L));
    letters.forEach(it -> bySource.put(it.source(), it.number()));
    rows(
        Metric.DEAD_LETTERS,
        bySource.entrySet().stream()
            .map(it -> row(Metric.DEAD_LETTERS, it.getValue(), it.getKey()))
            .toList());
  }

  private void edges(Metric metric, Overview overview, ToDoubleFunction<EdgeRow> value) {
    rows(
        metric,
        overview.edges().stream()
            .map(it -> row(metric, value.applyAsDouble(it), it.type(), it.subscriber()))
            .toList());
  }

  private void connections(Metric metric, Overview overview, Predicate<Edge.Rest> rests) {
    rows(
        metric,
        accounts()
            .map(
                name ->
                    row(
                        metric,
                        overview.rests().stream()
                                .anyMatch(it -> it.connection().equals(name) && rests.test(it))
                            ? 1
                            : 0,
                        name))
            .toList());
  }

  private Stream<String> accounts() {
    return installation.stream()
        .flatMap(it -> it.accounts().stream())
        .map(Installation.Account::name);
  }

  private static List<MultiGauge.Row<Number>> steps(StepRow it) {
    List<MultiGauge.Row<Number>> rows = new ArrayList<>();
    if (it.median() != null) {
      rows.add(row(Metric.STEP, seconds(it.median()), it.step().word(), "0.5"));
    }
    if (it.slow() != null) {
      rows.add(row(Metric.STEP, seconds(it.slow()), it.step().word(), "0.95"));
    }
    return rows;
  }

  /** Since it should have run last, once more than patience is asked for. */
  private double overdue(PollRow it, Instant now) {
    if (!it.overdue()) {
      return 0;
    }
    Instant good = it.goodAt() == null ? startedAt : it.goodAt().toInstant();
    Duration interval = it.interval() == null ? Duration.ZERO : it.interval();
    return Math.max(0, seconds(Duration.between(good.plus(interval), now)));
  }

  private void rows(Metric metric, List<MultiGauge.Row<Number>> rows) {
    gauges.computeIfAbsent(metric, it -> it.rows(meters)).register(List.copyOf(rows), true);
  }

  private static MultiGauge.Row<Number> row(Metric metric, double value, String... labels) {
    return MultiGauge.Row.of(metric.tags(labels), value);
  }

  private static double seconds(OffsetDateTime since, Instant now) {
    return since == null ? 0 : Math.max(0, seconds(Duration.between(since.toInstant(), now)));
  }

  private static double seconds(Duration span) {
    return span.toMillis() / 1000.0;
  }

  @Override
  public void destroy() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "metrics");
    thread.setDaemon(true);
    return thread;
  }
}
