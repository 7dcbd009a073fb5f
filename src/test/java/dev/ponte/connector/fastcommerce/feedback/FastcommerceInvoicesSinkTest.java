package dev.ponte.connector.fastcommerce.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.Invoice.Kind;
import dev.ponte.canonical.OrderRef;
import dev.ponte.connector.fastcommerce.Parcel;
import dev.ponte.connector.fastcommerce.Shop;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.sandbox.FastcommerceOrders;
import dev.ponte.sandbox.Fault;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FastcommerceInvoicesSinkTest {

  private static final String ROUTES =
      """
      - route:
          id: invoices-to-fastcommerce
          from:
            uri: direct:in
            steps:
              - to:
                  uri: kamelet:fastcommerce-invoices-sink
                  parameters:
                    connection: loja
      """;
  private static final String KEY = "35260312345678000195550010000001231000000016";

  private Shop shop;

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void a_hundred_invoices_go_in_one_call() {
    open(100);

    Parcel.Batch batch =
        tell(IntStream.rangeClosed(1, 100).mapToObj(it -> invoice(it, null)).toList());

    assertThat(batch.deliveredCount()).isEqualTo(100);
    assertThat(shop.store.calls("OrderUpdate")).isEqualTo(1);
    assertThat(shop.store.order(42).header()).containsEntry("NumNFe", "42");
  }

  @Test
  void the_access_key_is_written_and_the_log_tells_the_number() {
    open(1);

    tell(List.of(invoice(1, key())));

    assertThat(shop.store.order(1).header()).containsEntry("NumNFe", key());
    assertThat(shop.store.order(1).logs()).containsExactly("Ponte: NF-e 1 série 1 chave " + key());
    assertThat(shop.store.order(1).flag()).isZero();
    assertThat(shop.store.order(1).status()).isEqualTo(5);
  }

  @Test
  void the_number_is_written_when_that_is_configured() {
    open(1, "updates.invoice", "number", "updates.logs.invoice", "Nota {number}");

    tell(List.of(invoice(1, key())));

    assertThat(shop.store.order(1).header()).containsEntry("NumNFe", "1");
    assertThat(shop.store.order(1).logs()).containsExactly("Nota 1");
  }

  @Test
  void the_invoice_of_a_return_is_skipped() {
    open(1);

    Parcel.Batch batch = tell(List.of(invoice(1, null, Kind.RETURN)));

    assertThat(batch.parcels().get(0).outcome.result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(shop.store.calls()).isZero();
  }

  @Test
  void an_order_that_the_store_does_not_know_is_rejected_alone() {
    open(2);

    Parcel.Batch batch = tell(List.of(invoice(1, null), invoice(99, null), invoice(2, null)));

    assertThat(batch.deliveredCount()).isEqualTo(2);
    assertThat(batch.parcels().get(1).failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(batch.parcels().get(1).failure.code()).contains("19/53");
  }

  @Test
  void a_lost_answer_is_followed_by_the_same_call() {
    open(1);
    shop.store.inject("OrderUpdate", Fault.REPLY_LOST, 1);

    Parcel.Batch lost = tell(List.of(invoice(1, null)));
    Parcel.Batch again = tell(List.of(invoice(1, null)));

    assertThat(lost.parcels().get(0).failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
    assertThat(again.deliveredCount()).isEqualTo(1);
    assertThat(shop.store.order(1).header()).containsEntry("NumNFe", "1");
  }

  private Parcel.Batch tell(List<Invoice> invoices) {
    Parcel.Batch batch = Parcel.batch(invoices);
    Exchange end =
        shop.camel.createFluentProducerTemplate().to("direct:in").withProcessor(batch::fill).send();
    assertThat(end.getException()).isNull();
    return batch;
  }

  private void open(int orders, String... keys) {
    shop = new Shop(ROUTES, keys);
    for (int number = 1; number <= orders; number++) {
      shop.store.place(FastcommerceOrders.order(number));
    }
  }

  private static Invoice invoice(int order, String key) {
    return invoice(order, key, Kind.SALE);
  }

  private static Invoice invoice(int order, String key, Kind kind) {
    return new Invoice(
        "presence",
        new OrderRef(Shop.NAME, String.valueOf(order)),
        kind,
        String.valueOf(order),
        "1",
        key,
        OffsetDateTime.parse("2026-03-10T12:00:00-03:00"),
        new BigDecimal("10.00"),
        List.of(),
        null,
        null,
        null,
        null,
        null);
  }

  /** With the check digit that belongs to it. */
  private static String key() {
    String body = KEY.substring(0, 43);
    int sum = 0;
    for (int i = 42, weight = 2; i >= 0; i--, weight = weight == 9 ? 2 : weight + 1) {
      sum += (body.charAt(i) - '0') * weight;
    }
    return body + (sum % 11 < 2 ? 0 : 11 - sum % 11);
  }
}
