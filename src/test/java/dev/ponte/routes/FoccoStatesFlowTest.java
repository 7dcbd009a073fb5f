package dev.ponte.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.console.QuotaEndpoint;
import dev.ponte.kit.Hub;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Items, customers and stock on their way through the hub. */
@Execution(ExecutionMode.CONCURRENT)
class FoccoStatesFlowTest {

  private static final String FLOW =
      """
      - route:
          id: %1$s-from-focco
          description: What Focco says of its %1$s.
          routeConfigurationId: intake
          from:
            uri: kamelet:focco-%1$s-source
            parameters:
              connection: focco
            steps:
              - to:
                  uri: ledger:%2$s
      - route:
          id: %1$s-to-shop
          description: A shop that takes all.
          from:
            uri: ledger:%2$s
            parameters:
              subscriber: shop
            steps:
              - to:
                  uri: log:shop
                  parameters:
                    level: DEBUG
      """;

  private static final Duration SOON = Duration.ofSeconds(60);

  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final Hub hub = new Hub();

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    focco.start();
    for (String[] flow :
        new String[][] {{"products", "product"}, {"customers", "customer"}, {"stock", "stock"}}) {
      Files.writeString(folder.resolve(flow[0] + ".camel.yaml"), FLOW.formatted(flow[0], flow[1]));
      hub.set("ponte.schedule." + flow[0], "0/1 * * * * ?");
    }
    hub.connect("focco", focco).routes(folder);
  }

  @AfterEach
  void stop() {
    // First the system, so that the hub does not wait for a call that hangs.
    focco.close();
    hub.close();
  }

  @Test
  void all_arrive_once_and_a_record_that_cannot_be_understood_is_one_dead_letter() {
    focco.addItem("FG7003", "Fogão", Map.of(1L, "VINHO"));
    focco.addItem("NADA", "", Map.of());
    focco.setStock("FG7003", 1L, 10, "4");
    hub.set("ponte.connections.focco.quota.calls", 100_000)
        .set("ponte.connections.focco.quota.window", "1h")
        .set("ponte.connections.focco.quota.poll-share", "1")
        .set("ponte.connections.focco.quota.invoice-reserve", "100")
        .start();

    await()
        .atMost(SOON)
        .until(
            () ->
                hub.state("FG7003#1", "shop").equals("delivered")
                    && hub.state("FG7003#1@10", "shop").equals("delivered")
                    && hub.state("56643018000913", "shop").equals("delivered")
                    && hub.words("NADA").contains("name of product NADA is missing"));

    assertThat(hub.part(QuotaEndpoint.class).report().quotas())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.connection()).isEqualTo("focco");
              assertThat(it.used()).isPositive();
              assertThat(it.left()).isEqualTo(100_000 - it.used());
            });
    assertThat(hub.part(QuotaEndpoint.class).report().queues())
        .extracting(QuotaEndpoint.Queue::type)
        .containsExactlyInAnyOrder("product", "customer", "stock");
  }

  @Test
  void the_stock_of_others_is_read_while_one_call_hangs() {
    for (int i = 0; i < 5; i++) {
      focco.addItem("I" + i, "Caneca", Map.of());
      focco.setStock("I" + i, null, 10, "4");
    }
    focco.inject("GetEstoqueItem", Fault.REPLY_WITHHELD, 2);
    hub.set("ponte.connections.focco.read-timeout", "5m").start();

    await().atMost(SOON).until(() -> focco.calls("GetEstoqueItem") >= 5);
    await().atMost(Simulator.HANG.dividedBy(2)).until(() -> delivered() == 3);
  }

  private long delivered() {
    return IntStream.range(0, 5)
        .filter(i -> hub.state("I%d@10".formatted(i), "shop").equals("delivered"))
        .count();
  }

  @Test
  void a_customer_is_read_in_full_once_and_again_when_its_row_in_the_list_changes() {
    focco.addCustomer("11122233344", 77);
    focco.addCustomer("99988877766", 79);
    focco.setDetails("99988877766", Map.of("RazaoSocial", " "));
    hub.set("ponte.connections.focco.customers.details", true)
        .set("ponte.connections.focco.customers.calls-a-minute", 6_000)
        .start();
    await().atMost(SOON).until(() -> hub.state("11122233344", "shop").equals("delivered"));
    await().atMost(SOON).until(() -> hub.words("99988877766").contains("customer.name"));
    long lists = focco.calls("GetClientes");
    await().atMost(SOON).until(() -> focco.calls("GetClientes") > lists + 2);
    assertThat(focco.calls("GetCliente")).as("one for each customer").isEqualTo(3);

    focco.setDetails("11122233344", Map.of("RazaoSocial", "Ana Souza", "Cep", 1310100));

    await().atMost(SOON).until(() -> focco.calls("GetCliente") == 4);
    await().atMost(SOON).until(() -> last("11122233344").contains("\"postalCode\":\"01310100\""));
  }

  private String last(String document) {
    return hub.part(JdbcClient.class)
        .sql(
            "SELECT m.body FROM message m JOIN head h ON h.id = m.head_id"
                + " WHERE h.message_key = ? ORDER BY m.version DESC FETCH FIRST 1 ROW ONLY")
        .param(document)
        .query(String.class)
        .single();
  }
}
