package dev.ponte.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.kit.Hub;
import dev.ponte.sandbox.FastcommerceOrder;
import dev.ponte.sandbox.FastcommerceOrders;
import dev.ponte.sandbox.FastcommerceOrders.Trait;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sandbox.FoccoSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders of a Fastcommerce store through the real ledger to Focco, acknowledged in batches. */
class FastcommerceToFoccoTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String KEYS = "ponte.connections.fastcommerce.";
  private static final String FLOWS =
      """
      - route:
          id: orders-from-fastcommerce
          description: Approved orders of the store enter the ledger, once each.
          routeConfigurationId: intake
          from:
            uri: kamelet:fastcommerce-orders-source
            parameters:
              connection: fastcommerce
            steps:
              - to:
                  uri: ledger:order

      - route:
          id: orders-to-focco
          description: Orders become Focco sales orders.
          from:
            uri: ledger:order
            parameters:
              subscriber: focco
            steps:
              - to:
                  uri: kamelet:focco-orders-sink
                  parameters:
                    connection: focco
              - to:
                  uri: ledger:order-status

      - route:
          id: order-status-to-fastcommerce
          description: The store is told in batches.
          from:
            uri: ledger:order-status
            parameters:
              subscriber: fastcommerce
              origin: fastcommerce
              batchSize: 100
              batchBytes: 900000
              batchWait: 3s
            steps:
              - to:
                  uri: kamelet:fastcommerce-order-status-sink
                  parameters:
                    connection: fastcommerce
      """;

  @TempDir private Path folder;

  private final FastcommerceSimulator store = new FastcommerceSimulator(0, Clock.systemUTC());
  private final FoccoSimulator focco = new FoccoSimulator(0);
  private Hub hub;

  @BeforeEach
  void start() throws IOException {
    store.start();
    focco.start();
    Files.writeString(folder.resolve("fastcommerce.camel.yaml"), FLOWS);
    hub =
        new Hub()
            .focco(focco.url())
            .routes(folder)
            .set(KEYS + "system", "fastcommerce")
            .set(KEYS + "base-url", store.url())
            .set(KEYS + "store-name", FastcommerceSimulator.STORE_NAME)
            .set(KEYS + "store-id", FastcommerceSimulator.STORE_ID)
            .set(KEYS + "username", FastcommerceSimulator.USERNAME)
            .set(KEYS + "password", FastcommerceSimulator.PASSWORD)
            .set(KEYS + "quota.calls", 0);
  }

  @AfterEach
  void stop() {
    hub.close();
    store.close();
    focco.close();
  }

  @Test
  void orders_reach_focco_once_each_and_are_acknowledged_in_few_calls() {
    for (int number = 1; number <= 120; number++) {
      store.place(FastcommerceOrders.order(number));
    }
    store.place(FastcommerceOrders.with(121, Trait.WRONG_SUM));
    hub.start();

    await()
        .atMost(SOON)
        .until(() -> store.orders().stream().filter(it -> it.flag() == 1).count() == 120);

    assertThat(focco.orders()).hasSize(120);
    for (FastcommerceOrder order : store.orders().subList(0, 120)) {
      assertThat(focco.ordersOf(String.valueOf(order.number()))).hasSize(1);
      assertThat(order.logs()).hasSize(1);
      assertThat(order.logs().get(0)).contains("com o número");
    }
    assertThat(hub.words("121")).contains("Total sem frete");
    assertThat(store.calls("OrderUpdate")).isLessThan(15);
  }

  @Test
  void an_acknowledged_order_that_changes_is_a_new_version_and_its_rereading_is_none() {
    store.place(FastcommerceOrders.order(1));
    hub.start();
    await().atMost(SOON).until(() -> store.order(1).flag() == 1);

    store.change(1, "Obs Pedido", "nada");
    long calls = store.calls("ReportView");
    await().atMost(SOON).until(() -> store.calls("ReportView") > calls + 4);

    assertThat(hub.state("1", "focco")).isEqualTo("delivered");
    store.change(1, "Logradouro Pedido", "Rua Nova");
    await().atMost(SOON).until(() -> hub.state("1", "focco").equals("parked"));
    assertThat(focco.orders()).hasSize(1);
  }
}
