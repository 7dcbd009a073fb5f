package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.Shipment;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.VtexInvoice;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexOrders.Trait;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VtexShipmentsSinkTest {

  private static final String ROUTES =
      """
      - route:
          id: shipments-to-vtex
          from:
            uri: direct:shipments
            steps:
              - to:
                  uri: kamelet:vtex-shipments-sink
                  parameters:
                    connection: vtex
      - route:
          id: invoices-to-vtex
          from:
            uri: direct:invoices
            steps:
              - to:
                  uri: kamelet:vtex-invoices-sink
                  parameters:
                    connection: vtex
      """;
  private static final String ID = VtexOrders.id(1);
  private static final OffsetDateTime POSTED = OffsetDateTime.parse("2026-01-07T01:30:00Z");

  private final Store store = new Store(it -> it, ROUTES);
  private final Invoices invoices = new Invoices(ID);
  private OneDelivery delivery = new OneDelivery();
  private JsonNode order;
  private BigDecimal value;

  @BeforeEach
  void place() {
    order = Documents.json(new VtexOrders(3).with(1, Trait.PLAIN));
    store.vtex.place(order.toString(), "handling");
    value = order.path("value").decimalValue().movePointLeft(2);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_parcel_goes_from_its_number_to_the_customer() {
    invoice("1", value);

    assertThat(tell(shipment(null, "SR1", false))).isNull();
    assertThat(there("1").trackingNumber()).isEqualTo("SR1");
    assertThat(there("1").courier()).isEqualTo("Correios");
    assertThat(there("1").delivered()).isFalse();

    assertThat(tell(shipment(null, "SR1", true))).isNull();
    assertThat(there("1").delivered()).isTrue();
    assertThat(there("1").json()).contains("2026-01-08 09:15").contains("2026-01-06T00:00:00");
    assertThat(store.vtex.calls("update-tracking")).isEqualTo(1);
  }

  @Test
  void what_the_source_of_the_tracking_does_not_know_stays_as_the_invoice_set_it() {
    send("direct:invoices", Invoices.complete(invoices.sale("1", value)), new OneDelivery());

    assertThat(tell(shipment("1", "BR 9", false).with(null, null))).isNull();

    assertThat(there("1").trackingNumber()).isEqualTo("BR 9");
    assertThat(there("1").courier()).isEqualTo("Correios");
    assertThat(there("1").trackingUrl()).isEqualTo("https://rastreio.example/BR+9");
  }

  @Test
  void what_the_order_shows_is_not_told_again() {
    invoice("1", value);
    tell(shipment(null, "SR1", true));
    delivery = new OneDelivery();

    assertThat(tell(shipment(null, "SR1", true))).isNull();

    assertThat(there("1").patches()).isEqualTo(1);
    assertThat(there("1").deliveries()).isEqualTo(1);
    assertThat(delivery.outcome.words()).contains("already");
  }

  @Test
  void the_same_events_are_told_once_and_new_ones_with_the_old() {
    invoice("1", value);
    tell(shipment(null, "SR1", false));
    tell(shipment(null, "SR1", false));
    assertThat(store.vtex.calls("tracking-events")).isEqualTo(1);

    tell(withEvent(shipment(null, "SR1", false)));

    assertThat(store.vtex.calls("tracking-events")).isEqualTo(2);
    assertThat(there("1").events()).isEqualTo(2);
  }

  @Test
  void tracking_waits_for_its_invoice() {
    DeliveryFailure none = tell(shipment(null, "SR1", false));
    DeliveryFailure named = tell(shipment("77", "SR1", false));

    assertThat(none.failureClass()).isEqualTo(FailureClass.NOT_YET);
    assertThat(named.failureClass()).isEqualTo(FailureClass.NOT_YET);
    assertThat(named).hasMessageContaining("77").hasMessageContaining(ID);
    invoice("77", value);
    assertThat(tell(shipment("0077", "SR1", false))).isNull();
    assertThat(there("77").trackingNumber()).isEqualTo("SR1");
  }

  @Test
  void an_invoice_that_vtex_does_not_show_yet_is_waited_for() {
    store.vtex.readsUntilInvoiceShows(3);
    invoice("1", value);

    assertThat(tell(shipment("1", "SR1", false)).failureClass()).isEqualTo(FailureClass.NOT_YET);
    tell(shipment("1", "SR1", false));
    tell(shipment("1", "SR1", false));

    assertThat(tell(shipment("1", "SR1", false))).isNull();
    assertThat(there("1").patches()).isEqualTo(1);
  }

  @Test
  void an_invoice_that_is_shown_and_not_found_is_waited_for() {
    invoice("1", value);
    store.vtex.loseInvoices(1);

    DeliveryFailure failure = tell(shipment("1", "SR1", false));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_YET);
    assertThat(failure.retryAt()).isPresent();
    assertThat(tell(shipment("1", "SR1", false))).isNull();
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"REPLY_LOST", "HTML", "REPLY_WITHHELD"})
  void a_lost_answer_is_settled_by_reading_the_order(Fault fault) {
    invoice("1", value);
    store.vtex.inject("update-tracking", fault, 1);
    store.vtex.inject("tracking-events", fault, 1);

    assertThat(tell(shipment("1", "SR1", true)).failureClass()).isEqualTo(FailureClass.TRANSIENT);
    assertThat(tell(shipment("1", "SR1", true)).failureClass()).isEqualTo(FailureClass.TRANSIENT);
    assertThat(tell(shipment("1", "SR1", true))).isNull();

    assertThat(there("1").patches()).isEqualTo(1);
    assertThat(there("1").deliveries()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Fault.class,
      names = {"ERROR_500", "RESET", "UNAVAILABLE"})
  void what_left_no_trace_is_told_again(Fault fault) {
    invoice("1", value);
    store.vtex.inject("update-tracking", fault, 1);

    assertThat(tell(shipment("1", "SR1", true)).failureClass()).isEqualTo(FailureClass.TRANSIENT);
    assertThat(tell(shipment("1", "SR1", true))).isNull();

    assertThat(there("1").delivered()).isTrue();
  }

  @Test
  void each_part_gets_its_own_number() {
    parts();

    assertThat(tell(shipment("2", "SR2", false))).isNull();
    delivery = new OneDelivery();
    assertThat(tell(shipment(null, "SR1", false))).isNull();

    assertThat(there("1").trackingNumber()).isEqualTo("SR1");
    assertThat(there("2").trackingNumber()).isEqualTo("SR2");
  }

  @Test
  void which_of_two_parts_it_is_only_a_person_can_tell() {
    parts();

    DeliveryFailure failure = tell(shipment(null, "SR1", false));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.PERSON);
    assertThat(failure).hasMessageContaining("2 invoices");
    assertThat(store.vtex.calls("update-tracking")).isZero();
  }

  @Test
  void a_second_parcel_waits_for_the_rest_to_be_invoiced() {
    invoice("1", new BigDecimal("10.00"), line());
    tell(shipment(null, "SR1", false));
    delivery = new OneDelivery();

    DeliveryFailure failure = tell(shipment(null, "SR2", false));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_YET);
    assertThat(there("1").trackingNumber()).isEqualTo("SR1");
  }

  @Test
  void a_corrected_number_replaces_the_one_of_the_same_shipment() {
    invoice("1", value);
    tell(shipment(null, "SR1", false));

    assertThat(tell(shipment(null, "SR9", false))).isNull();

    assertThat(there("1").trackingNumber()).isEqualTo("SR9");
  }

  @Test
  void without_a_number_there_is_nothing_to_tell_yet_but_a_delivery_is_not_dropped() {
    invoice("1", value);

    assertThat(tell(shipment(null, null, false))).isNull();
    assertThat(delivery.outcome.result()).isEqualTo(Outcome.Result.SKIPPED);
    DeliveryFailure failure = tell(shipment(null, null, true));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure).hasMessageContaining("tracking number");
    assertThat(store.vtex.calls("update-tracking")).isZero();
  }

  @Test
  void a_return_gets_no_tracking() {
    invoice("1", value);
    send("direct:invoices", invoices.back("2", value), new OneDelivery());

    assertThat(tell(shipment("2", "SR1", false)).failureClass()).isEqualTo(FailureClass.NOT_YET);
    assertThat(tell(shipment(null, "SR1", false))).isNull();

    assertThat(there("1").trackingNumber()).isEqualTo("SR1");
  }

  private void parts() {
    BigDecimal part = new BigDecimal("10.00");
    invoice("1", part, line());
    invoice("2", value.subtract(part), line());
  }

  private Invoice.Line line() {
    return Invoices.line(order.path("items").path(0).path("id").asText(), "1", "10");
  }

  private void invoice(String number, BigDecimal amount, Invoice.Line... lines) {
    send("direct:invoices", invoices.sale(number, amount, lines), new OneDelivery());
  }

  private VtexInvoice there(String number) {
    return store.vtex.invoices(ID).stream()
        .filter(it -> it.number().equals(number))
        .findFirst()
        .orElseThrow();
  }

  private static Shipment shipment(String invoice, String code, boolean delivered) {
    return new Shipment(
        "presence",
        "s1",
        new OrderRef("vtex", ID),
        invoice,
        "Correios",
        code,
        code == null ? null : "https://rastro.example/" + code,
        POSTED,
        delivered ? OffsetDateTime.parse("2026-01-08T12:15:00Z") : null,
        List.of(new Shipment.Event(POSTED, "Postado", "Rio de Janeiro", "RJ")),
        null);
  }

  private static Shipment withEvent(Shipment it) {
    return new Shipment(
        it.source(),
        it.id(),
        it.order(),
        it.invoiceNumber(),
        it.carrier(),
        it.trackingCode(),
        it.trackingUrl(),
        it.postedAt(),
        it.deliveredAt(),
        List.of(
            it.events().get(0), new Shipment.Event(POSTED.plusDays(1), "Em trânsito", null, null)),
        null);
  }

  private DeliveryFailure tell(Shipment shipment) {
    return send("direct:shipments", shipment, delivery);
  }

  private DeliveryFailure send(String where, Message message, Delivery as) {
    Exchange sent =
        store
            .camel
            .createFluentProducerTemplate()
            .to(where)
            .withProcessor(
                it -> {
                  it.setProperty(Delivery.PROPERTY, as);
                  it.getMessage().setBody(Canonical.write(message));
                })
            .send();
    return (DeliveryFailure) sent.getException();
  }
}
