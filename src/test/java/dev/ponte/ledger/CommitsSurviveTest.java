package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was recorded in the shipped H2 file is there after the process was killed. */
class CommitsSurviveTest {

  private static final int ENOUGH = 300;

  @TempDir private Path folder;

  /** Records orders for ever and prints each one that is safe. */
  static final class Writer {
    public static void main(String[] args) {
      HikariDataSource database = database(args[0]);
      TestDatabases.migrate(database);
      LedgerNode node = new LedgerNode(database);
      node.part(Subscriptions.class).subscribe("order", "erp", "", "");
      Recorder recorder = node.part(Recorder.class);
      IntStream.iterate(0, i -> i + 1)
          .forEach(
              i -> {
                recorder.record(Messages.order("o" + i), null);
                System.out.println("safe o" + i);
              });
    }
  }

  @Test
  void what_was_recorded_survives_sigkill() throws Exception {
    Process writer =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    int safe = 0;
    try (BufferedReader out = writer.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = out.readLine()) != null) {
        safe += line.startsWith("safe") ? 1 : 0;
        if (safe == ENOUGH) {
          // Of the handle, since the process would close the stream that is still read.
          writer.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();

    try (HikariDataSource database = database(folder.toString())) {
      JdbcClient jdbc = JdbcClient.create(database);
      assertThat(safe).isGreaterThanOrEqualTo(ENOUGH);
      assertThat(count(jdbc, "message")).isGreaterThanOrEqualTo(safe);
      assertThat(count(jdbc, "delivery")).isEqualTo(count(jdbc, "message"));
    }
  }

  private static HikariDataSource database(String folder) {
    HikariDataSource database = new HikariDataSource();
    database.setJdbcUrl("jdbc:h2:file:" + folder + "/ponte;WRITE_DELAY=0");
    return database;
  }

  private static long count(JdbcClient jdbc, String table) {
    return jdbc.sql("SELECT COUNT(*) FROM " + table).query(Long.class).single();
  }
}
