package dev.ponte.ledger;

import com.zaxxer.hikari.HikariDataSource;
import dev.ponte.ledger.view.ProblemList;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.camel.Route;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A shop's history as rows, and what the ledger costs with it. */
final class YearsBench {

  private static final int DAYS = 5 * 365;
  private static final int KEPT_DAYS = 90;
  private static final int WAITING = 1_000;
  private static final int DEAD = 3_000;
  private static final int ROUNDS = 300;
  private static final int DRAINED = 3_000;

  private YearsBench() {}

  /** Five years, as housekeeping leaves them, beside a ledger of today. */
  static void fiveYears(String name, HikariDataSource database, int daily) throws Exception {
    try (LedgerNode node = new LedgerNode(new FlakyDatabase(database))) {
      History history = new History(JdbcClient.create(database), name);
      Subscription erp = node.part(Subscriptions.class).subscribe("order", "erp", "", "");
      history.dead(erp.id(), DEAD);
      GrowthBench.fill(node, 0, WAITING);
      history.analyze();
      Map<String, Double> fresh = costs(node, database, erp, 1);
      long start = System.nanoTime();
      history.orders(erp.id(), daily, DAYS - KEPT_DAYS, DAYS, false);
      history.orders(erp.id(), daily, KEPT_DAYS, KEPT_DAYS, true);
      history.analyze();
      System.out.printf(
          "%n%s: 5 years of %,d orders a day are %,d deliveries, inserted in %.0f s%n",
          name, daily, history.count("delivery"), (System.nanoTime() - start) / 1e9);
      Map<String, Double> old = costs(node, database, erp, 2);
      fresh.forEach(
          (what, millis) ->
              System.out.printf(
                  "%-10s %-44s fresh %8.2f ms, after 5 years %8.2f ms, ratio %.2f (aim: 1.20 at most)%n",
                  name, what, millis, old.get(what), old.get(what) / millis));
    }
  }

  private static Map<String, Double> costs(
      LedgerNode node, HikariDataSource database, Subscription erp, int run) throws Exception {
    Map<String, Double> costs = new LinkedHashMap<>();
    AtomicInteger number = new AtomicInteger();
    Recorder recorder = node.part(Recorder.class);
    Deliveries deliveries = node.part(Deliveries.class);
    costs.put("claim 100", GrowthBench.claimMillis(node, database, erp));
    costs.put(
        "record an order",
        median(
            () -> {
              recorder.record(Messages.order("r" + run + "-" + number.incrementAndGet()), null);
              return null;
            }));
    String cause =
        node.part(ProblemList.class).groups().stream()
            .map(ProblemList.Group::cause)
            .sorted()
            .findFirst()
            .orElseThrow();
    costs.put("problems by cause", median(node.part(ProblemList.class)::groups));
    for (String filter :
        List.of(
            "cause=" + cause + ",type=order,subscriber=erp",
            "type=order",
            "source=shop",
            "before=PT24H",
            "state=pending")) {
      costs.put("list " + filter, median(() -> deliveries.page(Filters.parse(filter), null, 50)));
    }
    String second = deliveries.page(Filters.parse("type=order"), null, 50).next();
    costs.put(
        "list, second page",
        median(() -> deliveries.page(Filters.parse("type=order"), second, 50)));
    costs.put("story of a key", median(() -> node.part(KeyHistory.class).story("r" + run + "-1")));
    costs.put("claim and finish a delivery", drain(node, run));
    return costs;
  }

  /** Without a call, so that the ledger alone counts. */
  private static double drain(LedgerNode node, int run) throws Exception {
    String subscriber = "drain" + run;
    node.part(Subscriptions.class).subscribe("product", "unused", "", "");
    CountDownLatch left = new CountDownLatch(DRAINED);
    node.gate.closedUntil = Instant.MAX;
    node.route("ledger:order-status?subscriber=" + subscriber, it -> left.countDown());
    for (int i = 0; i < DRAINED; i++) {
      node.record(
          "order-status",
          Messages.status(
              "shop", "d" + run + "-" + i, dev.ponte.canonical.OrderStatus.Status.PICKING),
          null);
    }
    long start = System.nanoTime();
    node.gate.closedUntil = null;
    left.await(10, TimeUnit.MINUTES);
    double millis = (System.nanoTime() - start) / 1e6 / DRAINED;
    node.gate.closedUntil = Instant.MAX;
    return millis;
  }

  private static double median(Supplier<Object> work) {
    double[] millis = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      work.get();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    double[] counted = Arrays.copyOfRange(millis, ROUNDS / 3, ROUNDS);
    Arrays.sort(counted);
    return counted[counted.length / 2];
  }

  /** A clock that stands where the year has come to. */
  private static final class YearClock extends Clock {
    private volatile Instant now;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  /** A year, month by month, with housekeeping each night of its end or without. */
  static void oneYear(String name, HikariDataSource database, int daily, boolean kept)
      throws Exception {
    YearClock clock = new YearClock();
    clock.now = Instant.now();
    try (LedgerNode node = new LedgerNode(new FlakyDatabase(database), clock)) {
      JdbcClient jdbc = JdbcClient.create(database);
      History history = new History(jdbc, name);
      Subscription erp = node.part(Subscriptions.class).subscribe("order", "erp", "", "");
      Subscription moovin = node.part(Subscriptions.class).subscribe("stock", "moovin", "", "");
      if (kept) {
        loadHousekeeping(node);
      }
      System.out.printf(
          "%n%s, %d orders and %d stocks a day, %s%n%5s %10s %10s %10s %10s %10s %9s%n",
          name,
          daily,
          daily * 4,
          kept ? "with housekeeping" : "without",
          "month",
          "keys",
          "messages",
          "bodies",
          "deliveries",
          "attempts",
          "MB");
      for (int month = 1; month <= 12; month++) {
        int ago = (12 - month) * 30;
        history.orders(erp.id(), daily, 30, ago + 30, true);
        history.stocks(moovin.id(), daily, 30, ago + 30, month);
        if (kept) {
          clock.now = Instant.now().minus(Duration.ofDays(ago));
          tidy(node);
        }
        System.out.printf(
            "%5d %,10d %,10d %,10d %,10d %,10d %,9.1f%n",
            month,
            history.count("head"),
            history.count("message"),
            history.count("message WHERE body IS NOT NULL"),
            history.count("delivery"),
            history.count("attempt"),
            history.megabytes(node.part(H2File.class)));
      }
    }
  }

  private static void loadHousekeeping(LedgerNode node) throws Exception {
    Properties kept = new Properties();
    Map.of(
            "finished", "90d",
            "superseded-states", "7d",
            "outcomes", "30d",
            "dead-letters", "365d",
            "differences", "90d",
            "audit", "365d",
            "bulks", "90d")
        .forEach((key, value) -> kept.put("ponte.retention." + key, value));
    node.camel().getPropertiesComponent().setInitialProperties(kept);
    PluginHelper.getRoutesLoader(node.camel())
        .loadRoutes(
            ResourceHelper.resolveMandatoryResource(
                node.camel(), "file:routes/housekeeping.camel.yaml"));
  }

  private static void tidy(LedgerNode node) {
    for (Route route : node.camel().getRoutes()) {
      if (route.getConsumer() instanceof HousekeepingConsumer consumer) {
        consumer.tick();
      }
    }
  }

  /** Rows as the ledger would have written them. */
  private static final class History {

    private static final int BLOCK = 5_000;

    private final JdbcClient jdbc;
    private final boolean postgres;
    private int number;

    History(JdbcClient jdbc, String database) {
      this.jdbc = jdbc;
      this.postgres = database.equals("PostgreSQL");
    }

    private String rows() {
      return postgres ? "generate_series(:first, :last) AS r(x)" : "SYSTEM_RANGE(:first, :last) r";
    }

    /** About so many letters that do not compress. */
    private String text(int length) {
      return postgres
          ? "(SELECT string_agg(md5(random()::text || x || g), '') FROM generate_series(1, %d) g)"
              .formatted(length / 32)
          : "RAWTOHEX(SECURE_RAND(%d))".formatted(length / 2);
    }

    /** Orders, each with a status, that were delivered; evenly over so many days. */
    void orders(long subscription, int daily, int days, int from, boolean bodies) {
      reached = jdbc.sql("SELECT COALESCE(MAX(id), 0) FROM message").query(Long.class).single();
      int all = daily * days;
      for (int first = 0; first < all; first += BLOCK) {
        int last = Math.min(all, first + BLOCK) - 1;
        String at =
            "CURRENT_TIMESTAMP - CAST(%d - CAST(x AS DOUBLE PRECISION) / %d AS DOUBLE PRECISION) * INTERVAL '1' DAY"
                .formatted(from, daily);
        for (String type : List.of("order", "order-status")) {
          String key = "'h%d-' || x".formatted(number);
          insert(
              "INSERT INTO head (type, source, origin, message_key, order_key, version, content_hash)"
                  + " SELECT '"
                  + type
                  + "', 'old', '', "
                  + key
                  + ", "
                  + key
                  + ", 1, 'f00ba4f00ba4f00ba4f00ba4f00ba4f00ba4f00ba4f00ba4f00ba4f00ba4f00b' FROM ",
              first,
              last);
          insert(
              "INSERT INTO message (head_id, version, content_hash, body, recorded_at) SELECT (SELECT id FROM head WHERE message_key = "
                  + key
                  + " AND type = '"
                  + type
                  + "' AND source = 'old' AND origin = ''), 1,"
                  + " 'f00ba4f00ba4f00ba4f00ba4f00ba4f00ba4f00ba4f00ba4f00ba4f00ba4f00b', "
                  + (bodies ? text(type.equals("order") ? 2_400 : 300) : "NULL")
                  + ", "
                  + at
                  + " FROM ",
              first,
              last);
        }
        jdbc.sql(
                "INSERT INTO delivery (subscription_id, head_id, message_id, version, state,"
                    + " previous_state, attempts, created_at, finished_at, words, progress)"
                    + " SELECT :subscription, m.head_id, m.id, 1, 'delivered', 'claimed', 1,"
                    + " m.recorded_at, m.recorded_at, 'Pedido 12345', '{\"budget\":50480,\"order\":90211}'"
                    + " FROM message m WHERE m.id > :after")
            .param("subscription", subscription)
            .param("after", reached)
            .update();
        if (bodies) {
          jdbc.sql(
                  "INSERT INTO attempt (delivery_id, started_at, ended_at, result, calls)"
                      + " SELECT d.id, d.created_at, d.finished_at, 'delivered', "
                      + text(1_200).replace("|| x", "|| d.id")
                      + " FROM delivery d WHERE d.message_id > :after")
              .param("after", reached)
              .update();
        }
        reached = jdbc.sql("SELECT MAX(id) FROM message").query(Long.class).single();
      }
      number++;
    }

    private long reached;

    /** Values of stock, four times as many as orders, of as many articles as orders a day. */
    void stocks(long subscription, int daily, int days, int from, int month) {
      reached = jdbc.sql("SELECT COALESCE(MAX(id), 0) FROM message").query(Long.class).single();
      if (month == 1) {
        insert(
            "INSERT INTO head (type, source, origin, message_key, version, content_hash)"
                + " SELECT 'stock', 'old', '', 'sku' || x, 0, '' FROM ",
            0,
            daily - 1);
      }
      int all = daily * days * 4;
      int before = all / daily * (month - 1);
      for (int first = 0; first < all; first += BLOCK) {
        int last = Math.min(all, first + BLOCK) - 1;
        insert(
            ("INSERT INTO message (head_id, version, content_hash, body, recorded_at)"
                    + " SELECT (SELECT id FROM head WHERE message_key = 'sku' || MOD(x, %1$d) AND type = 'stock'"
                    + " AND source = 'old' AND origin = ''), %2$d + x / %1$d + 1, 'f00b' || x, %3$s,"
                    + " CURRENT_TIMESTAMP - CAST(%4$d - CAST(x AS DOUBLE PRECISION) / %5$d AS DOUBLE PRECISION) * INTERVAL '1' DAY FROM ")
                .formatted(daily, before, text(200), from, daily * 4),
            first,
            last);
      }
      jdbc.sql(
              "INSERT INTO delivery (subscription_id, head_id, message_id, version, state,"
                  + " previous_state, attempts, created_at, finished_at)"
                  + " SELECT :subscription, m.head_id, m.id, m.version, 'delivered', 'claimed', 1,"
                  + " m.recorded_at, m.recorded_at FROM message m WHERE m.id > :after")
          .param("subscription", subscription)
          .param("after", reached)
          .update();
      jdbc.sql("UPDATE head SET version = :version WHERE type = 'stock'")
          .param("version", (long) before + all / daily)
          .update();
      reached = jdbc.sql("SELECT MAX(id) FROM message").query(Long.class).single();
    }

    /** What needs a person. */
    void dead(long subscription, int many) {
      orders(subscription, many, 1, 2, true);
      jdbc.sql("UPDATE head SET source = 'shop'").update();
      jdbc.sql(
              "UPDATE delivery SET state = 'dead', previous_state = 'claimed', failure_class = 'rejected',"
                  + " words = 'No carrier for Jadlog', cause = 'erp.cause-' || MOD(id, 20)")
          .update();
    }

    private void insert(String sql, int first, int last) {
      jdbc.sql(sql + rows()).param("first", first).param("last", last).update();
    }

    long count(String table) {
      return jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
    }

    void analyze() {
      jdbc.sql("ANALYZE").update();
    }

    /** After what a night does: compaction, or autovacuum. */
    double megabytes(H2File file) throws Exception {
      if (postgres) {
        jdbc.sql("VACUUM").update();
        return jdbc.sql("SELECT pg_database_size(current_database())").query(Long.class).single()
            / 1048576.0;
      }
      file.compact();
      return jdbc.sql(
                  "SELECT CAST(SETTING_VALUE AS BIGINT) FROM INFORMATION_SCHEMA.SETTINGS"
                      + " WHERE SETTING_NAME = 'info.FILE_SIZE'")
              .query(Long.class)
              .single()
          / 1048576.0;
    }
  }
}
