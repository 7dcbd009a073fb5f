package dev.ponte.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.kit.Hub;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.MoovinOrders;
import dev.ponte.sandbox.MoovinSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders of a Moovin store to Focco and back, on the real hub with the real quota. */
class MoovinToFoccoTest {

  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String FLOWS =
      """
      - route:
          id: orders-from-moovin
          description: Approved Moovin orders enter the ledger, once each.
          routeConfigurationId: intake
          from:
            uri: kamelet:moovin-orders-source
            parameters:
              connection: moovin
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
          id: order-status-to-moovin
          description: Moovin learns what became of its orders.
          from:
            uri: ledger:order-status
            parameters:
              subscriber: moovin
              origin: moovin
            steps:
              - to:
                  uri: kamelet:moovin-order-status-sink
                  parameters:
                    connection: moovin
      """;

  private final MoovinSimulator moovin = new MoovinSimulator(0, Clock.systemUTC());
  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final Hub hub = new Hub();

  @TempDir private Path folder;

  @BeforeEach
  void start() throws IOException {
    moovin.start();
    focco.start();
    Files.writeString(folder.resolve("flows.camel.yaml"), FLOWS);
    hub.routes(folder)
        .focco(focco.url())
        .set("ponte.connections.moovin.system", "moovin")
        .set("ponte.connections.moovin.base-url", moovin.url())
        .set("ponte.connections.moovin.token", MoovinSimulator.TOKEN);
  }

  @AfterEach
  void stop() {
    hub.close();
    moovin.close();
    focco.close();
  }

  @Test
  void varied_orders_arrive_once_each_and_the_store_is_told_within_its_quota() {
    int orders = 12;
    IntStream.range(0, orders).forEach(it -> moovin.place(MoovinOrders.order(it)));
    moovin.place(MoovinOrders.wrongSum(orders));
    hub.start();

    await()
        .atMost(SOON)
        .until(() -> moovin.orderIds().stream().filter(moovin::imported).count() == orders);

    for (int number = 0; number < orders; number++) {
      assertThat(focco.ordersOf(MoovinOrders.id(number))).hasSize(1);
      assertThat(moovin.imports(MoovinOrders.id(number))).isEqualTo(1);
    }
    assertThat(hub.words(MoovinOrders.id(orders))).contains("valor_total");
    assertThat(moovin.calls("updatePedido")).isEqualTo(orders);
    assertThat(moovin.overLimit()).isZero();
  }
}
