package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Invoice;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.VtexInvoice;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexOrders.Trait;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VtexInvoicesSinkTest {

  private static final String ROUTES =
      """
      - route:
          id: invoices-to-vtex
          from:
            uri: direct:in
            steps:
              - to:
                  uri: kamelet:vtex-invoices-sink
                  parameters:
                    connection: vtex
      """;
  private static final String ID = VtexOrders.id(1);

  private final Store store = new Store(it -> it, ROUTES);
  private final Invoices invoices = new Invoices(ID);
  private OneDelivery delivery = new OneDelivery();
  private BigDecimal value;

  @BeforeEach
  void place() {
    String order = new VtexOrders(3).with(1, Trait.PLAIN);
    store.vtex.place(order, "handling");
    value = Documents.json(order).path("value").decimalValue().movePointLeft(2);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void an_invoice_of_the_whole_order_ends_it() {
    assertThat(send(Invoices.complete(invoices.sale("123", value)))).isNull();

    VtexInvoice there = only();
    assertThat(there.value()).isEqualTo(value.movePointRight(2).longValueExact());
    assertThat(there.key()).isEqualTo(Invoices.KEY);
    assertThat(there.xml()).contains("nfeProc");
    assertThat(store.vtex.status(ID)).isEqualTo("invoiced");
    assertThat(delivery.outcome.words()).contains("123").contains("invoiced");
  }

  @Test
  void parts_add_up_to_the_whole() {
    BigDecimal part = new BigDecimal("10.00");
    String sku = firstSku();

    assertThat(send(invoices.sale("1", part, Invoices.line(sku, "1", "10")))).isNull();
    assertThat(store.vtex.status(ID)).isEqualTo("payment-approved");
    delivery = new OneDelivery();
    BigDecimal rest = value.subtract(part);
    assertThat(send(invoices.sale("2", rest, Invoices.line(sku, "1", "10")))).isNull();

    assertThat(store.vtex.status(ID)).isEqualTo("invoiced");
    assertThat(store.vtex.invoices(ID)).extracting(VtexInvoice::posts).containsExactly(1, 1);
  }

  @Test
  void an_invoice_that_is_there_is_not_sent_again() {
    send(invoices.sale("123", value));
    delivery = new OneDelivery();

    assertThat(send(invoices.sale("123", value))).isNull();

    assertThat(store.vtex.calls("invoice")).isEqualTo(1);
    assertThat(only().posts()).isEqualTo(1);
  }

  @Test
  void an_invoice_that_vtex_shows_later_is_waited_for_and_sent_once() {
    store.vtex.readsUntilInvoiceShows(3);

    assertThat(send(invoices.sale("123", value)).failureClass()).isEqualTo(FailureClass.NOT_YET);
    untilDelivered(invoices.sale("123", value));

    assertThat(only().posts()).isEqualTo(1);
    assertThat(store.vtex.calls("invoice")).isEqualTo(1);
  }

  @Test
  void sight_is_asked_for_after_2_5_10_and_30_seconds() {
    store.vtex.readsUntilInvoiceShows(100);
    Invoice invoice = invoices.sale("123", value);
    for (int wait : new int[] {2, 5, 10, 30, 30}) {
      Duration asked =
          Duration.between(store.clock.instant(), send(invoice).retryAt().orElseThrow());
      assertThat(asked).isBetween(Duration.ofSeconds(wait - 1), Duration.ofSeconds(wait + 1));
      store.clock.forward(Duration.ofSeconds(wait));
    }
  }

  @Test
  void an_accepted_invoice_that_never_shows_is_a_persons_and_never_sent_again() {
    store.vtex.readsUntilInvoiceShows(100);
    send(invoices.sale("123", value));
    store.clock.forward(Duration.ofMinutes(31));

    DeliveryFailure failure = send(invoices.sale("123", value));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.PERSON);
    assertThat(failure).hasMessageContaining("123").hasMessageContaining(ID);
    assertThat(store.vtex.calls("invoice")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"REPLY_LOST", "HTML", "REPLY_WITHHELD"})
  void a_lost_answer_is_settled_by_reading_the_order(Fault fault) {
    store.vtex.readsUntilInvoiceShows(2);
    store.vtex.inject("invoice", fault, 1);

    assertThat(send(invoices.sale("123", value)).failureClass()).isEqualTo(FailureClass.NOT_YET);
    untilDelivered(invoices.sale("123", value));

    assertThat(only().posts()).isEqualTo(1);
    assertThat(store.vtex.calls("invoice")).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ERROR_500", "RESET", "UNAVAILABLE"})
  void an_invoice_that_left_no_trace_is_sent_again_only_after_minutes(Fault fault) {
    store.vtex.inject("invoice", fault, 1);
    Invoice invoice = invoices.sale("123", value);

    assertThat(send(invoice).failureClass()).isEqualTo(FailureClass.NOT_YET);
    store.clock.forward(Duration.ofSeconds(40));
    assertThat(send(invoice).failureClass()).isEqualTo(FailureClass.NOT_YET);
    assertThat(store.vtex.calls("invoice")).isEqualTo(1);
    store.clock.forward(Duration.ofMinutes(2));

    assertThat(send(invoice)).isNull();

    assertThat(only().posts()).isEqualTo(1);
  }

  @Test
  void a_process_that_died_after_the_call_finds_the_invoice() {
    store.vtex.inject("invoice", Fault.REPLY_LOST, 1);
    send(invoices.sale("123", value));
    OneDelivery afterTheCrash = new OneDelivery();
    afterTheCrash.checkpoint(delivery.progress().orElseThrow());
    delivery = afterTheCrash;

    assertThat(send(invoices.sale("123", value))).isNull();

    assertThat(store.vtex.calls("invoice")).isEqualTo(1);
  }

  @Test
  void the_call_is_noted_before_it_is_made() {
    send(invoices.sale("123", value));

    assertThat(delivery.checkpoints.get(0)).contains("sending");
    assertThat(delivery.checkpoints.get(1)).contains("accepted");
  }

  @ParameterizedTest
  @CsvSource({"TOO_MANY, THROTTLED", "FORBIDDEN, FORBIDDEN", "REFUSED, REJECTED"})
  void a_call_that_was_refused_was_not_made(Fault fault, FailureClass expected) {
    store.vtex.inject("invoice", fault, 1);

    assertThat(send(invoices.sale("123", value)).failureClass()).isEqualTo(expected);

    assertThat(delivery.progress()).isEmpty();
    assertThat(store.vtex.invoices(ID)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ERROR_500", "RESET", "HTML", "TRUNCATED"})
  void an_order_that_cannot_be_read_is_not_invoiced_blindly(Fault fault) {
    store.vtex.inject("get-order", fault, 1);

    assertThat(send(invoices.sale("123", value)).failureClass()).isEqualTo(FailureClass.TRANSIENT);

    assertThat(store.vtex.calls("invoice")).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          handling,                        true
          ready-for-invoicing,             true
          waiting-for-fulfillment,         true
          invoice-after-cancellation-deny, true
          ready-for-handling,              false
          start-handling,                  false
          payment-approved,                false
          window-to-cancel,                false
          invoice,                         false
          cancellation-request-denied,     false
          """)
  void the_status_decides_whether_it_goes_or_waits(String status, boolean goes) {
    store.vtex.setStatus(ID, status);

    DeliveryFailure failure = send(invoices.sale("123", value));

    if (goes) {
      assertThat(failure).isNull();
    } else {
      assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_YET);
      assertThat(failure).hasMessageContaining(status).hasMessageContaining(ID);
      assertThat(store.vtex.calls("invoice")).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cancellation-requested",
    "request-cancel",
    "waiting-for-seller-decision",
    "cancel",
    "canceled",
    "replaced",
    "some-status-of-next-year"
  })
  void an_order_being_cancelled_or_unknown_to_us_is_a_persons(String status) {
    store.vtex.setStatus(ID, status);

    DeliveryFailure failure = send(invoices.sale("123", value));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.PERSON);
    assertThat(failure).hasMessageContaining(status).hasMessageContaining("123");
    assertThat(store.vtex.calls("invoice")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"12/3", "12 3", "12#3", "NF.1", "çã"})
  void a_number_that_breaks_tracking_is_refused_before_it_is_sent(String number) {
    DeliveryFailure failure = send(invoices.sale(number, value));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure).hasMessageContaining(number);
    assertThat(store.vtex.calls("invoice")).isZero();
  }

  @Test
  void more_than_the_orders_value_is_refused_with_the_figures() {
    send(invoices.sale("1", new BigDecimal("10.00"), Invoices.line(firstSku(), "1", "10")));
    delivery = new OneDelivery();

    DeliveryFailure failure = send(invoices.sale("2", value));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure)
        .hasMessageContaining(value.toPlainString())
        .hasMessageContaining("10.00 is invoiced already (1)");
    assertThat(store.vtex.calls("invoice")).isEqualTo(1);
  }

  @Test
  void an_invoice_of_nothing_is_refused() {
    assertThat(send(invoices.sale("1", BigDecimal.ZERO)).failureClass())
        .isEqualTo(FailureClass.REJECTED);
  }

  @Test
  void what_cannot_be_told_is_refused_with_the_reason() {
    DeliveryFailure failure = send(invoices.sale("1", new BigDecimal("1.00")));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure).hasMessageContaining("names no items").hasMessageContaining(ID);
  }

  @Test
  void another_invoice_of_the_same_number_is_a_persons() {
    send(Invoices.complete(invoices.sale("123", new BigDecimal("10.00"), line())));
    delivery = new OneDelivery();
    Invoice other = Invoices.complete(invoices.back("123", new BigDecimal("10.00")));

    DeliveryFailure failure = send(other);

    assertThat(failure.failureClass()).isEqualTo(FailureClass.PERSON);
    assertThat(failure).hasMessageContaining("another invoice of number 123");
  }

  @Test
  void a_return_follows_the_whole_invoice() {
    send(invoices.sale("123", value));
    delivery = new OneDelivery();

    assertThat(send(invoices.back("124", value))).isNull();

    assertThat(store.vtex.invoices(ID))
        .extracting(VtexInvoice::type)
        .containsExactly("Output", "Input");
    assertThat(store.vtex.status(ID)).isEqualTo("invoiced");
  }

  @Test
  void a_return_before_the_whole_invoice_is_a_persons() {
    DeliveryFailure failure = send(invoices.back("124", value));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.PERSON);
    assertThat(failure).hasMessageContaining("not invoiced in full");
    assertThat(store.vtex.calls("invoice")).isZero();
  }

  @Test
  void more_than_was_invoiced_cannot_be_returned() {
    send(invoices.sale("123", value));
    delivery = new OneDelivery();
    send(invoices.back("124", value));
    delivery = new OneDelivery();

    assertThat(send(invoices.back("125", value)).failureClass()).isEqualTo(FailureClass.REJECTED);
  }

  @Test
  void an_unknown_order_is_rejected_in_vtexs_words() {
    DeliveryFailure failure = send(new Invoices("nowhere-01").sale("1", value));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure).hasMessageContaining("Order Not Found");
  }

  @ParameterizedTest
  @EnumSource(
      value = Trait.class,
      names = {"FOREIGN_SELLER", "NO_REFERENCE", "FOR_NOTHING"},
      mode = EnumSource.Mode.EXCLUDE)
  void orders_of_every_kind_are_invoiced_whole_without_items(Trait trait) {
    String order = new VtexOrders(7).with(2, trait);
    store.vtex.place(order, "handling");
    String id = VtexOrders.id(2);
    BigDecimal whole = Documents.json(order).path("value").decimalValue().movePointLeft(2);

    assertThat(send(new Invoices(id).sale("1", whole))).isNull();

    assertThat(store.vtex.status(id)).isEqualTo("invoiced");
  }

  private void untilDelivered(Invoice invoice) {
    for (int i = 0; i < 5; i++) {
      DeliveryFailure failure = send(invoice);
      if (failure == null) {
        return;
      }
      assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_YET);
      Instant next = failure.retryAt().orElseThrow();
      store.clock.forward(Duration.between(store.clock.instant(), next));
    }
    throw new AssertionError("The invoice never showed");
  }

  private VtexInvoice only() {
    List<VtexInvoice> all = store.vtex.invoices(ID);
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private Invoice.Line line() {
    return Invoices.line(firstSku(), "1", "10");
  }

  private static String firstSku() {
    return Documents.json(new VtexOrders(3).with(1, Trait.PLAIN))
        .path("items")
        .path(0)
        .path("id")
        .asText();
  }

  private DeliveryFailure send(Invoice invoice) {
    Exchange sent =
        store
            .camel
            .createFluentProducerTemplate()
            .to("direct:in")
            .withProcessor(
                it -> {
                  it.setProperty(Delivery.PROPERTY, delivery);
                  it.getMessage().setBody(Canonical.write(invoice));
                })
            .send();
    return (DeliveryFailure) sent.getException();
  }
}
