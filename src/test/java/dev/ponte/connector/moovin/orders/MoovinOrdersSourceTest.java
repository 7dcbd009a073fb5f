package dev.ponte.connector.moovin.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.connector.moovin.api.RecordReader;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Reference;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.MoovinOrders;
import dev.ponte.sandbox.MoovinOrders.Trait;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

public class MoovinOrdersSourceTest {

  private static final String ORDERS = "getPedidos";

  private MoovinStore store;

  @AfterEach
  public void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void approved_orders_arrive_once_each_in_both_formats(String format) {
    open("format", format);
    place(0, 40);

    assertThat(store.poll()).isNull();

    assertThat(store.ids()).containsExactlyInAnyOrderElementsOf(store.moovin.orderIds());
    assertThat(store.deadLetters).isEmpty();
  }

  @Test
  void an_idle_poll_costs_one_call() {
    open();
    place(0, 250);
    store.poll();
    store.clock.forward(Duration.ofMinutes(11));
    store.poll();
    long calls = store.moovin.calls();

    store.poll();

    assertThat(store.moovin.calls() - calls).isEqualTo(1 + 2);
    store.moovin.approve(pending(300));
    store.clock.forward(Duration.ofSeconds(30));
    store.poll();
    store.clock.forward(Duration.ofMinutes(11));
    calls = store.moovin.calls();
    store.poll();
    assertThat(store.moovin.calls() - calls).isEqualTo(1);
    assertThat(store.ids()).hasSize(251).doesNotHaveDuplicates();
  }

  @Test
  void a_pending_order_comes_when_it_is_approved() {
    open();
    String id = pending(1);
    store.poll();
    assertThat(store.orders).isEmpty();

    store.clock.forward(Duration.ofMinutes(5));
    store.moovin.approve(id);
    store.poll();

    assertThat(store.ids()).containsExactly(id);
  }

  @Test
  void what_others_have_imported_is_left_alone_whatever_the_filter_does() {
    open();
    place(0, 3);
    store.moovin.ignoreImportedFilter();
    store.moovin.change(MoovinOrders.id(1), "importado", "1");

    store.poll();

    assertThat(store.ids()).containsExactly(MoovinOrders.id(0), MoovinOrders.id(2));
  }

  @Test
  void an_order_of_our_time_that_others_have_imported_comes_as_handled() {
    open();
    store.poll();
    place(0, 2);
    store.moovin.change(MoovinOrders.id(0), "importado", "1");
    store.moovin.change(MoovinOrders.id(0), "data", "2099-01-01 10:00:00");

    store.poll();

    assertThat(store.ids()).containsExactly(MoovinOrders.id(0), MoovinOrders.id(1));
    assertThat(store.orders.get(0)).contains("\"handled\":true");
    assertThat(store.orders.get(1)).contains("\"handled\":false");
  }

  @Test
  void an_order_that_was_approved_long_ago_is_found_by_the_first_sweep() {
    open();
    place(0, 2);
    store.clock.forward(Duration.ofDays(40));

    assertThat(store.poll()).isNull();

    assertThat(store.ids()).hasSize(2);
  }

  @Test
  void the_sweep_finds_what_the_changes_have_missed() {
    open();
    store.poll();
    store.moovin.place(MoovinOrders.order(1));
    store.cursors.put("moovin", "orders", "2030-01-01T00:00:00 2026-11-26T12:00:00Z");
    store.poll();
    assertThat(store.orders).isEmpty();

    store.clock.forward(Duration.ofHours(1));
    store.poll();

    assertThat(store.ids()).containsExactly(MoovinOrders.id(1));
  }

  @Test
  void what_we_write_makes_no_new_version() {
    open();
    place(0, 3);
    store.poll();
    String id = MoovinOrders.id(0);

    store.deliver("order-status", status(id, OrderStatus.Status.ACCEPTED, "4711"));
    store.moovin.change(id, "codigo_rastreio", "DU827432251BR");
    store.moovin.change(id, "data_postagem", "2026-11-26 10:00:00");
    store.moovin.change(id, "codigo_status_pedido", "17");
    store.moovin.change(id, "codigo_status_pedido", "4");
    store.moovin.change(id, "importado", "0");
    store.poll();

    assertThat(store.ids()).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void an_order_that_is_changed_after_we_imported_it_comes_again() {
    open();
    place(0, 2);
    store.poll();
    store.moovin.change(MoovinOrders.id(0), "importado", "1");
    store.moovin.change(MoovinOrders.id(1), "importado", "1");
    store.references.save(
        List.of(
            new Reference(
                Reference.ORDER, "moovin", MoovinOrders.id(0), "focco", "99", "4711", null, true)));

    store.poll();
    assertThat(store.orders).hasSize(2);
    store.moovin.change(MoovinOrders.id(0), "vendedor_nome", "Ana");
    store.moovin.change(MoovinOrders.id(1), "vendedor_nome", "Ana");
    store.poll();

    assertThat(store.ids())
        .containsExactly(MoovinOrders.id(0), MoovinOrders.id(1), MoovinOrders.id(0));
  }

  @Test
  void an_order_that_the_store_cancels_comes_again_as_cancelled_though_it_was_imported() {
    open();
    place(0, 1);
    store.poll();
    store.moovin.change(MoovinOrders.id(0), "importado", "1");
    store.moovin.cancel(MoovinOrders.id(0));

    store.poll();
    store.poll();

    assertThat(store.orders).hasSize(2);
    assertThat(store.order(0).cancelled()).isFalse();
    assertThat(store.order(1).cancelled()).isTrue();
  }

  @Test
  void an_order_that_we_cancelled_for_the_erp_is_no_news() {
    open();
    place(0, 1);
    store.poll();

    store.deliver("order-status", status(MoovinOrders.id(0), OrderStatus.Status.CANCELLED, "4711"));
    store.poll();

    assertThat(store.moovin.status(MoovinOrders.id(0))).isEqualTo("5");
    assertThat(store.orders).hasSize(1);
  }

  @Test
  void an_order_of_a_company_gets_its_registration_from_the_stores_customers() {
    open();
    store.moovin.register(
        """
        {"codigo_cliente":"9","cpf_cnpj":"56643018000913","nome":"Comércio São José Ltda",
         "nome_fantasia":"São José","inscricao_estadual":"029/0012345","inscricao_estadual_isento":"0"}
        """);
    store.moovin.place(MoovinOrders.with(1, Trait.COMPANY));
    store.moovin.place(MoovinOrders.with(2, Trait.PLAIN));

    assertThat(store.poll()).isNull();

    assertThat(store.orders)
        .anySatisfy(
            it ->
                assertThat(it)
                    .contains(
                        "\"stateRegistration\":\"029/0012345\"", "\"tradeName\":\"São José\""));
    assertThat(store.moovin.calls("getClientes")).isEqualTo(1);
  }

  @Test
  void an_order_that_does_not_add_up_is_one_dead_letter_with_the_record_and_not_one_a_poll() {
    open();
    ObjectNode wrong = MoovinStore.object(MoovinOrders.wrongSum(1));
    ((ObjectNode) wrong.at("/dados_transacao/transacao/0"))
        .put("numero_cartao", "4111111111111111");
    store.moovin.place(wrong.toString());
    store.moovin.place(MoovinOrders.order(2));

    store.poll();
    assertThat(store.cursors.all).containsKeys("moovin/orders", "moovin/orders-sweep");
    store.moovin.change(MoovinOrders.id(1), "importado", "0");
    store.poll();

    assertThat(store.ids()).containsExactly(MoovinOrders.id(2));
    assertThat(store.deadLetters).hasSize(1);
    Exchange dead = store.deadLetters.get(0);
    assertThat(dead.getMessage().getBody(String.class))
        .contains("\"dados_entrega\"")
        .doesNotContain("4111");
    assertThat(dead.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
        .hasMessageContaining(MoovinOrders.id(1))
        .hasMessageContaining("total in the store is");
  }

  @Test
  void an_order_that_is_repaired_in_the_store_comes_after_its_dead_letter() {
    open();
    store.moovin.place(MoovinOrders.wrongSum(1));
    store.poll();
    ObjectNode repaired = MoovinStore.object(MoovinOrders.with(1, Trait.PLAIN));

    store.moovin.place(repaired.toString());
    store.poll();

    assertThat(store.orders).hasSize(1);
  }

  @Test
  void pages_are_read_to_the_end_though_acknowledgements_move_orders_meanwhile() {
    open("orders.page-size", "5");
    placeEachAtItsOwnSecond(0, 60);
    store.onOrder = () -> store.moovin.change(store.ids().get(0), "importado", "1");

    assertThat(store.poll()).isNull();

    assertThat(new HashSet<>(store.ids())).hasSize(60);
  }

  @Test
  void orders_that_were_all_changed_in_one_second_are_read_page_by_page() {
    open("orders.page-size", "10");
    place(0, 95);

    assertThat(store.poll()).isNull();

    assertThat(store.ids()).hasSize(95).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_server_that_ignores_the_page_is_not_asked_for_ever(boolean sameSecond) {
    open("orders.page-size", "10");
    store.moovin.ignorePages();
    if (sameSecond) {
      place(0, 30);
    } else {
      placeEachAtItsOwnSecond(0, 30);
    }

    assertThat(store.poll()).isNull();

    assertThat(store.moovin.calls(ORDERS)).isLessThan(12);
    assertThat(store.ids()).hasSize(sameSecond ? 10 : 30).doesNotHaveDuplicates();
  }

  @Test
  void more_pages_than_allowed_fail_the_poll_and_move_no_watermark() {
    open("orders.page-size", "2", "orders.most-pages", "3");
    placeEachAtItsOwnSecond(0, 20);

    assertThat(store.poll()).hasMessageContaining("orders.most-pages");

    assertThat(store.cursors.all).isEmpty();
    assertThat(store.orders).isNotEmpty();
  }

  @Test
  void a_change_in_the_far_future_hides_no_other() {
    open();
    store.clock.forward(Duration.ofDays(400));
    place(0, 1);
    store.clock.forward(Duration.ofDays(-400));
    store.poll();
    store.clock.forward(Duration.ofMinutes(1));
    place(1, 2);

    store.poll();

    assertThat(store.ids()).containsExactly(MoovinOrders.id(0), MoovinOrders.id(1));
  }

  @Test
  void the_watermark_stays_when_an_order_could_not_be_recorded() {
    open();
    place(0, 2);
    store.ledgerFails = true;

    assertThat(store.poll()).hasMessageContaining("ledger");

    assertThat(store.cursors.all).isEmpty();
    store.ledgerFails = false;
    assertThat(store.poll()).isNull();
    assertThat(store.ids()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ERROR_500", "UNAVAILABLE", "RESET", "HTML", "TRUNCATED", "HUGE", "XML_BOMB"})
  void a_page_that_fails_is_the_polls_failure_and_is_read_by_the_next(Fault fault) {
    open();
    place(0, 6);
    store.moovin.inject(ORDERS, fault, 1);

    assertThat(store.poll()).isInstanceOf(ApiFailure.class);
    assertThat(store.orders).isEmpty();
    assertThat(store.deadLetters).isEmpty();
    assertThat(store.cursors.all).isEmpty();

    store.poll();
    assertThat(store.ids()).hasSize(6);
  }

  @Test
  void a_refused_read_is_a_failure_though_it_comes_with_200() {
    open();
    store.moovin.inject(ORDERS, Fault.REFUSED, 1);

    ApiFailure failure = (ApiFailure) store.poll();

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure.code()).contains("99");
    assertThat(failure).hasMessageContaining("Registro recusado");
  }

  @Test
  void statuses_are_asked_for_once_and_again_when_an_unknown_one_shows() {
    open();
    place(0, 3);
    store.poll();
    store.clock.forward(Duration.ofMinutes(1));
    store.poll();
    assertThat(store.moovin.calls("getStatusPedidos")).isEqualTo(1);

    store.moovin.change(MoovinOrders.id(0), "codigo_status_pedido", "77");
    store.poll();

    assertThat(store.moovin.calls("getStatusPedidos")).isEqualTo(2);
  }

  @Test
  void a_type_that_the_store_does_not_have_is_said_with_the_key_to_set() {
    open("statuses.approved", "n/d");

    assertThat(store.poll())
        .hasMessageContaining("n/d")
        .hasMessageContaining("ponte.connections.moovin.statuses");
  }

  @Test
  void any_method_is_called_by_the_action() {
    open();
    place(0, 1);

    String answer =
        store
            .camel
            .createProducerTemplate()
            .requestBody(
                "direct:call", "{\"codigo\":\"" + MoovinOrders.id(0) + "\"}", String.class);

    assertThat(RecordReader.rows(RecordReader.read(answer), "pedido")).hasSize(1);
  }

  public static OrderStatus status(String id, OrderStatus.Status status, String number) {
    return new OrderStatus(
        "focco",
        new OrderRef("moovin", id),
        status,
        "99",
        number,
        null,
        null,
        OffsetDateTime.parse("2026-11-26T12:00:00Z"));
  }

  private void open(String... keys) {
    store = new MoovinStore(keys);
  }

  private String pending(int number) {
    store.moovin.place(MoovinOrders.pending(number));
    return MoovinOrders.id(number);
  }

  private void place(int from, int to) {
    for (int number = from; number < to; number++) {
      store.moovin.place(MoovinOrders.order(number));
    }
  }

  private void placeEachAtItsOwnSecond(int from, int to) {
    for (int number = from; number < to; number++) {
      store.moovin.place(MoovinOrders.order(number));
      store.clock.forward(Duration.ofSeconds(1));
    }
  }
}
