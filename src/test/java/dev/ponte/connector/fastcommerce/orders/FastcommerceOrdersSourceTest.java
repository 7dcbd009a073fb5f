package dev.ponte.connector.fastcommerce.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ponte.canonical.Order;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connector.fastcommerce.Shop;
import dev.ponte.connector.fastcommerce.api.ReportParameters;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.sandbox.FastcommerceOrder;
import dev.ponte.sandbox.FastcommerceOrders;
import dev.ponte.sandbox.FastcommerceOrders.Trait;
import dev.ponte.sandbox.Fault;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class FastcommerceOrdersSourceTest {

  private static final String ROUTES =
      """
      - route:
          id: orders-from-fastcommerce
          routeConfigurationId: intake
          from:
            uri: kamelet:fastcommerce-orders-source
            parameters:
              connection: loja
            steps:
              - bean:
                  ref: ledger
                  method: order
      """;

  private Shop shop;

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void approved_and_released_orders_arrive_once_each() {
    open();
    place(1, 40);
    shop.store.move(7, 6);

    assertThat(shop.poll()).isNull();
    assertThat(shop.poll()).isNull();

    assertThat(ids()).hasSize(40).doesNotHaveDuplicates().contains("7");
    assertThat(shop.deadLetters).isEmpty();
  }

  @Test
  void a_rereading_whose_orders_are_not_recorded_is_not_done() {
    open();
    shop.poll();
    place(1, 2);
    String before = shop.cursors.get("loja", "orders-reread").orElseThrow();
    shop.clock.forward(Duration.ofDays(2));
    shop.refusing = new CannotGetJdbcConnectionException("The ledger is away");
    assertThat(shop.poll()).isNotNull();
    assertThat(shop.cursors.get("loja", "orders-reread")).contains(before);

    shop.refusing = null;
    assertThat(shop.poll()).isNull();

    assertThat(ids()).contains("1");
    assertThat(shop.cursors.get("loja", "orders-reread").orElseThrow()).isNotEqualTo(before);
  }

  @Test
  void orders_that_are_not_to_be_taken_stay_in_the_store() {
    open();
    place(1, 3);
    shop.store.move(1, 1);
    shop.store.move(2, 7);

    shop.poll();

    assertThat(ids()).containsExactly("3");
  }

  @Test
  void an_idle_poll_costs_a_call_a_status() {
    open();
    shop.poll();
    long before = shop.store.calls();

    shop.poll();

    assertThat(shop.store.calls() - before).isEqualTo(2);
  }

  @Test
  void with_all_parameters_configured_nothing_is_asked_for_first() {
    open(
        "parameters.427.status", "1",
        "parameters.427.from", "2",
        "parameters.427.to", "3",
        "parameters.427.flag", "6",
        "orders.statuses[0]", "Aprovado",
        "orders.cancelled-every", "0s");
    place(1, 2);

    shop.poll();

    assertThat(shop.store.calls()).isEqualTo(1);
    assertThat(ids()).hasSize(2);
  }

  @Test
  void an_order_that_straddles_pages_is_one_order() {
    open("page-size", "5");
    for (int number = 1; number <= 7; number++) {
      shop.store.place(FastcommerceOrders.with(number, Trait.MANY_ITEMS));
    }

    assertThat(shop.poll()).isNull();

    assertThat(shop.taken()).hasSize(7).allSatisfy(it -> assertThat(it.lines()).hasSize(12));
    assertThat(shop.deadLetters).isEmpty();
  }

  @Test
  void a_report_whose_rows_fill_its_last_page_ends_with_an_empty_one() {
    open("page-size", "12", "orders.statuses[0]", "5", "orders.cancelled-every", "0s");
    shop.store.place(FastcommerceOrders.with(1, Trait.MANY_ITEMS));

    shop.poll();

    assertThat(ids()).containsExactly("1");
    assertThat(shop.store.calls()).isEqualTo(3);
  }

  @Test
  void a_page_beyond_4_mb_is_read_in_halves_and_nothing_is_missed() {
    open("page-size", "100");
    place(1, 60);
    shop.store.mostReportBytes(60_000);

    assertThat(shop.poll()).isNull();

    assertThat(ids()).hasSize(60).doesNotHaveDuplicates();
    assertThat(sizes()).contains("100", "50").doesNotContain("0");
  }

  @Test
  void orders_that_leave_while_pages_are_read_cost_no_order_and_no_dead_letter() {
    open("page-size", "7", "orders.cancelled-every", "0s", "orders.statuses[0]", "5");
    place(1, 60);
    shop.poll();
    acknowledgeOneBeforeEachPage();
    place(61, 90);

    for (int i = 0; i < 6; i++) {
      shop.poll();
    }

    assertThat(new HashSet<>(ids())).hasSize(90);
    assertThat(ids()).hasSize(90);
    assertThat(shop.deadLetters).isEmpty();
  }

  @Test
  void an_order_that_does_not_add_up_is_one_dead_letter_with_both_figures_and_no_card() {
    open();
    shop.store.leakCards(true);
    shop.store.place(FastcommerceOrders.with(1, Trait.WRONG_SUM));
    place(2, 4);

    shop.poll();
    shop.poll();

    assertThat(ids()).containsExactly("2", "3", "4");
    Exchange dead = shop.deadLetters.get(0);
    assertThat(shop.deadLetters).hasSize(1);
    assertThat(dead.getMessage().getBody(String.class))
        .contains("\"Feito em\"")
        .contains("Avenida São João")
        .doesNotContain("4111");
    assertThat(dead.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
        .hasMessageMatching(".*make [\\d.]+, but its total in the store is [\\d.]+.*");
  }

  @Test
  void a_wrong_order_on_two_pages_is_read_twice_before_it_is_a_dead_letter() {
    open("page-size", "2");
    FastcommerceOrder whole = FastcommerceOrders.with(1, Trait.MANY_ITEMS);
    whole.header().put("Total sem frete", "1,00");
    shop.store.place(whole);

    assertThat(shop.poll()).hasMessageContaining("two pages");
    assertThat(shop.deadLetters).isEmpty();
    assertThat(shop.poll()).isNull();

    assertThat(shop.deadLetters).hasSize(1);
  }

  @Test
  void card_data_is_neither_asked_for_nor_kept() {
    open();
    shop.store.leakCards(true);
    place(1, 3);

    shop.poll();

    assertThat(shop.store.forms())
        .filteredOn(it -> it.containsKey("fields"))
        .isNotEmpty()
        .allSatisfy(
            it ->
                assertThat(it.get("fields"))
                    .doesNotContain("ccNum,", "ccNome", "ccSeg", "ccDataExp", "ccEndereco"));
    assertThat(shop.store.forms()).allSatisfy(it -> assertThat(it).containsKey("fields"));
    assertThat(shop.orders.toString()).doesNotContain("4111").doesNotContain("MARIA SILVA");
  }

  @Test
  void an_acknowledged_order_that_is_read_again_is_no_new_one() {
    open();
    place(1, 3);
    shop.poll();
    acknowledge(1, 3);
    shop.clock.forward(Duration.ofDays(1).plusMinutes(1));

    shop.poll();

    assertThat(ids()).hasSize(3);
    assertThat(shop.store.calls("ReportView")).isGreaterThan(6);
  }

  @Test
  void an_order_that_changes_in_the_store_comes_again() {
    open();
    place(1, 2);
    shop.poll();
    acknowledge(1, 2);
    shop.store.change(2, "Logradouro Pedido", "Rua Nova");

    shop.poll();

    assertThat(ids()).containsExactly("1", "2", "2");
    assertThat(shop.taken().get(2).delivery().street()).isEqualTo("Rua Nova");
  }

  @Test
  void an_order_that_the_store_cancels_comes_again_as_cancelled() {
    open();
    place(1, 2);
    shop.poll();
    acknowledge(1, 2);
    shop.store.cancel(2);
    shop.clock.forward(Duration.ofMinutes(11));

    shop.poll();

    Order cancelled = shop.taken().get(2);
    assertThat(cancelled.id()).isEqualTo("2");
    assertThat(cancelled.cancelled()).isTrue();
  }

  @Test
  void a_change_whose_flag_our_acknowledgement_erased_is_found_by_the_daily_reading() {
    open();
    place(1, 2);
    shop.poll();
    shop.store.cancel(2);
    acknowledge(1, 2);
    shop.clock.forward(Duration.ofHours(1));
    shop.poll();
    assertThat(shop.orders).hasSize(2);

    shop.clock.forward(Duration.ofDays(1));
    shop.poll();

    assertThat(shop.taken().get(2).cancelled()).isTrue();
  }

  @Test
  void what_the_erp_cancelled_is_not_reported_back_to_it() {
    open();
    place(1, 1);
    shop.poll();
    FastcommerceOrder order = shop.store.order(1);
    shop.store.cancel(1);
    order.header().put("ChangeFlagAPI", "2");
    shop.clock.forward(Duration.ofDays(2));

    shop.poll();

    assertThat(shop.orders).hasSize(1);
  }

  @Test
  void orders_that_another_program_took_before_our_first_poll_are_left_alone() {
    open();
    place(1, 5);
    acknowledge(1, 5);
    shop.clock.forward(Duration.ofMinutes(5));
    shop.poll();
    shop.clock.forward(Duration.ofDays(1).plusMinutes(1));

    shop.poll();

    assertThat(shop.orders).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ERROR_500", "RESET", "HTML", "TRUNCATED", "XML_BOMB", "REDIRECT", "TOO_MANY"})
  void a_report_that_fails_is_the_polls_failure_and_comes_with_the_next(Fault fault) {
    open();
    shop.poll();
    place(1, 5);
    shop.store.inject("ReportView", fault, 1);

    assertThat(shop.poll()).isNotNull();

    assertThat(shop.deadLetters).isEmpty();
    assertThat(shop.store.calls()).isEqualTo(5);
  }

  @Test
  void what_was_read_before_a_page_fails_is_taken() {
    open("page-size", "10", "orders.statuses[0]", "5");
    place(1, 30);
    AtomicInteger calls = new AtomicInteger();
    shop.store.inject(any -> calls.incrementAndGet() == 4, Fault.ERROR_500, 1);

    assertThat(shop.poll()).isInstanceOf(ApiFailure.class);

    assertThat(ids()).isNotEmpty().hasSizeLessThan(30);
    assertThat(shop.poll()).isNull();
    assertThat(ids()).hasSize(30).doesNotHaveDuplicates();
  }

  @Test
  void the_300th_call_of_an_hour_is_the_last() {
    open();
    for (int i = 0; i < 160; i++) {
      shop.poll();
    }

    assertThat(shop.store.overLimit()).isEqualTo(1);
    assertThat(shop.store.calls()).isEqualTo(301);
  }

  @Test
  void a_missing_parameter_is_said_with_the_key_to_set() {
    open("orders.statuses[0]", "5");
    ReportParameters parameters = shop.parameters();

    DeliveryFailure failure =
        catchThrowableOfType(
            DeliveryFailure.class,
            () -> parameters.number(shop.connection, "426", ReportParameters.FLAG));

    assertThat(failure).hasMessageContaining("ponte.connections.loja.parameters.426.flag");
    assertThat(failure.failureClass()).isEqualTo(FailureClass.UNCONFIGURED);
  }

  private void acknowledgeOneBeforeEachPage() {
    AtomicInteger next = new AtomicInteger();
    shop.store.inject(
        operation -> {
          int number = next.incrementAndGet();
          if (number <= 60) {
            acknowledge(number, number);
          }
          return false;
        },
        Fault.RESET,
        1);
  }

  private void acknowledge(int from, int to) {
    for (int number = from; number <= to; number++) {
      shop.store.order(number).header().put("ChangeFlagAPI", "1");
    }
  }

  private void open(String... keys) {
    shop = new Shop(ROUTES, keys);
  }

  private void place(int from, int to) {
    for (int number = from; number <= to; number++) {
      shop.store.place(FastcommerceOrders.order(number));
    }
  }

  private List<String> sizes() {
    return shop.store.forms().stream().map(it -> it.getOrDefault("qtrecords", "0")).toList();
  }

  private List<String> ids() {
    return shop.taken().stream().map(Order::id).toList();
  }
}
