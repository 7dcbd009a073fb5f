package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.OrderStatus.Status;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexOrders.Trait;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VtexOrderStatusSinkTest {

  private static final String ROUTES =
      """
      - route:
          id: order-status-to-vtex
          from:
            uri: direct:in
            steps:
              - to:
                  uri: kamelet:vtex-order-status-sink
                  parameters:
                    connection: vtex
      """;
  private static final String ID = VtexOrders.id(1);

  private final Store store = new Store(it -> it, ROUTES);
  private OneDelivery delivery = new OneDelivery();

  @BeforeEach
  void place() {
    store.vtex.place(new VtexOrders(3).with(1, Trait.PLAIN));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void an_accepted_order_goes_into_handling() {
    assertThat(tell(Status.ACCEPTED)).isNull();

    assertThat(store.vtex.status(ID)).isEqualTo("handling");
    assertThat(store.vtex.calls("get-order")).isZero();
    assertThat(delivery.outcome.result()).isEqualTo(Outcome.Result.DELIVERED);
    assertThat(delivery.calls).singleElement().extracting(Delivery.Call::status).isEqualTo(204);
  }

  @Test
  void start_handling_told_twice_is_found_done_whatever_status_refuses_it() {
    tell(Status.ACCEPTED);

    assertThat(tell(Status.ACCEPTED)).isNull();
    assertThat(tell(Status.ACCEPTED)).isNull();
    assertThat(tell(Status.ACCEPTED)).as("OMS004").isNull();

    assertThat(store.vtex.handlingCalls(ID)).isEqualTo(4);
    assertThat(store.vtex.handled(ID)).isEqualTo(1);
    assertThat(delivery.outcome.words()).contains("already done");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"REPLY_LOST", "HTML", "REPLY_WITHHELD"})
  void a_lost_answer_is_settled_by_reading_the_order(Fault fault) {
    store.vtex.inject("start-handling", fault, 1);

    assertThat(tell(Status.ACCEPTED)).isNull();

    assertThat(store.vtex.handled(ID)).isEqualTo(1);
    assertThat(store.vtex.calls("start-handling")).isEqualTo(1);
  }

  @Test
  void a_refusal_of_an_order_that_is_still_ready_is_a_refusal() {
    store.vtex.inject("start-handling", Fault.REFUSED, 1);

    DeliveryFailure failure = tell(Status.ACCEPTED);

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure).hasMessageContaining("OMS999");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ERROR_500", "RESET", "UNAVAILABLE"})
  void an_order_that_is_still_ready_is_told_again(Fault fault) {
    store.vtex.inject("start-handling", fault, 1);

    assertThat(tell(Status.ACCEPTED).failureClass()).isEqualTo(FailureClass.TRANSIENT);
    assertThat(tell(Status.ACCEPTED)).isNull();

    assertThat(store.vtex.handled(ID)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          start-handling,                             true
          invoiced,                                   true
          canceled,                                   false
          cancellation-requested,                     false
          payment-approved,                           false
          some-status-of-next-year,                   false
          """)
  void the_orders_own_status_decides_on_a_refusal(String status, boolean done) {
    store.vtex.setStatus(ID, status);

    DeliveryFailure failure = tell(Status.ACCEPTED);

    if (done) {
      assertThat(failure).isNull();
    } else {
      assertThat(failure.failureClass()).isEqualTo(FailureClass.PERSON);
      assertThat(failure).hasMessageContaining(ID).hasMessageContaining(status);
    }
  }

  @Test
  void an_order_cancelled_in_the_store_says_that_the_erp_must_cancel_it() {
    store.vtex.setStatus(ID, "canceled");

    assertThat(tell(Status.ACCEPTED)).hasMessageContaining("cancel it in the ERP");
  }

  @Test
  void an_unknown_order_is_rejected_in_vtexs_words() {
    DeliveryFailure failure = tell(Status.ACCEPTED, "nowhere-01");

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure.code()).contains("OMS007");
    assertThat(failure).hasMessageContaining("Order Not Found");
  }

  @Test
  void an_accepted_cancellation_is_watched_until_the_order_is_canceled() {
    DeliveryFailure first = tell(Status.CANCELLED);
    assertThat(first.failureClass()).isEqualTo(FailureClass.NOT_YET);
    assertThat(first).hasMessageContaining("\"cancel\"");
    tell(Status.CANCELLED);

    assertThat(tell(Status.CANCELLED)).isNull();

    assertThat(store.vtex.cancels(ID)).isEqualTo(1);
    assertThat(store.vtex.calls("cancel")).isEqualTo(1);
    assertThat(delivery.outcome.words()).contains("canceled");
  }

  @Test
  void case_13_a_customers_wish_that_the_erp_agrees_to_is_answered_by_exactly_one_cancel() {
    store.vtex.setStatus(ID, "cancellation-requested");

    assertThat(tell(Status.CANCELLED).failureClass()).isEqualTo(FailureClass.NOT_YET);
    tell(Status.CANCELLED);

    assertThat(tell(Status.CANCELLED)).isNull();
    assertThat(store.vtex.calls("cancel")).isEqualTo(1);
    assertThat(store.vtex.status(ID)).isEqualTo("canceled");
  }

  @Test
  void a_cancellation_is_noted_before_it_is_sent_and_after_it_is_accepted() {
    tell(Status.CANCELLED);

    assertThat(delivery.checkpoints).hasSize(2);
    assertThat(delivery.checkpoints.get(0)).contains("sending");
    assertThat(delivery.checkpoints.get(1)).contains("accepted");
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"REPLY_LOST", "HTML", "ERROR_500", "RESET"})
  void a_cancellation_whose_answer_was_lost_is_not_sent_again_at_once(Fault fault) {
    store.vtex.inject("cancel", fault, 1);

    tell(Status.CANCELLED);
    DeliveryFailure second = tell(Status.CANCELLED);

    assertThat(second == null || second.failureClass() == FailureClass.NOT_YET).isTrue();
    assertThat(store.vtex.calls("cancel")).isEqualTo(1);
  }

  @Test
  void a_cancellation_that_left_no_trace_is_sent_again_after_a_while() {
    delivery.checkpoint("{\"cancel\":\"sending\",\"at\":\"2020-01-01T00:00:00Z\"}");

    tell(Status.CANCELLED);

    assertThat(store.vtex.cancels(ID)).isEqualTo(1);
  }

  @Test
  void a_refused_cancellation_may_be_tried_again_by_a_person() {
    store.vtex.inject("cancel", Fault.REFUSED, 1);
    assertThat(tell(Status.CANCELLED).failureClass()).isEqualTo(FailureClass.REJECTED);

    tell(Status.CANCELLED);

    assertThat(store.vtex.cancels(ID)).isEqualTo(1);
  }

  @Test
  void an_order_that_is_canceled_already_needs_no_call() {
    store.vtex.setStatus(ID, "canceled");

    assertThat(tell(Status.CANCELLED)).isNull();
    assertThat(store.vtex.calls("cancel")).isZero();
  }

  @Test
  void an_invoiced_order_is_not_cancelled_but_left_to_a_person() {
    store.vtex.setStatus(ID, "invoiced");

    DeliveryFailure failure = tell(Status.CANCELLED);

    assertThat(failure.failureClass()).isEqualTo(FailureClass.PERSON);
    assertThat(failure).hasMessageContaining("Input");
    assertThat(store.vtex.calls("cancel")).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"PROCESSING", "PICKING", "INVOICED"})
  void what_vtex_has_no_call_for_is_skipped_and_says_so(Status status) {
    assertThat(tell(status)).isNull();

    assertThat(delivery.outcome.result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(store.vtex.calls()).isZero();
  }

  @Test
  void the_verb_of_2014_is_sent_where_it_is_configured() {
    try (Store old = new Store(VtexOrderStatusSinkTest::of2014, ROUTES)) {
      old.vtex.allowOldVerbs();
      old.vtex.place(new VtexOrders(3).with(1, Trait.PLAIN));

      tell(old, Status.CANCELLED, ID);

      assertThat(old.vtex.cancels(ID)).isEqualTo(1);
    }
  }

  private static VtexSettings of2014(VtexSettings it) {
    return new VtexSettings(
        it.appKey(),
        it.appToken(),
        it.status(),
        it.perPage(),
        it.sellers(),
        it.payments(),
        null,
        null,
        "GET",
        "pub",
        null,
        null,
        null,
        null);
  }

  private DeliveryFailure tell(Status status) {
    return tell(status, ID);
  }

  private DeliveryFailure tell(Status status, String order) {
    return tell(store, status, order);
  }

  private DeliveryFailure tell(Store where, Status status, String order) {
    String body =
        Canonical.write(
            new OrderStatus(
                "focco",
                new OrderRef("vtex", order),
                status,
                "77",
                "77",
                null,
                "sem estoque",
                null));
    Exchange sent =
        where
            .camel
            .createFluentProducerTemplate()
            .to("direct:in")
            .withProcessor(
                it -> {
                  it.setProperty(Delivery.PROPERTY, delivery);
                  it.getMessage().setBody(body);
                })
            .send();
    return (DeliveryFailure) sent.getException();
  }
}
