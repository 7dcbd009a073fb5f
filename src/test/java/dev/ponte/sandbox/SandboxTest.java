package dev.ponte.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.Ponte;
import dev.ponte.kit.Flows;
import dev.ponte.ledger.Operations;
import dev.ponte.ledger.Reconciliations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the README's first command starts, only faster. */
@Execution(ExecutionMode.CONCURRENT)
class SandboxTest {

  private static final int ORDERS = 8;
  private static final int SPEED = 20;
  private static final String GOOD = "FG7001#101";

  @TempDir private Path folder;

  @Test
  void orders_of_all_stores_go_from_paid_to_delivered_without_a_person() {
    try (ConfigurableApplicationContext hub = start()) {
      VtexSimulator vtex = hub.getBean(VtexSimulator.class);
      MoovinSimulator moovin = hub.getBean(MoovinSimulator.class);
      FastcommerceSimulator fastcommerce = hub.getBean(FastcommerceSimulator.class);
      PresenceSimulator presence = hub.getBean(PresenceSimulator.class);

      await()
          .atMost(Duration.ofMinutes(6))
          .until(
              () ->
                  vtex.orderIds().stream().filter(it -> delivered(vtex, it)).count() == ORDERS
                      && moovin.orderIds().stream().filter(it -> delivered(moovin, it)).count()
                          == ORDERS
                      && fastcommerce.orders().stream().filter(SandboxTest::delivered).count()
                          == ORDERS);

      assertThat(hub.getBean(FoccoSimulator.class).orders()).hasSize(3 * ORDERS);
      vtex.orderIds().stream()
          .filter(it -> vtex.status(it).equals("invoiced"))
          .forEach(
              it ->
                  assertThat(vtex.invoices(it))
                      .as(it)
                      .singleElement()
                      .satisfies(
                          invoice -> {
                            assertThat(invoice.posts()).isEqualTo(1);
                            assertThat(invoice.key()).hasSize(44);
                          }));
      // Each order has an invoice and a tracking code there.
      await().atMost(Duration.ofMinutes(1)).until(() -> presence.panel().size() == 6 * ORDERS);
      assertThat(presence.panel()).allMatch(PresenceSimulator.Result::success);
      goodsAreInTheStores(hub, moovin, fastcommerce);
      whatDoesNotAddUpIsTakenByOneWord(hub);
      assertThat(presence.overLimit() + moovin.overLimit() + fastcommerce.overLimit()).isZero();
    }
  }

  /** Each store has one order whose parts do not make its total. */
  private static void whatDoesNotAddUpIsTakenByOneWord(ConfigurableApplicationContext hub) {
    FoccoSimulator focco = hub.getBean(FoccoSimulator.class);
    List<Long> letters =
        hub.getBean(JdbcClient.class)
            .sql("SELECT id FROM dead_letter WHERE cause = 'order.total-differs'")
            .query(Long.class)
            .list();
    assertThat(letters).hasSize(3);

    letters.forEach(
        it ->
            assertThat(hub.getBean(Operations.class).takeTotal(it))
                .contains("is taken with the total of its store"));

    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> focco.orders().size() == 3 * ORDERS + letters.size());
    assertThat(focco.ordersOf(VtexOrders.id(ORDERS + 1)))
        .singleElement()
        .satisfies(
            it ->
                assertThat(VtexOrders.wrongSum(ORDERS + 1))
                    .contains("\"value\":" + it.total().movePointRight(2).toBigIntegerExact()));
  }

  private static void goodsAreInTheStores(
      ConfigurableApplicationContext hub,
      MoovinSimulator moovin,
      FastcommerceSimulator fastcommerce) {
    FoccoSimulator focco = hub.getBean(FoccoSimulator.class);
    VtexSimulator vtex = hub.getBean(VtexSimulator.class);
    int stock = focco.stock("FG7001", 101L, 10).intValueExact();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () ->
                vtex.total(7_001, "1_1") == stock
                    && moovin.product(GOOD) != null
                    && Integer.valueOf(stock).equals(moovin.stock(GOOD, "loja-1"))
                    && fastcommerce.catalogue().productCount(GOOD) == 1
                    && fastcommerce.catalogue().stock(GOOD) == stock);

    assertThat(vtex.violations()).isEmpty();
    moovin.corruptStock(GOOD, "loja-1", stock + 50);
    hub.getBean(Reconciliations.class).again("moovin");

    await().atMost(Duration.ofMinutes(2)).until(() -> moovin.stock(GOOD, "loja-1") == stock);
    assertThat(hub.getBean(Reconciliations.class).report().differences())
        .anySatisfy(it -> assertThat(it.found()).contains(String.valueOf(stock + 50)));
  }

  private ConfigurableApplicationContext start() {
    // About once a second of the test.
    Stream<String> schedule =
        Stream.of(
                "orders",
                "order-status",
                "cancellations",
                "invoices",
                "shipments",
                "stock",
                "products",
                "prices",
                "customers",
                "reconciliation")
            .map(it -> "ponte.schedule.%s=0/%d * * * * ?".formatted(it, SPEED));
    return new SpringApplicationBuilder(Ponte.class)
        .profiles("sandbox")
        .run(
            Stream.concat(
                    schedule,
                    Stream.of(
                        "server.port=0",
                        "spring.jmx.enabled=false",
                        "spring.quartz.properties.org.quartz.scheduler.jmx.export=false",
                        "spring.security.user.password=test",
                        "spring.datasource.url=jdbc:h2:mem:sandbox-test;DB_CLOSE_DELAY=-1",
                        "ponte.sandbox.speed=" + SPEED,
                        "ponte.sandbox.orders=" + ORDERS,
                        "ponte.sandbox.vtex-port=0",
                        "ponte.sandbox.focco-port=0",
                        "ponte.sandbox.moovin-port=0",
                        "ponte.sandbox.fastcommerce-port=0",
                        "ponte.sandbox.presence-port=0",
                        "ponte.connections.moovin.orders.sweep-every=5m",
                        "ponte.routes=" + Flows.hasty(folder)))
                .map(it -> "--" + it)
                .toArray(String[]::new));
  }

  private static boolean delivered(VtexSimulator vtex, String id) {
    return vtex.invoices(id).stream().anyMatch(VtexInvoice::delivered);
  }

  private static boolean delivered(MoovinSimulator moovin, String id) {
    return moovin.order(id).matches("(?s).*\"data_entrega\":\"20\\d\\d-.*");
  }

  private static boolean delivered(FastcommerceOrder order) {
    return order.status() == 7 && !order.header().getOrDefault("Entregue em", "").isBlank();
  }
}
