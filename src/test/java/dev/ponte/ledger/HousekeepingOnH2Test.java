package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class HousekeepingOnH2Test extends HousekeepingContract {

  @TempDir private Path folder;

  @Override
  HikariDataSource database() {
    return TestDatabases.h2(folder);
  }

  @Test
  void the_file_is_tidied_while_others_write_and_nothing_is_lost() throws Exception {
    node.part(Subscriptions.class).subscribe("stock", "moovin", "", "");
    record(0, 20);

    CompletableFuture<Void> others = CompletableFuture.runAsync(() -> record(20, 60));
    while (!others.isDone()) {
      node.part(H2File.class).compact();
    }
    others.join();

    assertThat(rows("head")).isEqualTo(20);
    assertThat(versions("s0@10")).isEqualTo(60);
  }

  private void record(int from, int to) {
    for (int i = from; i < to; i++) {
      int available = i;
      node.record(
          "stock",
          IntStream.range(0, 20).mapToObj(it -> Messages.stock("s" + it, available)).toList(),
          null);
    }
  }
}
