package dev.ponte.console;

import dev.ponte.kit.Hub;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.VtexSimulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What each page and each live part costs when the ledger holds a million messages, 20,000 that
 * wait, and 3,000 or 100,000 that are dead, on both databases. Run it with {@code bench/console
 * pages}; the system property {@code ponte.bench.messages} makes it smaller.
 */
public final class ConsoleBench {

  private static final int MESSAGES = Integer.getInteger("ponte.bench.messages", 1_000_000);

  /** Each has three statuses beside itself. */
  private static final int ORDERS = MESSAGES / 4;

  private static final int WAITING = MESSAGES / 50;
  private static final int FEW = Math.max(20, MESSAGES * 3 / 1_000);
  private static final int MANY = MESSAGES / 10;
  private static final int STOCKS = Math.max(20, MESSAGES / 50);
  private static final int BLOCK = 10_000;
  private static final int WARM_UP = 15;
  private static final int ROUNDS = 45;
  private static final double MOST_MEDIAN = 300;
  private static final double MOST_P95 = 800;

  private static final String KEY = "'1' || LPAD(CAST(x AS VARCHAR(12)), 12, '0') || '-01'";
  private static final String NUMBER = "CAST(SUBSTRING(h.order_key, 2, 12) AS BIGINT)";

  private final Hub hub;
  private final JdbcClient jdbc;
  private final Visitor visitor;
  private final String name;
  private final boolean postgres;
  private boolean slow;

  private ConsoleBench(Hub hub, String name) {
    this.hub = hub;
    this.jdbc = hub.part(JdbcClient.class);
    this.name = name;
    this.postgres = name.equals("PostgreSQL");
    this.visitor = new Visitor("http://localhost:" + hub.port()).login("bench", "bench");
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("ponte-console");
    boolean slow =
        on("H2", "jdbc:h2:file:" + folder.resolve("ponte") + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000");
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
      slow |= on("PostgreSQL", server.getJdbcUrl("postgres", "postgres"));
    }
    try (var files = Files.list(folder)) {
      files.forEach(it -> it.toFile().delete());
    }
    System.exit(slow ? 1 : 0);
  }

  private static boolean on(String name, String url) throws IOException {
    VtexSimulator vtex = new VtexSimulator(0);
    FoccoSimulator focco = new FoccoSimulator(0);
    vtex.start();
    focco.start();
    try (Hub hub =
        new Hub()
            .set("spring.datasource.url", url)
            .set("spring.datasource.username", name.equals("H2") ? "sa" : "postgres")
            .set("spring.security.user.name", "bench")
            .set("spring.security.user.password", "bench")
            .connect("vtex", vtex)
            .connect("focco", focco)
            .routes(Files.createTempDirectory("ponte-no-routes"))) {
      hub.start();
      ConsoleBench bench = new ConsoleBench(hub, name);
      bench.fill();
      bench.measure(FEW);
      bench.measure(MANY);
      return bench.slow;
    } finally {
      vtex.close();
      focco.close();
    }
  }

  private void fill() {
    long start = System.nanoTime();
    for (String it :
        List.of(
            "('order', 'focco', CURRENT_TIMESTAMP)",
            "('order-status', 'vtex', CURRENT_TIMESTAMP)",
            "('stock', 'vtex', CURRENT_TIMESTAMP)")) {
      run("INSERT INTO subscription (type, subscriber, served_at) VALUES " + it);
    }
    for (int first = 0; first < ORDERS; first += BLOCK) {
      block(first, Math.min(ORDERS, first + BLOCK) - 1);
    }
    stocks();
    run(
        "INSERT INTO tally (at, what, type, name, amount, result)"
            + " SELECT DATE_TRUNC('minute', CURRENT_TIMESTAMP) - x * INTERVAL '1' MINUTE, w.what,"
            + " w.type, w.name, 4, w.result FROM "
            + rows(0, 8 * 24 * 60)
            + ", (VALUES ('recorded', 'order', 'vtex', ''), ('delivery', 'order', 'focco',"
            + " 'delivered'), ('recorded', 'order-status', 'focco', ''), ('delivery',"
            + " 'order-status', 'vtex', 'delivered')) w(what, type, name, result)");
    run(
        "INSERT INTO audit (at, who, role, via, verb, object_type, object, result)"
            + " SELECT CURRENT_TIMESTAMP - (20000 - x) * INTERVAL '1' SECOND, 'ana', 'operator',"
            + " 'console', 'retry', 'delivery', CAST(x AS VARCHAR(12)), 'done' FROM "
            + rows(0, 20_000));
    run(
        "UPDATE delivery SET state = 'pending', due_at = CURRENT_TIMESTAMP, finished_at = NULL"
            + " WHERE id IN (SELECT d.id FROM delivery d JOIN subscription s"
            + " ON s.id = d.subscription_id WHERE s.subscriber = 'vtex' ORDER BY d.id DESC"
            + " FETCH FIRST %d ROWS ONLY)".formatted(WAITING));
    System.out.printf(
        "%n%s: %,d messages, %,d deliveries, %,d terms, filled in %.0f s%n",
        name,
        count("message"),
        count("delivery"),
        count("search_term"),
        (System.nanoTime() - start) / 1e9);
  }

  /** Orders as the ledger would have written them, one each 31 s until now. */
  private void block(int first, int last) {
    long before = jdbc.sql("SELECT COALESCE(MAX(id), 0) FROM head").query(Long.class).single();
    String at =
        "CURRENT_TIMESTAMP - (%d - CAST(%s AS INTEGER)) * INTERVAL '1' SECOND"
            .formatted(ORDERS * 31, "31 * " + NUMBER);
    run(
        "INSERT INTO head (type, source, origin, message_key, order_key, version, content_hash)"
            + " SELECT 'order', 'vtex', 'vtex', %1$s, %1$s, 1, 'f00b' FROM ".formatted(KEY)
            + rows(first, last));
    run(
        "INSERT INTO head (type, source, origin, message_key, order_key, version, content_hash)"
            + " SELECT 'order-status', 'focco', 'vtex', %1$s, %1$s, 3, 'f00b' FROM ".formatted(KEY)
            + rows(first, last));
    run(
        "INSERT INTO message (head_id, version, content_hash, recorded_at)"
            + " SELECT h.id, r.x, 'f00b', %s FROM head h, %s".formatted(at, rows(1, 3))
            + " WHERE h.id > %d AND r.x <= h.version".formatted(before));
    run(
        "INSERT INTO delivery (subscription_id, head_id, message_id, version, state,"
            + " previous_state, attempts, created_at, finished_at)"
            + " SELECT s.id, h.id, m.id, m.version, 'delivered', 'claimed', 1, m.recorded_at,"
            + " m.recorded_at FROM head h JOIN message m ON m.head_id = h.id"
            + " JOIN subscription s ON s.type = h.type WHERE h.id > "
            + before);
    run(
        "INSERT INTO attempt (delivery_id, started_at, ended_at, result, calls)"
            + " SELECT d.id, d.created_at, d.finished_at, 'delivered', '[]' FROM delivery d"
            + " WHERE d.head_id > "
            + before);
    run(
        ("INSERT INTO order_clock (head_id, origin, order_key, number, buyer, total, placed_at,"
                + " recorded_at, accepted_at, invoiced_at)"
                + " SELECT h.id, h.origin, h.order_key, h.order_key, 'Maria da Silva, Campinas/SP',"
                + " 113.90, %1$s, %1$s, %1$s + INTERVAL '1' MINUTE, %1$s + INTERVAL '2' HOUR"
                + " FROM head h WHERE h.type = 'order' AND h.id > %2$d")
            .formatted(at, before));
    for (String term :
        List.of(
            "REPLACE(h.order_key, '-', ''), 'order'",
            "SUBSTRING(h.order_key, 1, 13), 'order'",
            "'9' || CAST(%s AS VARCHAR(12)), 'erp'".formatted(NUMBER),
            "'5' || CAST(%s AS VARCHAR(12)), 'erp-id'".formatted(NUMBER),
            "'4326112233' || LPAD(CAST(%s AS VARCHAR(12)), 34, '0'), 'nfe'".formatted(NUMBER),
            "'BR' || LPAD(CAST(%s AS VARCHAR(12)), 9, '0') || 'BR', 'tracking'".formatted(NUMBER),
            "'NOME' || CAST(MOD(%s, 5000) AS VARCHAR(12)), 'name'".formatted(NUMBER))) {
      run(
          "INSERT INTO search_term (term, kind, head_id) SELECT %s, h.id FROM head h"
                  .formatted(term)
              + " WHERE h.type = 'order' AND h.id > "
              + before);
    }
    run(
        "INSERT INTO reference (kind, source, source_key, connection, target_id, label, open)"
            + " SELECT 'order', 'vtex', h.order_key, 'focco', h.order_key, h.order_key, FALSE"
            + " FROM head h WHERE h.type = 'order' AND h.id > "
            + before);
  }

  /** As the ledger would have written them, and what was held otherwise of them. */
  private void stocks() {
    long before = jdbc.sql("SELECT COALESCE(MAX(id), 0) FROM head").query(Long.class).single();
    String sku = "'SKU' || LPAD(CAST(x AS VARCHAR(12)), 6, '0')";
    run(
        "INSERT INTO head (type, source, origin, message_key, version, content_hash)"
            + " SELECT 'stock', 'focco', '', %s || '@10', 1, 'f00b' FROM ".formatted(sku)
            + rows(1, STOCKS));
    run(
        "INSERT INTO message (head_id, version, content_hash, body)"
            + " SELECT id, 1, 'f00b', '{\"source\":\"focco\",\"sku\":\"' || SUBSTRING(message_key, 1, 9)"
            + " || '\",\"location\":{\"company\":\"10\"},\"available\":12}' FROM head WHERE id > "
            + before);
    run(
        "INSERT INTO delivery (subscription_id, head_id, message_id, version, state,"
            + " previous_state, attempts, finished_at)"
            + " SELECT s.id, h.id, m.id, 1, 'delivered', 'claimed', 1, CURRENT_TIMESTAMP"
            + " FROM head h JOIN message m ON m.head_id = h.id"
            + " JOIN subscription s ON s.type = h.type WHERE h.id > "
            + before);
    run(
        "INSERT INTO difference (type, source, message_key, connection, expected, found, sent_again,"
            + " found_at) SELECT 'stock', 'focco', %s || '@10', 'vtex', '12', '10', TRUE,"
                .formatted(sku)
            + " CURRENT_TIMESTAMP - x * INTERVAL '1' MINUTE FROM "
            + rows(1, STOCKS));
  }

  private String rows(int first, int last) {
    return postgres
        ? "generate_series(%d, %d) AS r(x)".formatted(first, last)
        : "(SELECT CAST(x AS INTEGER) AS x FROM SYSTEM_RANGE(%d, %d)) r".formatted(first, last);
  }

  private void measure(int dead) {
    run(
        "UPDATE delivery SET state = 'dead', failure_class = 'rejected',"
            + " cause = 'focco.no-carrier', subject = 'Carrier ' || CAST(MOD(id, 20) AS VARCHAR(4)),"
            + " words = 'No carrier for Jadlog'"
            + " WHERE id IN (SELECT d.id FROM delivery d JOIN subscription s"
            + " ON s.id = d.subscription_id WHERE s.subscriber = 'focco' ORDER BY d.id DESC"
            + " FETCH FIRST %d ROWS ONLY)".formatted(dead));
    run("ANALYZE");
    System.out.printf("%s, %,d dead: milliseconds%n%8s %8s%n", name, dead, "median", "p95");
    long subscription =
        jdbc.sql("SELECT id FROM subscription WHERE subscriber = 'focco'")
            .query(Long.class)
            .single();
    String order = "1%012d-01".formatted(ORDERS - 1);
    LocalDate week = LocalDate.now().minusDays(7);
    for (String page :
        List.of(
            "/",
            "/live",
            "/orders",
            "/orders?from=" + week,
            "/orders?class=needs-a-person",
            "/orders?class=waits",
            "/orders?class=done",
            "/orders?missing=shipped&origin=vtex",
            "/orders?over=shipped",
            "/orders/newer?since=" + Instant.now().minus(Duration.ofHours(1)),
            "/orders/vtex/" + order,
            "/orders/vtex/" + order + "/live",
            "/search?q=" + order,
            "/search?q=1000",
            "/search?q=BR000001000BR",
            "/search?q=NOME17",
            "/problems",
            "/problems/" + subscription + "/focco.no-carrier",
            "/deliveries",
            "/deliveries?state=pending",
            "/deliveries?type=order&subscriber=focco&cause=focco.no-carrier",
            "/deliveries?subject=Carrier+7",
            "/connections",
            "/connections/live",
            "/connections/focco",
            "/bulk",
            "/audit",
            "/audit?verb=retry&who=ana",
            "/states",
            "/states/live",
            "/states?q=SKU00001",
            "/states?q=1000&type=stock",
            "/states/stock?key=SKU000017@10",
            "/reconciliation",
            "/reconciliation?connection=vtex&type=stock",
            "/reconciliation?key=SKU000017@10",
            "/buyers",
            "/flows",
            "/flows/history",
            "/settings")) {
      time(page);
    }
  }

  private void time(String page) {
    double[] millis = new double[ROUNDS];
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      long start = System.nanoTime();
      HttpResponse<String> answer = visitor.get(page, "HX-Request", "true");
      double took = (System.nanoTime() - start) / 1e6;
      if (answer.statusCode() >= 400) {
        throw new IllegalStateException(page + " answers " + answer.statusCode());
      }
      if (i >= 0) {
        millis[i] = took;
      }
    }
    Arrays.sort(millis);
    double median = millis[ROUNDS / 2];
    double p95 = millis[ROUNDS * 95 / 100];
    boolean fits = median < MOST_MEDIAN && p95 < MOST_P95;
    slow |= !fits;
    System.out.printf("%8.1f %8.1f  %s%s%n", median, p95, page, fits ? "" : "   TOO SLOW");
  }

  private void run(String sql) {
    jdbc.sql(sql).update();
  }

  private long count(String table) {
    return jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
  }
}
