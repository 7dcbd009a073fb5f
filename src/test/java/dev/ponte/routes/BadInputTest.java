package dev.ponte.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.connection.ConnectionFaults;
import dev.ponte.flow.Flows;
import dev.ponte.kit.Hub;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Wrong settings and wrong files: one clear sentence each, and all else goes on. */
@Execution(ExecutionMode.CONCURRENT)
class BadInputTest {

  private final VtexSimulator vtex = new VtexSimulator(0);
  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final Hub hub = new Hub();

  @TempDir private Path folder;

  @BeforeEach
  void start() {
    vtex.start();
    focco.start();
  }

  @AfterEach
  void stop() {
    hub.close();
    vtex.close();
    focco.close();
  }

  @Test
  void faulty_connections_are_named_and_the_good_ones_work() {
    vtex.place(VtexOrders.order(1));
    hub.connect("vtex", vtex)
        .connect("focco", focco)
        .set("ponte.connections.loja-sp.system", "vtex")
        .set("ponte.connections.loja-sp.base-url", "https://loja.example")
        .set("ponte.connections.loja-sp.app-key", "key")
        .set("ponte.connections.velho.system", "magento")
        .set("ponte.connections.outro.system", "focco")
        .set("ponte.connections.outro.base-url", "https://erp.example")
        .set("ponte.connections.outro.user", "u")
        .set("ponte.connections.outro.password", "p")
        .set("ponte.connections.outro.freight-type", "X")
        .start();

    await().atMost(Duration.ofSeconds(20)).until(() -> vtex.count("handling") == 1);

    assertThat(hub.part(ConnectionFaults.class).faults())
        .containsOnlyKeys("loja-sp", "velho", "outro")
        .hasEntrySatisfying(
            "loja-sp",
            it -> assertThat(it).isEqualTo("ponte.connections.loja-sp.app-token is missing"))
        .hasEntrySatisfying("velho", it -> assertThat(it).contains("magento"))
        .hasEntrySatisfying("outro", it -> assertThat(it).contains("freight-type is X"));
  }

  @Test
  void without_routes_the_process_lives_and_says_so() {
    hub.connect("vtex", vtex).routes(folder.resolve("nowhere")).start();

    assertThat(hub.part(Flows.class).faults()).singleElement().asString().contains("nowhere");
  }

  @Test
  void broken_files_are_named_and_the_other_flows_go_on() throws IOException {
    copy("orders.camel.yaml");
    copy("order-updates.camel.yaml");
    Files.writeString(folder.resolve("a.camel.yaml"), "- route:\n   id: [\n");
    Files.writeString(
        folder.resolve("b.camel.yaml"),
        "- route:\n    id: odd\n    from:\n      uri: timer:x\n      steps:\n        - frobnicate: {}\n");
    Files.writeString(
        folder.resolve("c.camel.yaml"),
        "- route:\n    id: unknown-component\n    from:\n      uri: nosuch:x\n      steps:\n"
            + "        - to:\n            uri: log:x\n");
    vtex.place(VtexOrders.order(1));
    hub.connect("vtex", vtex).connect("focco", focco).routes(folder).start();

    await().atMost(Duration.ofSeconds(20)).until(() -> vtex.count("handling") == 1);

    assertThat(hub.part(Flows.class).faults())
        .hasSize(3)
        .anyMatch(it -> it.contains("a.camel.yaml") && it.contains("line"))
        .anyMatch(it -> it.contains("b.camel.yaml") && it.contains("frobnicate"))
        .anyMatch(it -> it.contains("nosuch"));
  }

  private void copy(String file) throws IOException {
    Files.copy(Path.of("routes").resolve(file), folder.resolve(file));
  }
}
