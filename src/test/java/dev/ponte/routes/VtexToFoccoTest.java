package dev.ponte.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.kit.Hub;
import dev.ponte.kit.Shared;
import dev.ponte.ledger.UnknownBuyers;
import dev.ponte.sandbox.FastClock;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.Simulator.Answer;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The shipped flows between VTEX and Focco, from end to end. */
@Execution(ExecutionMode.CONCURRENT)
class VtexToFoccoTest {

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Duration SOON = Duration.ofSeconds(30);

  private final VtexSimulator vtex = new VtexSimulator(0);
  private final FoccoSimulator focco = new FoccoSimulator(0);
  private Hub hub;

  @BeforeEach
  void start() {
    vtex.start();
    focco.start();
    hub = new Hub().connect("vtex", vtex).connect("focco", focco);
  }

  @AfterEach
  void stop() {
    hub.close();
    vtex.close();
    focco.close();
  }

  @Test
  void varied_orders_arrive_to_the_cent_and_the_store_is_told() {
    IntStream.rangeClosed(1, 60).forEach(i -> vtex.place(VtexOrders.order(i)));
    hub.start();

    await().atMost(SOON).until(() -> vtex.count("handling") == 60);

    assertThat(focco.orders()).hasSize(60);
    for (String id : vtex.orderIds()) {
      assertThat(focco.ordersOf(id)).as(id).hasSize(1);
      assertThat(focco.ordersOf(id).get(0).total())
          .as(id)
          .isEqualByComparingTo(value(VtexOrders.order(number(id))));
      assertThat(vtex.handled(id)).as(id).isEqualTo(1);
    }
    assertThat(focco.budgets()).isEmpty();
  }

  @Test
  void every_order_arrives_to_the_cent_or_says_what_a_person_must_do() {
    ObjectNode whole = tree(Shared.resource("vtex/doc_2014_ready_for_handling.json"));
    ObjectNode foreign = tree(VtexOrders.order(1));
    item(foreign).put("seller", "parceiro");
    ObjectNode emptied = tree(VtexOrders.order(2));
    emptied.put("value", emptied.path("value").asLong() - 1);
    emptied.withArray("totals").addObject().put("id", "Change").put("value", -1);
    ObjectNode unnamed = tree(VtexOrders.order(3));
    item(unnamed).putNull("refId");
    List.of(whole, foreign, emptied, unnamed).forEach(it -> vtex.place(it.toString()));
    hub.start();

    await().atMost(SOON).until(() -> vtex.status(id(whole)).equals("handling"));
    await().atMost(SOON).until(() -> hub.words(id(foreign)).contains("seller parceiro"));
    await().atMost(SOON).until(() -> hub.words(id(emptied)).contains("changed in the store"));
    await().atMost(SOON).until(() -> hub.words(id(unnamed)).contains("has no ref-id"));
    assertThat(focco.orders()).hasSize(1);
    assertThat(focco.ordersOf(id(whole)).get(0).total())
        .isEqualByComparingTo(value(whole.toString()));
    assertThat(focco.budgets()).isEmpty();
    assertThat(vtex.count("handling")).isEqualTo(1);
  }

  @Test
  void the_buyer_whom_focco_does_not_know_is_asked_for_and_then_the_order_goes_by_itself() {
    ObjectNode order = tree(VtexOrders.order(0));
    String document = order.path("clientProfileData").path("document").asText();
    vtex.place(order.toString());
    hub.clock(new FastClock(60), 60)
        .set("ponte.connections.focco.customers.unregistered", "ask")
        .start();
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> assertThat(askedFor()).containsExactly(document.replaceAll("\\D", "")));
    assertThat(hub.state(id(order), "focco")).isEqualTo("pending");
    assertThat(focco.orders()).isEmpty();

    focco.addCustomer(document.replaceAll("\\D", ""), 77);
    await()
        .atMost(SOON)
        .until(
            () -> {
              lookAgain();
              return vtex.status(id(order)).equals("handling");
            });

    assertThat(focco.ordersOf(id(order))).extracting(it -> it.customer()).containsExactly(77L);
    assertThat(askedFor()).isEmpty();
  }

  private List<String> askedFor() {
    return hub.part(UnknownBuyers.class).list().stream()
        .map(it -> it.customer().document())
        .toList();
  }

  /** The minute is over after which it is looked for whom somebody has registered. */
  private void lookAgain() {
    hub.part(JdbcClient.class)
        .sql("UPDATE delivery SET due_at = CURRENT_TIMESTAMP WHERE state = 'pending'")
        .update();
  }

  @Test
  void known_orders_that_wait_in_the_list_cost_no_detail_call() {
    IntStream.rangeClosed(1, 500).forEach(i -> vtex.place(VtexOrders.order(i)));
    // Focco is closed, so the orders stay in VTEX's list.
    focco.inject(any -> true, Fault.FORBIDDEN, Integer.MAX_VALUE);
    hub.start();
    await().atMost(SOON).until(() -> vtex.calls("get-order") == 500);
    long lists = vtex.calls("list-orders");

    await().atMost(SOON).until(() -> vtex.calls("list-orders") >= lists + 25);

    assertThat(vtex.calls("get-order")).isEqualTo(500);
  }

  @Test
  void trouble_of_foccos_database_passes_and_nobody_has_to_do_anything() {
    IntStream.rangeClosed(1, 30).forEach(i -> vtex.place(VtexOrders.order(i)));
    focco.inject("CriaItemOrcamento", oracle(200, "ORA-12541: TNS: nenhum listener"), 10);
    focco.inject(
        "CriaPedido", oracle(500, "ORA-04068: o estado existente dos pacotes foi descartado"), 3);
    hub.set("ponte.connections.focco.read-timeout", "2s")
        .set("ponte.connections.focco.orders.late-effect", "1s")
        .start();

    await().atMost(Duration.ofSeconds(90)).until(() -> vtex.count("handling") == 30);

    assertThat(focco.orders()).hasSize(30);
    assertThat(vtex.orderIds()).allSatisfy(it -> assertThat(focco.ordersOf(it)).hasSize(1));
    assertThat(focco.budgets()).isEmpty();
  }

  private static Answer oracle(int status, String words) {
    return Answer.json(
        status,
        "{\"Succeeded\":false,\"Failed\":true,\"Value\":null,\"ErrorMessage\":\"%s\"}"
            .formatted(words));
  }

  @Test
  void a_drain_much_longer_than_the_poll_interval_creates_nothing_twice() {
    IntStream.rangeClosed(1, 150).forEach(i -> vtex.place(VtexOrders.order(i)));
    focco.latency(Duration.ofMillis(60));
    vtex.latency(Duration.ofMillis(60));
    hub.set("ponte.connections.focco.concurrency", 4).start();

    await().atMost(Duration.ofSeconds(90)).until(() -> vtex.count("handling") == 150);

    assertThat(focco.orders()).hasSize(150);
    assertThat(vtex.calls("list-orders")).isGreaterThan(5);
    assertThat(vtex.calls("get-order")).isEqualTo(150);
  }

  @Test
  void an_answer_lost_after_the_request_was_sent_creates_nothing_twice() {
    IntStream.rangeClosed(1, 30).forEach(i -> vtex.place(VtexOrders.order(i)));
    focco.inject("CriaItemOrcamento", Fault.REPLY_LOST, 2);
    focco.inject("CriaPedido", Fault.REPLY_LOST, 2);
    focco.inject("AtualizaFreteOrcamento", Fault.RESET, 2);
    vtex.inject("start-handling", Fault.REPLY_LOST, 2);
    hub.set("ponte.connections.focco.read-timeout", "2s")
        .set("ponte.connections.focco.orders.late-effect", "1s")
        .start();

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> vtex.count("handling") == 28 && parked() == 2);

    assertThat(focco.orders()).hasSize(30);
    vtex.orderIds().forEach(it -> assertThat(focco.ordersOf(it)).as(it).hasSize(1));
  }

  @Test
  void an_order_cancelled_in_focco_is_cancelled_in_vtex() {
    vtex.place(VtexOrders.order(1));
    hub.start();
    String id = vtex.orderIds().iterator().next();
    await().atMost(SOON).until(() -> vtex.status(id).equals("handling"));

    focco.setStatus(focco.ordersOf(id).get(0).id(), "Cancelado");

    await().atMost(Duration.ofSeconds(60)).until(() -> vtex.status(id).equals("canceled"));
    assertThat(vtex.calls("cancel")).isEqualTo(1);
  }

  @Test
  void acknowledging_and_reading_again_makes_no_new_version() {
    vtex.place(VtexOrders.order(1));
    hub.start();
    String id = vtex.orderIds().iterator().next();
    await().atMost(SOON).until(() -> vtex.status(id).equals("handling"));

    vtex.setStatus(id, "ready-for-handling");
    long lists = vtex.calls("list-orders");
    await().atMost(SOON).until(() -> vtex.calls("list-orders") > lists + 2);

    assertThat(focco.orders()).hasSize(1);
    assertThat(hub.state(id, "focco")).isEqualTo("delivered");
  }

  @Test
  void a_list_that_is_stale_is_overruled_by_the_order_itself() {
    ObjectNode waiting = tree(VtexOrders.order(1));
    vtex.place(waiting.put("isCompleted", false).toString());
    vtex.place(VtexOrders.order(2));
    hub.start();

    await().atMost(SOON).until(() -> vtex.count("handling") == 1);

    assertThat(focco.orders()).hasSize(1);
  }

  private long parked() {
    return vtex.orderIds().stream().filter(it -> hub.state(it, "focco").equals("parked")).count();
  }

  private static int number(String id) {
    return (int) (Long.parseLong(id.substring(0, id.indexOf('-'))) - 1_000_000_000_000L);
  }

  private static String id(ObjectNode order) {
    return order.path("orderId").asText();
  }

  private static ObjectNode item(ObjectNode order) {
    return (ObjectNode) order.path("items").path(0);
  }

  private static BigDecimal value(String document) {
    return new BigDecimal(tree(document).path("value").asText()).movePointLeft(2);
  }

  private static ObjectNode tree(String document) {
    try {
      return (ObjectNode) JSON.readTree(document);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** All that can go wrong on both sides, each once; the rest of the orders is not disturbed. */
  @Test
  void every_fault_on_every_system_loses_nothing() {
    IntStream.rangeClosed(1, 40).forEach(i -> vtex.place(VtexOrders.order(i)));
    List<Fault> faults =
        List.of(
            Fault.ERROR_500,
            Fault.UNAVAILABLE,
            Fault.RESET,
            Fault.HTML,
            Fault.TRUNCATED,
            Fault.HUGE,
            Fault.XML_BOMB);
    faults.forEach(it -> vtex.inject("list-orders", it, 1));
    faults.forEach(it -> vtex.inject("get-order", it, 1));
    faults.forEach(it -> focco.inject("AtualizaObservacaoOrcamento", it, 1));
    faults.forEach(it -> vtex.inject("start-handling", it, 1));
    hub.start();

    await().atMost(Duration.ofSeconds(120)).until(() -> vtex.count("handling") == 40);

    vtex.orderIds().forEach(it -> assertThat(focco.ordersOf(it)).as(it).hasSize(1));
    assertThat(focco.budgets()).isEmpty();
  }
}
