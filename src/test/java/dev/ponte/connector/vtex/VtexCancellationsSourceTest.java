package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Order;
import dev.ponte.connection.ApiFailure;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Mark;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexOrders.Trait;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VtexCancellationsSourceTest {

  private static final String ROUTES =
      """
      - route:
          id: cancellations-from-vtex
          routeConfigurationId: intake
          from:
            uri: kamelet:vtex-cancellations-source
            parameters:
              connection: vtex
            steps:
              - bean:
                  ref: ledger
                  method: order
      """;
  private static final int STATUSES = 6 + 2;

  private final Store store = new Store(it -> it, ROUTES);
  private final String id = VtexOrders.id(1);

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cancellation-requested",
        "request-cancel",
        "waiting-for-seller-decision",
        "canceled",
        "replaced"
      })
  void an_order_that_was_taken_comes_again_as_cancelled_once(String status) {
    place(1, Trait.PLAIN, Duration.ofDays(2));
    taken(id);
    store.vtex.setStatus(id, status);

    assertThat(store.poll()).isNull();
    assertThat(store.poll()).isNull();

    assertThat(store.orders).hasSize(1);
    Order order = store.order(0);
    assertThat(order.id()).isEqualTo(id);
    assertThat(order.cancelled()).isTrue();
    assertThat(order.lines()).isNotEmpty();
    assertThat(store.vtex.calls("get-order")).isEqualTo(1);
  }

  @Test
  void several_statuses_can_be_asked_for_in_one_call() {
    try (Store asking = new Store(VtexCancellationsSourceTest::fourAtOnce, ROUTES)) {
      List<String> statuses = List.of("request-cancel", "canceled", "replaced", "handling");
      for (int i = 0; i < statuses.size(); i++) {
        ObjectNode order = (ObjectNode) Documents.json(VtexOrders.order(i + 1));
        order.put("creationDate", asking.clock.instant().minus(Duration.ofDays(2)).toString());
        asking.vtex.place(order.toString());
        asking.vtex.setStatus(VtexOrders.id(i + 1), statuses.get(i));
        asking.marks.add(
            new Mark("vtex", Order.TYPE, VtexOrders.id(i + 1), "ready-for-handling").toString());
      }

      assertThat(asking.poll()).isNull();

      assertThat(asking.orders).hasSize(3);
      assertThat(asking.vtex.calls("list-orders")).isEqualTo(2 + 2);
    }
  }

  @Test
  void an_order_that_the_store_changes_in_handling_comes_again_and_costs_a_read_a_change() {
    place(1, Trait.PLAIN, Duration.ofDays(2));
    taken(id);
    store.vtex.setStatus(id, "handling");

    store.poll();
    store.poll();
    assertThat(store.orders).as("nothing was changed").isEmpty();
    assertThat(store.vtex.calls("get-order")).isEqualTo(1);

    discounted(1, 100);
    store.poll();
    store.poll();

    assertThat(store.orders).hasSize(1);
    assertThat(store.order(0).charges())
        .singleElement()
        .satisfies(it -> assertThat(it.value()).isEqualByComparingTo("-1.00"));
    assertThat(store.vtex.calls("get-order")).isEqualTo(2);
  }

  @Test
  void a_change_of_an_order_that_was_never_taken_or_is_invoiced_costs_nothing() {
    place(1, Trait.PLAIN, Duration.ofDays(2));
    place(2, Trait.PLAIN, Duration.ofDays(2));
    taken(VtexOrders.id(2));
    store.vtex.setStatus(id, "handling");
    store.vtex.setStatus(VtexOrders.id(2), "invoiced");

    store.poll();

    assertThat(store.vtex.calls("get-order")).isZero();
  }

  private static VtexSettings fourAtOnce(VtexSettings plain) {
    return new VtexSettings(
        plain.appKey(),
        plain.appToken(),
        plain.status(),
        plain.perPage(),
        plain.sellers(),
        plain.payments(),
        null,
        null,
        plain.cancelMethod(),
        plain.pathPrefix(),
        new VtexSettings.Cancellations(null, 4, 30),
        null,
        null,
        null);
  }

  @Test
  void an_order_that_was_never_taken_costs_nothing_and_is_no_dead_letter() {
    place(1, Trait.PLAIN, Duration.ofDays(2));
    place(2, Trait.FOREIGN_SELLER, Duration.ofDays(2));
    store.vtex.setStatus(id, "canceled");
    store.vtex.setStatus(VtexOrders.id(2), "canceled");

    assertThat(store.poll()).isNull();

    assertThat(store.orders).isEmpty();
    assertThat(store.deadLetters).isEmpty();
    assertThat(store.vtex.calls("get-order")).isZero();
  }

  @Test
  void a_cancelled_order_that_the_store_refuses_to_give_is_a_dead_letter_once() {
    place(1, Trait.PLAIN, Duration.ofDays(2));
    taken(id);
    store.vtex.setStatus(id, "canceled");
    store.vtex.inject("get-order", Fault.REFUSED, 1);

    assertThat(store.poll()).isNull();
    assertThat(store.poll()).isNull();

    assertThat(store.deadLetters).hasSize(1);
    assertThat(store.deadLetters.get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
        .hasMessageContaining(id)
        .hasMessageContaining("see to it in the ERP by hand");
    assertThat(store.vtex.calls("get-order")).isEqualTo(1);
  }

  @Test
  void an_idle_poll_costs_one_list_call_a_status() {
    store.poll();

    assertThat(store.vtex.calls()).isEqualTo(STATUSES);
  }

  @Test
  void a_wish_that_becomes_a_cancellation_is_told_once() {
    place(1, Trait.PLAIN, Duration.ofDays(2));
    taken(id);
    store.vtex.setStatus(id, "cancellation-requested");
    store.poll();
    store.vtex.setStatus(id, "canceled");

    store.poll();

    assertThat(store.orders).hasSize(1);
  }

  @Test
  void a_denied_wish_lets_the_order_go_on_and_a_later_one_is_told_again() {
    place(1, Trait.PLAIN, Duration.ofDays(2));
    taken(id);
    store.vtex.setStatus(id, "cancellation-requested");
    store.poll();
    store.vtex.setStatus(id, "cancellation-request-denied");
    store.poll();
    store.poll();
    store.vtex.setStatus(id, "canceled");
    store.poll();

    assertThat(store.orders).hasSize(3);
    assertThat(store.order(0).cancelled()).isTrue();
    assertThat(store.order(1).cancelled()).isFalse();
    assertThat(store.order(2).cancelled()).isTrue();
  }

  @Test
  void a_wish_that_was_denied_before_anybody_saw_it_is_nothing() {
    place(1, Trait.PLAIN, Duration.ofDays(2));
    taken(id);
    store.vtex.setStatus(id, "cancellation-request-denied");

    store.poll();

    assertThat(store.orders).isEmpty();
  }

  @Test
  void the_order_decides_not_the_list() {
    place(1, Trait.PLAIN, Duration.ofDays(2));
    taken(id);
    store.vtex.setStatus(id, "cancellation-requested");
    store.vtex.freezeList(true);
    store.vtex.setStatus(id, "handling");

    assertThat(store.poll()).isNull();

    assertThat(store.orders).isEmpty();
    assertThat(store.marks).containsExactly(mark(id, "ready-for-handling"));
  }

  @Test
  void orders_older_than_the_window_are_not_looked_for() {
    place(1, Trait.PLAIN, Duration.ofDays(31));
    taken(id);
    store.vtex.setStatus(id, "canceled");

    store.poll();

    assertThat(store.orders).isEmpty();
  }

  @Test
  void one_that_cannot_be_told_any_more_is_a_dead_letter_that_says_it_is_cancelled() {
    place(1, Trait.FOREIGN_SELLER, Duration.ofDays(2));
    taken(id);
    store.vtex.setStatus(id, "canceled");

    assertThat(store.poll()).isNull();
    store.poll();

    assertThat(store.deadLetters).hasSize(1);
    assertThat(store.deadLetters.get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
        .hasMessageContaining("is cancelled in vtex");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ERROR_500", "RESET", "HTML", "TRUNCATED"})
  void what_fails_to_read_comes_with_the_next_poll(Fault fault) {
    place(1, Trait.PLAIN, Duration.ofDays(2));
    taken(id);
    store.vtex.setStatus(id, "canceled");
    store.vtex.inject("get-order", fault, 1);

    assertThat(store.poll()).isInstanceOf(DeliveryFailure.class);
    assertThat(store.orders).isEmpty();
    store.poll();

    assertThat(store.orders).hasSize(1);
  }

  @Test
  void a_list_that_fails_leaves_the_other_lists_alone() {
    place(1, Trait.PLAIN, Duration.ofDays(2));
    taken(id);
    store.vtex.setStatus(id, "canceled");
    store.vtex.inject("list-orders", Fault.ERROR_500, 1);

    assertThat(store.poll()).isInstanceOf(ApiFailure.class);

    assertThat(store.orders).hasSize(1);
    assertThat(store.deadLetters).isEmpty();
  }

  private void place(int number, Trait trait, Duration age) {
    ObjectNode order = (ObjectNode) Documents.json(new VtexOrders(3).with(number, trait));
    order.put("creationDate", Instant.now().minus(age).toString());
    store.vtex.place(order.toString());
  }

  /** The store has taken so many cents off an order in handling. */
  private void discounted(int number, int cents) {
    ObjectNode order = (ObjectNode) Documents.json(new VtexOrders(3).with(number, Trait.PLAIN));
    order.put("creationDate", Instant.now().minus(Duration.ofDays(2)).toString());
    order.put("value", order.path("value").asLong() - cents);
    order.withArray("totals").addObject().put("id", "Change").put("value", -cents);
    order
        .putObject("changesAttachment")
        .putArray("changesData")
        .addObject()
        .put("reason", "avaria")
        .put("discountValue", cents)
        .put("incrementValue", 0);
    store.vtex.place(order.toString(), "handling");
  }

  private void taken(String order) {
    store.marks.add(mark(order, "ready-for-handling"));
  }

  private static String mark(String order, String stamp) {
    return new Mark("vtex", Order.TYPE, order, stamp).toString();
  }
}
