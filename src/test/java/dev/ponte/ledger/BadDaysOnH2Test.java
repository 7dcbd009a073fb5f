package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The store of an interrupted thread closes itself, for all threads. */
class BadDaysOnH2Test extends BadDaysContract {

  @TempDir private Path folder;

  @Override
  HikariDataSource database() {
    return TestDatabases.h2(folder);
  }

  @Override
  void breakDown() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    Thread interrupted =
        new Thread(
            () -> {
              while (!closed.get()) {
                Thread.currentThread().interrupt();
                try {
                  jdbc.sql("INSERT INTO dead_letter (reason, raw) VALUES ('test', :raw)")
                      .param("raw", "x".repeat(20_000))
                      .update();
                } catch (RuntimeException e) {
                  closed.set(DatabaseFaults.caused(e));
                }
              }
            });
    interrupted.start();
    interrupted.join();
  }

  @Override
  void repair() {
    // Ponte opens the file again.
  }

  @Test
  void a_store_that_stays_closed_ends_the_process() {
    AtomicBoolean ended = new AtomicBoolean();
    FlakyDatabase closed = new FlakyDatabase(database);
    closed.state = "90098";
    closed.away = true;
    DatabaseWatch watch =
        new DatabaseWatch(
            closed,
            JdbcClient.create(closed),
            new TransactionTemplate(new DataSourceTransactionManager(closed)),
            node.part(Wakeups.class),
            Clock.systemUTC(),
            Duration.ofSeconds(2),
            () -> ended.set(true));
    try {
      assertThat(watch.isWritable()).isFalse();

      await().atMost(Duration.ofSeconds(20)).untilTrue(ended);
    } finally {
      watch.destroy();
    }
  }
}
