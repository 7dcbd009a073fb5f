package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Order;
import dev.ponte.connection.ApiFailure;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexOrders.Trait;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VtexOrdersSourceTest {

  private static final String ROUTES =
      """
      - route:
          id: orders-from-vtex
          routeConfigurationId: intake
          from:
            uri: kamelet:vtex-orders-source
            parameters:
              connection: vtex
            steps:
              - bean:
                  ref: ledger
                  method: order
      """;

  private final VtexOrders generator = new VtexOrders(3);
  private Store store;

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void orders_that_are_ready_arrive_once_each() {
    open();
    place(0, 40, Trait.PLAIN);

    assertThat(store.poll()).isNull();

    assertThat(ids()).containsExactlyInAnyOrderElementsOf(store.vtex.orderIds());
  }

  @Test
  void a_part_of_a_purchase_is_told_of_how_many_and_only_parts_cost_a_call() {
    open();
    ObjectNode first = (ObjectNode) Documents.json(generator.with(1, Trait.SPLIT));
    String group = first.path("orderGroup").asText();
    ObjectNode second = first.deepCopy().put("orderId", group + "-02");
    store.vtex.place(first.toString());
    store.vtex.place(second.toString());
    place(2, 5, Trait.PLAIN);

    assertThat(store.poll()).isNull();

    assertThat(store.orders).hasSize(5);
    for (int i = 0; i < 5; i++) {
      Order order = store.order(i);
      boolean part = group.equals(order.group());
      assertThat(order.extras().get("orderGroupSize")).isEqualTo(part ? "2" : null);
    }
    assertThat(store.vtex.calls("get-order-group")).isEqualTo(2);
  }

  @Test
  void a_purchase_that_cannot_be_read_holds_up_no_order() {
    open();
    store.vtex.inject("get-order-group", Fault.FORBIDDEN, 9);
    place(1, 2, Trait.SPLIT);

    assertThat(store.poll()).isNull();

    assertThat(store.order(0).extras()).doesNotContainKey("orderGroupSize");
  }

  @Test
  void known_orders_cost_list_pages_only() {
    open();
    place(0, 500, Trait.PLAIN);
    store.poll();
    long lists = store.vtex.calls("list-orders");

    store.poll();

    assertThat(store.vtex.calls("get-order")).isEqualTo(500);
    assertThat(store.vtex.calls("list-orders") - lists).isEqualTo(5);
    assertThat(store.orders).hasSize(500);
  }

  @Test
  void no_order_is_missed_while_handling_shrinks_the_list() {
    open(1);
    place(0, 10, Trait.PLAIN);
    store.poll();
    place(10, 30, Trait.PLAIN);
    handleOneKnownOrderBeforeEachPage();

    store.poll();

    assertThat(ids()).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void more_than_thirty_pages_are_read_window_by_window() {
    open(2);
    place(0, 150, Trait.PLAIN);

    assertThat(store.poll()).isNull();

    assertThat(new HashSet<>(ids())).hasSize(150);
    assertThat(store.orders).hasSize(150);
  }

  @Test
  void orders_of_one_second_beyond_thirty_pages_are_said_loudly_and_the_first_are_fetched() {
    open(1);
    for (int i = 0; i < 35; i++) {
      ObjectNode order = (ObjectNode) Documents.json(generator.with(i, Trait.PLAIN));
      order.put("creationDate", "2026-01-05T12:00:00.000000" + i % 10 + "+00:00");
      store.vtex.place(order.toString());
    }

    assertThat(store.poll()).hasMessageContaining("more orders");

    assertThat(store.orders).hasSize(30);
  }

  @Test
  void the_order_decides_not_the_list() {
    open();
    place(0, 2, Trait.PLAIN);
    store.vtex.freezeList(true);
    store.vtex.setStatus(VtexOrders.id(0), "waiting-seller-handling");

    assertThat(store.poll()).isNull();

    assertThat(ids()).containsExactly(VtexOrders.id(1));
    assertThat(store.marks).hasSize(1);
  }

  @Test
  void an_incomplete_order_waits_without_a_mark() {
    open();
    ObjectNode order = (ObjectNode) Documents.json(generator.with(0, Trait.PLAIN));
    store.vtex.place(order.put("isCompleted", false).toString());
    store.poll();
    assertThat(store.orders).isEmpty();

    store.vtex.place(order.put("isCompleted", true).put("status", "").toString());
    store.poll();

    assertThat(store.orders).hasSize(1);
  }

  @Test
  void an_order_that_cannot_be_taken_is_a_dead_letter_with_the_whole_document() {
    open();
    place(0, 1, Trait.FOREIGN_SELLER);
    place(1, 3, Trait.PLAIN);

    assertThat(store.poll()).isNull();

    assertThat(store.orders).hasSize(2);
    Exchange dead = store.deadLetters.get(0);
    assertThat(dead.getMessage().getBody(String.class)).contains("\"clientProfileData\"");
    assertThat(dead.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
        .hasMessageContaining("seller parceiro");
  }

  @Test
  void a_dead_letter_is_not_read_again_by_the_next_poll() {
    open();
    place(0, 1, Trait.FOREIGN_SELLER);
    store.poll();

    store.poll();

    assertThat(store.vtex.calls("get-order")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ERROR_500", "RESET", "HTML", "TRUNCATED", "HUGE", "XML_BOMB", "REPLY_LOST"})
  void an_order_that_fails_to_read_comes_with_the_next_poll_and_the_others_now(Fault fault) {
    open();
    place(0, 6, Trait.PLAIN);
    store.vtex.inject("get-order", fault, 1);

    Throwable failure = store.poll();

    assertThat(failure).isInstanceOf(DeliveryFailure.class);
    assertThat(store.orders).hasSize(5);
    store.poll();
    assertThat(new HashSet<>(ids())).hasSize(6);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ERROR_500", "RESET", "HTML", "TRUNCATED", "UNAUTHORIZED", "REDIRECT", "TOO_MANY"})
  void a_list_that_fails_is_the_polls_failure(Fault fault) {
    open();
    place(0, 2, Trait.PLAIN);
    store.vtex.inject("list-orders", fault, 1);

    assertThat(store.poll()).hasMessageContaining("vtex");

    assertThat(store.orders).isEmpty();
    assertThat(store.deadLetters).isEmpty();
  }

  @Test
  void a_throttled_store_rests_for_a_minute_at_least() {
    open();
    store.vtex.inject("list-orders", Fault.TOO_MANY, 1);

    ApiFailure failure = (ApiFailure) store.poll();

    assertThat(failure.failureClass()).isEqualTo(FailureClass.THROTTLED);
    assertThat(failure.retryAt().orElseThrow()).isAfter(Instant.now().plusSeconds(50));
  }

  @Test
  void a_store_that_fails_again_and_again_is_left_alone() {
    open();
    place(0, 60, Trait.PLAIN);
    store.vtex.inject("get-order", Fault.ERROR_500, 60);

    store.poll();

    assertThat(store.vtex.calls("get-order")).isLessThan(40);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"REFUSED", "NOT_FOUND"})
  void orders_that_the_store_refuses_to_give_are_dead_letters_and_stop_nothing_behind_them(
      Fault fault) {
    open();
    place(0, 56, Trait.PLAIN);
    store.vtex.inject("get-order", fault, 20);

    assertThat(store.poll()).isNull();
    assertThat(store.poll()).isNull();

    assertThat(new HashSet<>(ids())).hasSize(36);
    assertThat(store.deadLetters).hasSize(20);
    assertThat(store.vtex.calls("get-order")).as("none is asked for twice").isEqualTo(56);
    Exchange dead = store.deadLetters.get(0);
    assertThat(dead.getMessage().getBody(String.class))
        .as("the row of the list")
        .contains("\"orderId\"", "\"creationDate\"");
    assertThat(dead.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
        .hasMessageContaining("vtex answered")
        .hasMessageContaining("fetched again");
  }

  @Test
  void an_order_that_fails_the_poll_is_named() {
    open();
    place(0, 1, Trait.PLAIN);
    store.vtex.inject("get-order", Fault.ERROR_500, 1);

    assertThat(store.poll())
        .hasMessageContaining("order " + VtexOrders.id(0))
        .hasMessageContaining("vtex")
        .hasMessageContaining("500");
  }

  @Test
  void the_gateway_completes_payments_when_asked_to() {
    store = new Store(it -> gateway(it), ROUTES);
    ObjectNode order = (ObjectNode) Documents.json(generator.with(1, Trait.PLAIN));
    Documents.payment(order).set("connectorResponses", Documents.json("{}"));
    store.vtex.place(order.toString());

    store.poll();

    assertThat(store.order(0).payments().get(0).nsu()).startsWith("NP");
    assertThat(store.order(0).billing().street()).isEqualTo("Rua Doutor Luís Carlos");
  }

  @Test
  void a_forbidden_gateway_never_blocks_an_order() {
    store = new Store(it -> gateway(it), ROUTES);
    place(0, 3, Trait.PLAIN);
    store.vtex.inject("get-transaction", Fault.FORBIDDEN, 3);

    assertThat(store.poll()).isNull();

    assertThat(store.orders).hasSize(3);
  }

  private void handleOneKnownOrderBeforeEachPage() {
    var known = store.vtex.orderIds().iterator();
    var handled = new AtomicInteger();
    store.vtex.inject(
        operation -> {
          if (operation.equals("list-orders") && handled.incrementAndGet() <= 10) {
            store.vtex.setStatus(known.next(), "handling");
          }
          return false;
        },
        Fault.RESET,
        1);
  }

  private static VtexSettings gateway(VtexSettings it) {
    return new VtexSettings(
        it.appKey(),
        it.appToken(),
        it.status(),
        it.perPage(),
        it.sellers(),
        "gateway",
        null,
        null,
        it.cancelMethod(),
        it.pathPrefix(),
        it.cancellations(),
        it.handled(),
        null,
        null);
  }

  private void open() {
    open(100);
  }

  private void open(int perPage) {
    UnaryOperator<VtexSettings> pages =
        it ->
            new VtexSettings(
                it.appKey(),
                it.appToken(),
                it.status(),
                perPage,
                it.sellers(),
                it.payments(),
                null,
                null,
                it.cancelMethod(),
                it.pathPrefix(),
                it.cancellations(),
                it.handled(),
                null,
                null);
    store = new Store(pages, ROUTES);
  }

  private void place(int from, int to, Trait trait) {
    for (int number = from; number < to; number++) {
      store.vtex.place(generator.with(number, trait));
    }
  }

  private List<String> ids() {
    return store.orders.stream()
        .map(it -> Documents.json(it).path("id").asText())
        .collect(Collectors.toList());
  }
}
