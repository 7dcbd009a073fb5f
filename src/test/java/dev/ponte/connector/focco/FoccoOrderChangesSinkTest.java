package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderChange;
import dev.ponte.connection.Connection;
import dev.ponte.connection.TestApi;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Outcome;
import dev.ponte.kit.TestClock;
import dev.ponte.kit.TestCursors;
import dev.ponte.kit.TestDelivery;
import dev.ponte.kit.TestNotes;
import dev.ponte.kit.TestReferences;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.Simulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who opens an order in Focco reads what its store has done with it since. */
class FoccoOrderChangesSinkTest {

  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final TestApi http = new TestApi();
  private final TestReferences references = new TestReferences();
  private final Order sent = Orders.plain("v1");
  private Connection connection;
  private FoccoApi api;

  @BeforeEach
  void accepted() {
    focco.start();
    connection =
        TestApi.connection(
            "focco",
            new FoccoSystem(),
            focco.url(),
            Duration.ofSeconds(5),
            FoccoOrdersSinkTest.settings(FoccoSettings.Taxes.REJECT, null));
    api = new FoccoApi(http.api(connection));
    TestDelivery delivery = new TestDelivery("v1", "focco");
    order(sent, delivery);
    references.save(delivery.references());
  }

  @AfterEach
  void stop() throws Exception {
    focco.close();
    http.close();
  }

  @Test
  void a_cancellation_stands_behind_the_observations_of_the_order() {
    TestDelivery delivery = new TestDelivery("v1/focco/2", "focco");

    warn(OrderChange.of("focco", 2, sent, Orders.cancelled("v1")), delivery);

    assertThat(focco.ordersOf("v1").get(0).notes())
        .startsWith("Pedido v1 (vtex)")
        .endsWith("\n*** ATENÇÃO: pedido v1 CANCELADO na loja vtex. Não separar nem faturar.");
    assertThat(delivery.settled()).isEqualTo(Outcome.delivered("noted in pedido 301"));
    assertThat(delivery.calls()).extracting(Delivery.Call::operation).hasSize(1);
  }

  @Test
  void a_change_says_which_items_how_much_money_and_what_else() {
    Order changed =
        Orders.order(
            "v1",
            List.of(Orders.line("1", "2", "10.00", "20.00"), Orders.line("9", "1", "1.00", "1.00")),
            "0.00",
            List.of(),
            false);

    warn(OrderChange.of("focco", 2, sent, changed), new TestDelivery("v1/focco/2", "focco"));

    assertThat(focco.ordersOf("v1").get(0).notes())
        .endsWith(
            "ALTERADO na loja vtex. Conferir antes de faturar: item ref-1 Item 1: 1 → 2; item ref-9 Item 9: 0 → 1; total R$ 10.00 → R$ 21.00; pagamento");
  }

  @Test
  void many_warnings_never_outgrow_the_observations_and_the_newest_stands_there_whole() {
    long id = focco.ordersOf("v1").get(0).id();
    api.call(
        connection,
        "AtualizaObservacaoOrcamento",
        FoccoRequests.notes(id, "Pedido v1 (vtex)\n" + "longo ".repeat(530), "Pedido v1"),
        new TestDelivery("v1", "focco"));
    List<Line> many = new ArrayList<>();
    for (int i = 1; i < 30; i++) {
      many.add(Orders.line(String.valueOf(i), "3", "10.00", "30.00"));
    }
    Order changed = Orders.order("v1", many, "0.00", List.of(), false);

    for (int version = 2; version < 9; version++) {
      warn(
          OrderChange.of("focco", version, sent, changed),
          new TestDelivery("v1/focco/" + version, "focco"));
      assertThat(notes().getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(4_000);
      assertThat(notes()).startsWith("Pedido v1 (vtex)\nlongo longo");
    }
    warn(
        OrderChange.of("focco", 9, sent, Orders.cancelled("v1")),
        new TestDelivery("v1/focco/9", "focco"));

    assertThat(notes())
        .endsWith("\n*** ATENÇÃO: pedido v1 CANCELADO na loja vtex. Não separar nem faturar.")
        .contains("… (cortado)\n***");
    assertThat(focco.ordersOf("v1").get(0).invoiceNotes()).isEqualTo("Pedido v1");
  }

  private String notes() {
    return focco.ordersOf("v1").get(0).notes();
  }

  @Test
  void an_order_that_another_erp_has_is_left_alone() {
    TestDelivery delivery = new TestDelivery("v1/other/2", "focco");

    warn(OrderChange.of("other", 2, sent, Orders.cancelled("v1")), delivery);
    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    warn(OrderChange.of("focco", 2, sent, Orders.cancelled("v2")), delivery);
    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.SKIPPED);

    assertThat(delivery.calls()).isEmpty();
  }

  @Test
  void a_warning_that_focco_does_not_take_is_told_in_full() {
    focco.inject(
        "AtualizaObservacaoOrcamento",
        Simulator.Answer.json(
            200, "{\"Succeeded\":false,\"ErrorMessage\":\"ORA-12899: valor muito grande\"}"),
        1);

    DeliveryFailure failure =
        catchThrowableOfType(
            DeliveryFailure.class,
            () ->
                warn(
                    OrderChange.of("focco", 2, sent, Orders.cancelled("v1")),
                    new TestDelivery("v1/focco/2", "focco")));

    assertThat(failure)
        .hasMessageContaining("not taken into pedido 301 of focco, tell the people there")
        .hasMessageContaining("CANCELADO")
        .hasMessageContaining("ORA-12899");
    assertThat(failure.cause()).contains("focco.warning-refused");
  }

  @Test
  void an_order_cancelled_between_its_creation_and_the_end_of_its_delivery_is_warned_of_too() {
    TestDelivery delivery = new TestDelivery("v3", "focco");
    order(Orders.plain("v3"), delivery);

    DeliveryFailure failure =
        catchThrowableOfType(
            DeliveryFailure.class, () -> order(Orders.cancelled("v3"), delivery.version(2)));

    assertThat(failure).hasMessageContaining("cancel it there");
    assertThat(focco.ordersOf("v3").get(0).notes()).contains("CANCELADO na loja vtex");
  }

  private void warn(OrderChange change, TestDelivery delivery) {
    delivery.settle(
        new FoccoOrderChangesSink(api, references).deliver(connection, change, delivery));
  }

  private void order(Order order, TestDelivery delivery) {
    TestClock clock = new TestClock();
    FoccoBudget budget = new FoccoBudget(api, new FoccoCustomers(api, references, clock));
    FoccoStockPlans plans =
        new FoccoStockPlans(
            references, new TestNotes(), new TestCursors(), clock, new SimpleMeterRegistry());
    delivery.settle(
        new FoccoOrdersSink(new FoccoSaga(api, budget, clock), plans, clock)
            .deliver(connection, order, delivery));
  }
}
