package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Order;
import dev.ponte.delivery.Mark;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexOrders.Trait;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VtexOrdersCheckSourceTest {

  private static final String ROUTES =
      """
      - route:
          id: orders-check-vtex
          routeConfigurationId: intake
          from:
            uri: kamelet:vtex-orders-check-source
            parameters:
              connection: vtex
            steps:
              - bean:
                  ref: ledger
                  method: order
      """;

  private final Store store = new Store(it -> it, ROUTES);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void an_order_that_is_handled_but_was_never_read_comes_once_as_handled() {
    assertThat(store.poll()).as("the first check only notes when it was").isNull();
    place(1, "handling");
    place(2, "invoiced");
    place(3, "ready-for-handling");
    place(4, "handling");
    store.marks.add(mark(4).toString());

    assertThat(store.poll()).isNull();
    store.clock.forward(Duration.ofHours(25));
    assertThat(store.poll()).isNull();

    assertThat(store.orders).hasSize(2);
    assertThat(store.order(0).handled()).isTrue();
    assertThat(store.orders.stream().map(it -> read(it).id()))
        .containsExactlyInAnyOrder(VtexOrders.id(1), VtexOrders.id(2));
    assertThat(store.vtex.calls("get-order")).isEqualTo(2);
  }

  @Test
  void a_check_does_not_count_before_all_that_it_found_is_recorded() {
    store.poll();
    place(1, "handling");
    store.vtex.inject("get-order", Fault.ERROR_500, 1);
    assertThat(store.poll()).isNotNull();

    assertThat(store.poll()).isNull();

    assertThat(store.orders).hasSize(1);
  }

  @Test
  void between_two_checks_nothing_is_asked() {
    store.poll();
    store.poll();
    long calls = store.vtex.calls();

    store.poll();

    assertThat(calls).as("one list a status").isEqualTo(2);
    assertThat(store.vtex.calls()).isEqualTo(calls);
  }

  @Test
  void an_order_placed_before_the_first_check_is_nobodys_business() {
    place(1, "handling", Instant.now().minus(Duration.ofDays(2)));
    store.poll();
    store.poll();

    assertThat(store.orders).isEmpty();
  }

  private void place(int number, String status) {
    place(number, status, Instant.now().plusSeconds(5));
  }

  private void place(int number, String status, Instant at) {
    ObjectNode order = (ObjectNode) Documents.json(new VtexOrders(5).with(number, Trait.PLAIN));
    order.put("creationDate", at.toString());
    store.vtex.place(order.toString());
    store.vtex.setStatus(VtexOrders.id(number), status);
  }

  private static Mark mark(int number) {
    return new Mark("vtex", Order.TYPE, VtexOrders.id(number), "ready-for-handling");
  }

  private static Order read(String json) {
    return dev.ponte.canonical.Canonical.read(Order.class, json);
  }
}
