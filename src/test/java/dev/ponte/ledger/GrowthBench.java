package dev.ponte.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How the ledger bears growth, on both databases: what it costs to claim 100 deliveries among 1,000
 * and among 100,000 waiting ones, and how much memory a drain of 50,000 takes; what recording,
 * claiming, finishing and the lists cost after five years; how rows and file grow in a year with
 * housekeeping and without. Run it with {@code bench/growth [claims|years|year] [orders a day]}.
 */
public final class GrowthBench {

  /** All but the first so many. */
  private static final String FINISH =
      """
      UPDATE delivery SET previous_state = 'claimed', state = 'delivered', due_at = NULL,
             finished_at = CURRENT_TIMESTAMP
       WHERE id > (SELECT MIN(id) + :first - 1 FROM delivery)
      """;

  private static final int FEW = 1_000;
  private static final int MANY = 100_000;
  private static final int CLAIMED = 100;
  private static final int ROUNDS = 60;
  private static final int DRAINED = 50_000;

  private GrowthBench() {}

  private interface Bench {
    void on(String name, HikariDataSource database) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    String what = arguments.length == 0 ? "claims" : arguments[0];
    int daily = arguments.length < 2 ? 0 : Integer.parseInt(arguments[1]);
    switch (what) {
      case "claims" -> {
        onBoth(GrowthBench::claims);
        onH2(GrowthBench::drain);
      }
      case "years" ->
          onBoth((name, it) -> YearsBench.fiveYears(name, it, daily == 0 ? 250 : daily));
      case "year" -> {
        onBoth((name, it) -> YearsBench.oneYear(name, it, daily == 0 ? 50 : daily, true));
        onBoth((name, it) -> YearsBench.oneYear(name, it, daily == 0 ? 50 : daily, false));
      }
      default -> throw new IllegalArgumentException("bench/growth [claims|years|year]");
    }
    System.exit(0);
  }

  private static void onBoth(Bench bench) throws Exception {
    onH2(bench);
    try (EmbeddedPostgres server =
            EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        HikariDataSource postgres = pool(server.getJdbcUrl("postgres", "postgres"))) {
      bench.on("PostgreSQL", postgres);
    }
  }

  private static void onH2(Bench bench) throws Exception {
    Path folder = Files.createTempDirectory("ponte-growth");
    try (HikariDataSource h2 =
        pool(
            "jdbc:h2:file:"
                + folder.resolve("ponte")
                + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=256"
                // Else the second of two equal queries would cost nothing.
                + ";OPTIMIZE_REUSE_RESULTS=FALSE")) {
      // A month passes in seconds here; else nothing of the file would be written again.
      JdbcClient.create(h2).sql("SET RETENTION_TIME 1000").update();
      bench.on("H2", h2);
    }
    try (var files = Files.list(folder)) {
      files.forEach(it -> it.toFile().delete());
    }
  }

  private static void claims(String name, DataSource database) {
    try (LedgerNode node = new LedgerNode(database)) {
      Subscription erp = node.part(Subscriptions.class).subscribe("order", "erp", "", "");
      fill(node, 0, FEW);
      double few = claimMillis(node, database, erp);
      fill(node, FEW, MANY);
      print(name, few, claimMillis(node, database, erp), MANY + " that wait");
      JdbcClient.create(database).sql(FINISH).param("first", FEW).update();
      print(name, few, claimMillis(node, database, erp), MANY - FEW + " that are ended");
    }
  }

  private static void print(String name, double few, double many, String among) {
    System.out.printf(
        "%-10s claiming %d: %.2f ms among %,d, %.2f ms among %s, ratio %.2f (aim: 1.20 at most)%n",
        name, CLAIMED, few, FEW, many, among, many / few);
  }

  static void fill(LedgerNode node, int from, int to) {
    Recorder recorder = node.part(Recorder.class);
    IntStream.range(from, to)
        .parallel()
        .forEach(i -> recorder.record(Messages.order("o" + i), null));
  }

  /** The median of many rounds, the first third being the warm-up. */
  static double claimMillis(LedgerNode node, DataSource database, Subscription erp) {
    Claims claims = node.part(Claims.class);
    JdbcClient jdbc = JdbcClient.create(database);
    double[] millis = new double[ROUNDS];
    for (int i = 0; i < ROUNDS; i++) {
      long start = System.nanoTime();
      int claimed = claims.claim(erp, CLAIMED).size();
      millis[i] = (System.nanoTime() - start) / 1e6;
      if (claimed != CLAIMED) {
        throw new IllegalStateException("Only " + claimed + " were claimed");
      }
      jdbc.sql(
              "UPDATE delivery SET previous_state = state, state = 'pending', owner = NULL,"
                  + " due_at = CURRENT_TIMESTAMP WHERE state = 'claimed'")
          .update();
    }
    double[] counted = Arrays.copyOfRange(millis, ROUNDS / 3, ROUNDS);
    Arrays.sort(counted);
    return counted[counted.length / 2];
  }

  private static void drain(String name, DataSource database) throws InterruptedException {
    try (LedgerNode node = new LedgerNode(database)) {
      node.part(Subscriptions.class).subscribe("order", "erp", "", "");
      fill(node, 0, DRAINED);
      CountDownLatch left = new CountDownLatch(DRAINED);
      long start = System.nanoTime();
      node.route("ledger:order?subscriber=erp", it -> left.countDown());
      for (int step = 4; step >= 0; step--) {
        while (left.getCount() > (long) DRAINED * step / 5) {
          left.await(50, java.util.concurrent.TimeUnit.MILLISECONDS);
        }
        System.gc();
        Runtime jvm = Runtime.getRuntime();
        System.out.printf(
            "drained %,6d of %,d: heap in use %d MB of %d MB%n",
            DRAINED - left.getCount(),
            DRAINED,
            (jvm.totalMemory() - jvm.freeMemory()) >> 20,
            jvm.maxMemory() >> 20);
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      System.out.printf("drain: %,.0f deliveries/s without a call%n", DRAINED / seconds);
    }
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(16);
    if (url.startsWith("jdbc:postgresql")) {
      config.setUsername("postgres");
    }
    HikariDataSource pool = new HikariDataSource(config);
    TestDatabases.migrate(pool);
    return pool;
  }
}
