package dev.ponte.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All that Ponte measures. Labels are names of the installation, never of an order or a person, so
 * that there are no more rows than edges, calls and polls.
 */
public enum Metric {
  BACKLOG(
      Kind.GAUGE, "ponte.backlog", "Deliveries that wait or are being sent", "type", "subscriber"),
  OLDEST(
      Kind.SECONDS,
      "ponte.oldest",
      "For how long the oldest of the backlog has been waiting; 0 when nothing waits",
      "type",
      "subscriber"),
  DRAIN(
      Kind.SECONDS,
      "ponte.drain",
      "Until the last of the backlog can be sent by the quota; 0 for within a minute",
      "type",
      "subscriber"),
  DEAD(Kind.GAUGE, "ponte.dead", "Deliveries that were refused or given up", "type", "subscriber"),
  PARKED(
      Kind.GAUGE,
      "ponte.parked",
      "Deliveries that only a person can tell or do",
      "type",
      "subscriber"),
  DEAD_LETTERS(
      Kind.GAUGE,
      "ponte.dead.letters",
      "Records not understood that need somebody, 10,000 at most",
      "source"),
  TROUBLE(
      Kind.GAUGE,
      "ponte.connection.trouble",
      "1 while the connection, a side host or one of its permissions rests after failures",
      "connection"),
  PAUSED(Kind.GAUGE, "ponte.connection.paused", "1 while a person has paused it", "connection"),
  POLL_OVERDUE(
      Kind.SECONDS,
      "ponte.poll.overdue",
      "For how long the poll should have gone well; 0 within three intervals, or 15 minutes of"
          + " waiting for its share, and while its connection rests",
      "connection",
      "poll"),
  OVER_LIMIT(
      Kind.GAUGE,
      "ponte.orders.over.limit",
      "Orders that wait for the step for longer than ponte.console.limits allow",
      "step"),
  STEP(
      Kind.SECONDS,
      "ponte.order.step",
      "How long the step took in the orders of a week: half of them, and 95 of 100, took no"
          + " longer",
      "step",
      "quantile"),
  FLOW_FAULTS(
      Kind.GAUGE, "ponte.flow.faults", "Files of flows, and connections, that are left out"),
  SNAPSHOT_AGE(
      Kind.SECONDS,
      "ponte.snapshot.age",
      "Age of what the metrics of the ledger say; grows while the database is away"),
  QUOTA_USED(Kind.GAUGE, "ponte.quota.used", "Calls used of the window", "connection", "window"),
  QUOTA_LEFT(Kind.GAUGE, "ponte.quota.left", "Calls left in the window", "connection", "window"),
  QUOTA_RESET(
      Kind.GAUGE, "ponte.quota.reset", "Seconds until the window turns", "connection", "window"),
  STOCK_OLDEST(
      Kind.SECONDS,
      "ponte.stock.oldest",
      "Age of the oldest reading of an item's stock",
      "connection"),
  VTEX_FEED_QUANTITY(
      Kind.GAUGE,
      "ponte.vtex.feed.quantity",
      "Events that wait at VTEX, as of the last quarter of an hour",
      "connection"),
  VTEX_FEED_AGE(
      Kind.SECONDS,
      "ponte.vtex.feed.age",
      "Age of the oldest event that waits at VTEX, as of the last quarter of an hour",
      "connection"),
  RECORDED(
      Kind.COUNTER,
      "ponte.recorded",
      "Versions of messages that were recorded by this process",
      "type",
      "source"),
  DELIVERIES(
      Kind.TIMER,
      "ponte.deliveries",
      "Attempts of this process that ended",
      "type",
      "subscriber",
      "result"),
  API_CALLS(
      Kind.BUCKETS,
      "ponte.api.calls",
      "Calls of this process; class is ok or the failure class",
      "connection",
      "operation",
      "class"),
  API_UNREADABLE(
      Kind.COUNTER,
      "ponte.api.unreadable",
      "Answers with a good status that could not be read",
      "connection",
      "operation"),
  DIFFERENCES(
      Kind.COUNTER,
      "ponte.differences",
      "What a connection held otherwise than it had acknowledged",
      "connection",
      "type"),
  AUDIT(Kind.COUNTER, "ponte.audit", "Acts of persons, refused ones too", "verb");

  /** How it is measured. */
  public enum Kind {
    COUNTER("counter", "_total"),
    TIMER("summary", "_seconds"),
    /** A timer of which shares can be computed. */
    BUCKETS("histogram", "_seconds"),
    GAUGE("gauge", ""),
    /** A gauge of seconds. */
    SECONDS("gauge", "_seconds");

    private final String prometheus;
    private final String suffix;

    Kind(String prometheus, String suffix) {
      this.prometheus = prometheus;
      this.suffix = suffix;
    }

    /** What Prometheus calls it. */
    public String prometheus() {
      return prometheus;
    }
  }

  private static final String SECONDS = "seconds";

  private static final Duration[] BUCKETS =
      Stream.of(100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final Kind kind;
  private final String id;
  private final String text;
  private final List<String> labels;

  Metric(Kind kind, String id, String text, String... labels) {
    this.kind = kind;
    this.id = id;
    this.text = text;
    this.labels = List.of(labels);
  }

  public Kind kind() {
    return kind;
  }

  /** Its name among the meters. */
  public String id() {
    return id;
  }

  /** Its name in a scrape; a timer's rows end in {@code _count}, {@code _sum} and so on besides. */
  public String exposed() {
    return id.replace('.', '_') + kind.suffix;
  }

  /** What it says. */
  public String text() {
    return text;
  }

  public List<String> labels() {
    return labels;
  }

  /**
   * One row's labels.
   *
   * @param values of the labels, in their order
   */
  public Tags tags(String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException("%s has the labels %s".formatted(id, labels));
    }
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(labels.get(i), values[i]);
    }
    return tags;
  }

  /** The counter of these values, made when it is new. */
  public Counter counter(MeterRegistry meters, String... values) {
    return Counter.builder(id).description(text).tags(tags(values)).register(meters);
  }

  /** The timer of these values, made when it is new. */
  public Timer timer(MeterRegistry meters, String... values) {
    Timer.Builder timer = Timer.builder(id).description(text).tags(tags(values));
    return (kind == Kind.BUCKETS ? timer.serviceLevelObjectives(BUCKETS) : timer).register(meters);
  }

  /** Has a value asked for at each scrape. */
  public void gauge(MeterRegistry meters, Supplier<Number> value, String... values) {
    Gauge.builder(id, value)
        .description(text)
        .baseUnit(kind == Kind.SECONDS ? SECONDS : null)
        .tags(tags(values))
        .register(meters);
  }

  /** A gauge whose rows come and go. */
  public MultiGauge rows(MeterRegistry meters) {
    return MultiGauge.builder(id)
        .description(text)
        .baseUnit(kind == Kind.SECONDS ? SECONDS : null)
        .register(meters);
  }
}
