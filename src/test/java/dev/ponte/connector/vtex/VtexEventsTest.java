package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.VtexOrders;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders by VTEX's feed of events. */
class VtexEventsTest {

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
  private static final String FOREIGN =
      "{\"filter\":{\"type\":\"FromOrders\",\"expression\":\"value > 0\"},\"queue\":{\"visibilityTimeoutInSeconds\":30,\"MessageRetentionPeriodInSeconds\":345600}}";

  private final Store store = new Store(it -> it, ROUTES);
  private final String id = VtexOrders.id(1);

  @BeforeEach
  void allow() {
    store.vtex.allowFeed();
  }

  @AfterEach
  void close() {
    assertThat(store.vtex.violations()).isEmpty();
    store.close();
  }

  @Test
  void the_first_poll_sets_the_feed_and_takes_from_the_list_what_was_there_before() {
    place(1);

    assertThat(store.poll()).isNull();

    assertThat(ids()).containsExactly(id);
    assertThat(store.vtex.feedConfiguration())
        .contains("\"FromWorkflow\"", "\"ready-for-handling\"", "1209600");
  }

  @Test
  void later_an_order_costs_its_event_its_commit_and_one_read_and_an_idle_poll_one_call() {
    store.poll();
    long before = store.vtex.calls();

    store.poll();
    assertThat(store.vtex.calls() - before).isEqualTo(1);
    place(1);
    store.poll();

    assertThat(ids()).containsExactly(id);
    assertThat(store.vtex.calls() - before).isEqualTo(1 + 3);
    assertThat(store.vtex.events()).isZero();
    store.poll();
    assertThat(inbox()).isEmpty();
  }

  @Test
  void case_1_an_event_that_is_delivered_twice_is_one_row_and_one_order() {
    store.poll();
    place(1);
    store.vtex.inject("commit-feed", Fault.ERROR_500, 1);

    assertThat(store.poll()).as("the list goes on").isInstanceOf(DeliveryFailure.class);
    assertThat(ids()).containsExactly(id);
    assertThat(store.vtex.events()).as("not committed").isEqualTo(1);
    store.vtex.redeliverEvents();
    assertThat(store.poll()).isNull();

    assertThat(ids()).containsExactly(id);
    assertThat(store.vtex.commits()).as("by the handle of the last read").containsExactly("h2");
    assertThat(store.vtex.events()).isZero();
    assertThat(store.vtex.calls("get-order")).isEqualTo(1);
    assertThat(inbox()).isEmpty();
  }

  @Test
  void case_2_an_order_may_rightly_become_ready_twice() {
    store.poll();
    place(1);
    store.poll();
    store.vtex.setStatus(id, "cancellation-requested");
    store.poll();
    store.vtex.setStatus(id, "ready-for-handling");
    store.poll();

    assertThat(ids()).containsExactly(id, id, id);
    assertThat(store.order(0).cancelled()).isFalse();
    assertThat(store.order(1).cancelled()).isTrue();
    assertThat(store.order(2).cancelled()).isFalse();
  }

  @Test
  void case_2_when_all_three_come_at_once_the_present_status_decides() {
    store.poll();
    place(1);
    store.vtex.setStatus(id, "cancellation-requested");
    store.vtex.setStatus(id, "ready-for-handling");

    store.poll();

    assertThat(ids()).containsExactly(id);
    assertThat(store.order(0).cancelled()).isFalse();
    store.poll();
    assertThat(inbox()).isEmpty();
  }

  @Test
  void case_3_what_cannot_be_written_down_is_not_committed() {
    store.poll();
    for (int number = 1; number <= 10; number++) {
      place(number);
    }
    store.notes.down = new IllegalStateException("no database");

    assertThatThrownBy(store::poll).hasMessage("no database");
    assertThat(store.vtex.calls("commit-feed")).isZero();
    store.notes.down = null;
    store.vtex.redeliverEvents();
    store.poll();

    assertThat(new HashSet<>(ids())).hasSize(10);
    assertThat(store.vtex.events()).isZero();
  }

  @Test
  void case_4_a_configuration_that_vanished_is_set_again_and_the_list_fills_the_gap() {
    store.poll();
    store.vtex.configureFeed(null);
    place(1);

    assertThat(store.poll()).isNull();

    assertThat(ids()).containsExactly(id);
    assertThat(store.vtex.feedConfiguration()).contains("FromWorkflow");
    assertThat(health()).contains("vanished and was set again");
  }

  @Test
  void case_5_anothers_configuration_is_told_and_left_alone_and_orders_come_by_list() {
    store.vtex.configureFeed(FOREIGN);
    place(1);

    assertThat(store.poll()).isNull();
    place(2);
    assertThat(store.poll()).isNull();

    assertThat(ids()).containsExactly(id, VtexOrders.id(2));
    assertThat(store.vtex.feedConfiguration()).contains("value > 0");
    assertThat(store.vtex.calls("set-feed-config") + store.vtex.calls("get-feed")).isZero();
    assertThat(health()).contains("value > 0", "FromWorkflow", "not overwritten");
    assertThat(store.vtex.calls("get-feed-config")).as("looked at now and then").isEqualTo(1);
  }

  @Test
  void anothers_configuration_that_is_gone_makes_room_for_ours() {
    store.vtex.configureFeed(FOREIGN);
    store.poll();
    store.vtex.configureFeed(null);
    store.clock.forward(Duration.ofMinutes(16));

    store.poll();

    assertThat(store.vtex.feedConfiguration()).contains("FromWorkflow");
  }

  @Test
  void a_key_that_may_not_use_the_feed_goes_on_by_list_without_a_noise() {
    try (Store forbidden = new Store(it -> it, ROUTES)) {
      forbidden.vtex.place(VtexOrders.order(1));

      assertThat(forbidden.poll()).isNull();
      assertThat(forbidden.poll()).isNull();

      assertThat(forbidden.orders).hasSize(1);
      assertThat(forbidden.vtex.calls("get-feed-config")).isEqualTo(1);
      assertThat(forbidden.vtex.calls("list-orders")).isEqualTo(2);
    }
  }

  @Test
  void the_list_is_read_every_quarter_of_an_hour_for_what_the_feed_forgot() {
    store.poll();
    String mine = store.vtex.feedConfiguration();
    store.vtex.configureFeed(null);
    place(1);
    store.vtex.configureFeed(mine);
    store.poll();
    assertThat(ids()).isEmpty();

    store.clock.forward(Duration.ofMinutes(15));
    store.poll();

    assertThat(ids()).containsExactly(id);
  }

  @Test
  void events_that_are_of_no_concern_are_committed_and_cost_no_read() {
    store.poll();
    place(1);
    store.poll();
    store.vtex.setStatus(id, "request-cancel");
    store.vtex.setStatus(id, "canceled");
    place(2);
    store.vtex.setStatus(VtexOrders.id(2), "canceled");
    store.poll();
    store.poll();

    assertThat(store.vtex.events()).isZero();
    assertThat(inbox()).isEmpty();
    assertThat(ids()).as("one was never taken").containsExactly(id, id);
    assertThat(store.order(1).cancelled()).isTrue();
  }

  @Test
  void case_13_a_replaced_order_is_cancelled_and_its_successor_is_an_order_of_its_own() {
    store.poll();
    place(1);
    store.poll();
    store.vtex.setStatus(id, "replaced");
    place(5);

    store.poll();

    assertThat(ids()).hasSize(3).contains(VtexOrders.id(5));
    assertThat(
            store.orders.stream()
                .map(it -> dev.ponte.canonical.Canonical.read(dev.ponte.canonical.Order.class, it))
                .filter(it -> it.cancelled())
                .map(it -> it.id()))
        .containsExactly(id);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ERROR_500", "HTML", "TRUNCATED"})
  void an_order_that_cannot_be_read_stays_in_the_inbox_and_holds_up_no_other(Fault fault) {
    store.poll();
    place(1);
    place(2);
    store.vtex.inject("get-order", fault, 1);

    assertThat(store.poll()).isInstanceOf(DeliveryFailure.class);
    assertThat(store.orders).hasSize(1);
    assertThat(store.vtex.events()).as("both are committed").isZero();
    store.poll();

    assertThat(new HashSet<>(ids())).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ERROR_500", "RESET", "HTML"})
  void a_feed_that_fails_is_the_polls_failure_and_the_list_goes_on(Fault fault) {
    store.poll();
    place(1);
    store.vtex.inject("get-feed", fault, 1);

    assertThat(store.poll()).isInstanceOf(DeliveryFailure.class);

    assertThat(ids()).containsExactly(id);
  }

  @Test
  void a_hundred_events_are_received_in_one_poll() {
    store.poll();
    for (int number = 1; number <= 101; number++) {
      place(number);
    }

    assertThat(store.poll()).isNull();

    assertThat(new HashSet<>(ids())).hasSize(101);
    assertThat(store.vtex.calls("commit-feed")).isEqualTo(11);
  }

  private void place(int number) {
    store.vtex.place(
        ((ObjectNode) Documents.json(VtexOrders.order(number))).put("status", "").toString());
  }

  private List<String> ids() {
    return store.orders.stream().map(it -> Documents.json(it).path("id").asText()).toList();
  }

  private List<String> inbox() {
    return store.notes.all.keySet().stream().filter(it -> it.contains("/event/")).toList();
  }

  private String health() {
    return store.events.of(store.connection).get("feed");
  }
}
