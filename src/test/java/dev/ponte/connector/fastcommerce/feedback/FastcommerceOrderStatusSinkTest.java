package dev.ponte.connector.fastcommerce.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.OrderStatus.Status;
import dev.ponte.connector.fastcommerce.Parcel;
import dev.ponte.connector.fastcommerce.Shop;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.sandbox.FastcommerceOrder;
import dev.ponte.sandbox.FastcommerceOrders;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sandbox.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FastcommerceOrderStatusSinkTest {

  private static final String ROUTES =
      """
      - route:
          id: order-status-to-fastcommerce
          from:
            uri: direct:in
            steps:
              - to:
                  uri: kamelet:fastcommerce-order-status-sink
                  parameters:
                    connection: loja
      """;

  private Shop shop;

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void a_hundred_accepted_orders_are_acknowledged_in_one_call() {
    open(100);

    Parcel.Batch batch = tell(accepted(1, 100));

    assertThat(shop.store.calls("OrderUpdate")).isEqualTo(1);
    assertThat(batch.deliveredCount()).isEqualTo(100);
    assertThat(shop.store.orders())
        .allSatisfy(
            it -> {
              assertThat(it.flag()).isEqualTo(1);
              assertThat(it.status()).isEqualTo(5);
              assertThat(it.logs())
                  .containsExactly(
                      "Ponte: pedido recebido pelo ERP com o número F%d".formatted(it.number()));
            });
  }

  @Test
  void more_than_a_batch_goes_in_as_few_calls_as_the_limit_allows() {
    open(250);

    assertThat(tell(accepted(1, 250)).deliveredCount()).isEqualTo(250);

    assertThat(shop.store.calls("OrderUpdate")).isEqualTo(3);
  }

  @Test
  void a_call_is_never_longer_than_allowed() {
    open(100, "updates.batch-bytes", "10000");

    assertThat(tell(accepted(1, 100)).deliveredCount()).isEqualTo(100);

    assertThat(shop.store.calls("OrderUpdate")).isBetween(3L, 10L);
    assertThat(shop.store.forms())
        .allSatisfy(it -> assertThat(it.get("xmlrecords").length()).isLessThan(10_000));
  }

  @Test
  void the_culprit_alone_is_judged_and_those_after_it_go_again() {
    open(10);
    List<OrderStatus> statuses = new ArrayList<>(accepted(1, 10));
    statuses.add(3, accepted(777));
    statuses.add(8, accepted(888));

    Parcel.Batch batch = tell(statuses);

    assertThat(batch.deliveredCount()).isEqualTo(10);
    assertThat(shop.store.calls("OrderUpdate")).isEqualTo(3);
    for (int culprit : List.of(3, 8)) {
      DeliveryFailure failure = batch.parcels().get(culprit).failure;
      assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
      assertThat(failure.code()).contains("19/53");
      assertThat(failure).hasMessageContaining("NumPedido not found");
    }
    assertThat(shop.store.orders()).allSatisfy(it -> assertThat(it.logs()).hasSize(1));
  }

  @Test
  void too_many_records_are_halved_and_nobody_is_judged() {
    open(100);
    shop.store.mostRecords(30);

    assertThat(tell(accepted(1, 100)).deliveredCount()).isEqualTo(100);

    assertThat(shop.store.calls("OrderUpdate")).isEqualTo(2 + 4);
  }

  @Test
  void a_status_that_the_store_cannot_take_is_refused_without_a_call() {
    open(1);

    Parcel.Batch batch =
        tell(List.of(status("SEM-NUMERO", Status.ACCEPTED), status("1", Status.ACCEPTED)));

    assertThat(batch.parcels().get(0).failure)
        .hasMessage(
            "order-status SEM-NUMERO was not sent to loja: NumPedido is \"SEM-NUMERO\", but must be a whole number from -2147483648 to 2147483647");
    assertThat(batch.deliveredCount()).isEqualTo(1);
  }

  @Test
  void an_order_that_the_erp_cancelled_is_cancelled_with_a_flag_of_its_own() {
    open(1);

    tell(List.of(status("1", Status.CANCELLED)));

    FastcommerceOrder order = shop.store.order(1);
    assertThat(order.status()).isEqualTo(2);
    assertThat(order.flag()).isEqualTo(2);
    assertThat(order.logs()).containsExactly("Ponte: pedido cancelado no ERP. Sem estoque");
  }

  @ParameterizedTest
  @CsvSource({"PROCESSING", "PICKING", "INVOICED"})
  void what_has_no_status_in_the_store_is_skipped_and_says_what_to_set(Status status) {
    open(1);

    Parcel.Batch batch = tell(List.of(status("1", status)));

    Outcome outcome = batch.parcels().get(0).outcome;
    assertThat(outcome.result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(outcome.words()).contains("ponte.connections.loja.updates.statuses");
    assertThat(shop.store.calls()).isZero();
  }

  @Test
  void statuses_and_logs_are_configured_by_text_or_number() {
    open(
        2,
        "updates.statuses.picking",
        "Liberado",
        "updates.statuses.accepted",
        "4",
        "updates.logs.accepted",
        "ERP {number} ({id}): \"ok\" & ç “” \ud83d\ude00",
        "updates.flag",
        "98");

    tell(List.of(status("1", Status.PICKING), accepted(2)));

    assertThat(shop.store.order(1).status()).isEqualTo(6);
    assertThat(shop.store.order(2).status()).isEqualTo(4);
    assertThat(shop.store.order(2).flag()).isEqualTo(98);
    assertThat(shop.store.order(2).logs())
        .containsExactly("ERP F2 (id2): \"ok\" & ç “” \ud83d\ude00");
  }

  @Test
  void a_single_delivery_works_as_a_batch_of_one() {
    open(1);
    Parcel parcel = new Parcel(1, accepted(1));

    assertThat(tell(parcel)).isNull();

    assertThat(parcel.outcome.words()).isEqualTo("ChangeFlagAPI 1");
    assertThat(shop.store.order(1).flag()).isEqualTo(1);
  }

  @Test
  void a_refused_single_delivery_fails_with_the_stores_words() {
    open(1);

    assertThat(tell(new Parcel(1, accepted(999))))
        .hasMessageContaining("53: NumPedido not found")
        .extracting(it -> ((DeliveryFailure) it).failureClass())
        .isEqualTo(FailureClass.REJECTED);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"REPLY_LOST", "TRUNCATED", "HTML", "RESET", "ERROR_500"})
  void without_an_answer_the_whole_call_is_tried_again(Fault fault) {
    open(5);
    shop.store.inject("OrderUpdate", fault, 1);

    Parcel.Batch batch = tell(accepted(1, 5));

    assertThat(batch.parcels())
        .allSatisfy(it -> assertThat(it.failure.failureClass()).isEqualTo(FailureClass.TRANSIENT));
    assertThat(tell(accepted(1, 5)).deliveredCount()).isEqualTo(5);
  }

  @Test
  void what_an_outage_keeps_from_being_sent_is_untried() {
    open(250);
    AtomicInteger calls = new AtomicInteger();
    shop.store.inject(any -> calls.incrementAndGet() == 2, Fault.ERROR_500, 1);

    Parcel.Batch batch = tell(accepted(1, 250));

    assertThat(batch.deliveredCount()).isEqualTo(100);
    assertThat(batch.parcels().subList(100, 200)).allMatch(it -> it.failure != null);
    assertThat(batch.parcels().subList(200, 250)).allMatch(Parcel::untried);
  }

  @Test
  void beyond_the_quota_nobody_has_failed() {
    open(150);
    exhaust(FastcommerceSimulator.CALLS_AN_HOUR - 1);

    Parcel.Batch batch = tell(accepted(1, 150));

    assertThat(batch.deliveredCount()).isEqualTo(100);
    assertThat(batch.parcels().subList(100, 150)).allMatch(Parcel::untried);
  }

  @Test
  void the_record_of_an_attempt_shows_its_own_order_and_no_credentials() {
    open(3);

    Parcel.Batch batch = tell(accepted(1, 3));

    Delivery.Call call = batch.parcels().get(1).calls.get(0);
    assertThat(call.operation()).isEqualTo("OrderUpdate");
    assertThat(call.request())
        .startsWith("<Record><Field Name=\"NumPedido\" Value=\"2\"/>")
        .contains("número F2")
        .doesNotContain("senha");
    assertThat(call.status()).isEqualTo(200);
  }

  private void exhaust(int calls) {
    for (int i = 0; i < calls; i++) {
      shop.api.callAction().call(Shop.NAME, "ReportView", "{\"ObjectID\":510}");
    }
  }

  private Parcel.Batch tell(List<OrderStatus> statuses) {
    Parcel.Batch batch = Parcel.batch(statuses);
    Exception failure = send(batch::fill);
    assertThat(failure).isNull();
    return batch;
  }

  private Exception tell(Parcel parcel) {
    return send(
        exchange -> {
          exchange.setProperty(Delivery.PROPERTY, parcel);
          exchange.getMessage().setBody(Canonical.write(accepted(Integer.parseInt(parcel.key()))));
        });
  }

  private Exception send(Processor fill) {
    Exchange end =
        shop.camel.createFluentProducerTemplate().to("direct:in").withProcessor(fill).send();
    return end.getException();
  }

  private void open(int orders, String... keys) {
    shop = new Shop(ROUTES, keys);
    for (int number = 1; number <= orders; number++) {
      shop.store.place(FastcommerceOrders.order(number));
    }
  }

  private static List<OrderStatus> accepted(int from, int to) {
    List<OrderStatus> all = new ArrayList<>();
    for (int number = from; number <= to; number++) {
      all.add(accepted(number));
    }
    return all;
  }

  private static OrderStatus accepted(int number) {
    return status(String.valueOf(number), Status.ACCEPTED);
  }

  private static OrderStatus status(String order, Status status) {
    return new OrderStatus(
        "focco",
        new OrderRef(Shop.NAME, order),
        status,
        "id" + order,
        "F" + order,
        null,
        status == Status.CANCELLED ? "Sem estoque" : null,
        null);
  }
}
