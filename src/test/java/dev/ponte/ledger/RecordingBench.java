package dev.ponte.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.ponte.canonical.OrderStatus;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/**
 * How many messages a second the ledger records, on both databases: of each order the order and
 * three statuses. Prints one figure a database, so that two releases can be compared by {@code
 * bench/console recording}; knows no more of the ledger than both have.
 */
public final class RecordingBench {

  private static final int ORDERS = Integer.getInteger("ponte.bench.orders", 4_000);

  private RecordingBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("ponte-recording");
    try (HikariDataSource h2 =
        pool(
            "jdbc:h2:file:"
                + folder.resolve("ponte")
                + ";WRITE_DELAY=0;LOCK_TIMEOUT=10000;QUERY_CACHE_SIZE=256")) {
      System.out.printf(java.util.Locale.ROOT, "H2 %.1f%n", perSecond(h2));
    }
    try (var files = Files.list(folder)) {
      files.forEach(it -> it.toFile().delete());
    }
    try (EmbeddedPostgres server =
            EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
        HikariDataSource postgres = pool(server.getJdbcUrl("postgres", "postgres"))) {
      System.out.printf(java.util.Locale.ROOT, "PostgreSQL %.1f%n", perSecond(postgres));
    }
    System.exit(0);
  }

  private static double perSecond(HikariDataSource database) throws Exception {
    try (LedgerNode node = new LedgerNode(database)) {
      node.part(Subscriptions.class).subscribe("order", "erp", "", "");
      node.part(Subscriptions.class).subscribe("order-status", "shop", "", "");
      record(node, "warm", ORDERS / 2);
      long start = System.nanoTime();
      record(node, "r", ORDERS);
      return ORDERS * 4 / ((System.nanoTime() - start) / 1e9);
    }
  }

  private static void record(LedgerNode node, String prefix, int orders) {
    Recorder recorder = node.part(Recorder.class);
    IntStream.range(0, orders)
        .parallel()
        .forEach(
            i -> {
              String id = prefix + i;
              recorder.record(Messages.order(id), null);
              for (OrderStatus.Status it :
                  new OrderStatus.Status[] {
                    OrderStatus.Status.ACCEPTED,
                    OrderStatus.Status.PICKING,
                    OrderStatus.Status.INVOICED
                  }) {
                recorder.record(Messages.status("shop", id, it), null);
              }
            });
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
