package com.example.bazaar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.delivery.Cursors;
import dev.ponte.kit.Flows;
import dev.ponte.kit.Hub;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A system that Ponte has never heard of, added by the recipe in docs/adding-a-system.md: new files
 * only, and few of them.
 */
class SixthSystemTest {

  private static final Path JAVA = Path.of("src/test/java/com/example/bazaar");
  private static final Path KAMELETS = Path.of("src/test/resources/kamelets");
  private static final Path FLOW = Path.of("src/test/resources/bazaar/bazaar.camel.yaml");
  private static final int MOST_FILES = 10;
  private static final int MOST_LINES = 500;

  @Test
  void its_orders_reach_the_erp_and_the_store_is_told(@TempDir Path routes) throws IOException {
    Flows.hasty(routes);
    Files.copy(FLOW, routes.resolve(FLOW.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    try (BazaarSimulator bazaar = new BazaarSimulator();
        FoccoSimulator focco = new FoccoSimulator(0)) {
      bazaar.start();
      focco.start();
      bazaar.place("B1", "20.00", "30.00");
      bazaar.place("B2", "20.00", "99.00");
      bazaar.place("B3", "5.50", "15.50");
      bazaar.inject("set-status", Fault.REPLY_LOST, 1);
      try (Hub hub =
          new Hub()
              .with("com.example.bazaar")
              .routes(routes)
              .connect("bazaar", bazaar)
              .connect("focco", focco)
              .set("ponte.connections.bazaar.page-size", 2)
              .set("ponte.connections.bazaar.read-timeout", "1s")
              .start()) {

        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> told(bazaar, "B1") && told(bazaar, "B3"));

        assertThat(focco.orders()).hasSize(2);
        assertThat(focco.ordersOf("B1").get(0).total()).isEqualByComparingTo("30.00");
        assertThat(hub.words("B2"))
            .startsWith("order B2 of bazaar cannot be taken: ")
            .contains("does not add up");
        await().until(() -> hub.part(Cursors.class).get("bazaar", "orders").get().equals("3"));
      }
    }
  }

  private static boolean told(BazaarSimulator bazaar, String order) {
    return String.valueOf(bazaar.status(order)).matches("accepted \\d+");
  }

  @Test
  void it_needs_ten_files_and_five_hundred_lines_at_the_most() throws IOException {
    List<Path> files;
    try (Stream<Path> java = Files.list(JAVA);
        Stream<Path> kamelets = Files.list(KAMELETS)) {
      files =
          Stream.of(java, kamelets, Stream.of(FLOW))
              .flatMap(it -> it)
              .filter(it -> !it.toString().matches(".*(Simulator|Test)\\.java"))
              .toList();
    }
    int lines = 0;
    for (Path file : files) {
      lines += Files.readAllLines(file).size();
    }

    assertThat(files).hasSizeLessThanOrEqualTo(MOST_FILES).hasSizeGreaterThan(5);
    assertThat(lines).isLessThanOrEqualTo(MOST_LINES);
  }
}
