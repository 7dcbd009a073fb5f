package dev.ponte.connector.fastcommerce.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.Shipment;
import dev.ponte.connector.fastcommerce.Parcel;
import dev.ponte.connector.fastcommerce.Shop;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.sandbox.FastcommerceOrders;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FastcommerceShipmentsSinkTest {

  private static final String ROUTES =
      """
      - route:
          id: shipments-to-fastcommerce
          from:
            uri: direct:in
            steps:
              - to:
                  uri: kamelet:fastcommerce-shipments-sink
                  parameters:
                    connection: loja
      """;

  private Shop shop;

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void a_hundred_shipments_go_in_one_call() {
    open(100);

    Parcel.Batch batch =
        tell(IntStream.rangeClosed(1, 100).mapToObj(it -> shipment(it, "SR" + it, null)).toList());

    assertThat(batch.deliveredCount()).isEqualTo(100);
    assertThat(shop.store.calls("OrderUpdate")).isEqualTo(1);
    assertThat(shop.store.orders()).allSatisfy(it -> assertThat(it.status()).isEqualTo(7));
  }

  @Test
  void a_shipment_marks_its_order_as_sent_with_the_code() {
    open(1);

    Parcel.Batch batch = tell(List.of(shipment(1, "SR123456789BR", null)));

    assertThat(shop.store.order(1).status()).isEqualTo(7);
    assertThat(shop.store.order(1).header()).containsEntry("Obj SEDEX", "SR123456789BR");
    assertThat(shop.store.order(1).header()).doesNotContainKey("Entregue em");
    assertThat(shop.store.order(1).logs())
        .containsExactly("Ponte: pedido remetido. Correios SR123456789BR http://r/1");
    assertThat(batch.parcels().get(0).outcome.words())
        .isEqualTo("Status 7, ObjSedex SR123456789BR");
  }

  @Test
  void a_code_of_more_than_13_characters_goes_into_the_log_and_is_said() {
    open(1, "updates.logs.shipment", "Enviado");

    Parcel.Batch batch = tell(List.of(shipment(1, "TRANSPORTADORA-0001", null)));

    assertThat(shop.store.order(1).header()).doesNotContainKey("Obj SEDEX");
    assertThat(shop.store.order(1).logs()).containsExactly("TRANSPORTADORA-0001 Enviado");
    assertThat(batch.parcels().get(0).outcome.words()).contains("too long for ObjSedex");
  }

  @Test
  void the_day_of_delivery_is_the_stores_day() {
    open(1);

    tell(List.of(shipment(1, "SR1", OffsetDateTime.parse("2026-03-11T01:30:00Z"))));

    assertThat(shop.store.order(1).header()).containsEntry("Entregue em", "10/03/2026");
    assertThat(shop.store.order(1).logs().get(0)).contains("entregue em 10/03/2026");
  }

  @Test
  void a_shipment_without_code_and_date_has_nothing_to_tell() {
    open(1);

    Parcel.Batch batch = tell(List.of(shipment(1, " ", null)));

    assertThat(batch.parcels().get(0).outcome.result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(shop.store.calls()).isZero();
  }

  @Test
  void another_status_for_sent_orders_can_be_configured() {
    open(1, "updates.statuses.shipped", "Liberado");

    tell(List.of(shipment(1, "SR1", null)));

    assertThat(shop.store.order(1).status()).isEqualTo(6);
  }

  @Test
  void a_log_of_more_than_255_characters_is_cut_and_keeps_the_code() {
    open(1);

    tell(List.of(shipment(1, "C".repeat(60), null, "http://r/" + "x".repeat(300))));

    assertThat(shop.store.order(1).logs().get(0))
        .hasSize(255)
        .contains("C".repeat(60))
        .endsWith("...");
  }

  @Test
  void a_culprit_between_good_ones_is_rejected_alone() {
    open(3);

    Parcel.Batch batch =
        tell(
            List.of(
                shipment(1, "SR1", null),
                shipment(77, "SR2", null),
                shipment(2, "SR3", null),
                shipment(3, "SR4", null)));

    assertThat(batch.deliveredCount()).isEqualTo(3);
    assertThat(batch.parcels().get(1).failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(shop.store.calls("OrderUpdate")).isEqualTo(2);
  }

  private Parcel.Batch tell(List<Shipment> shipments) {
    Parcel.Batch batch = Parcel.batch(shipments);
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

  private static Shipment shipment(int order, String code, OffsetDateTime delivered) {
    return shipment(order, code, delivered, "http://r/" + order);
  }

  private static Shipment shipment(int order, String code, OffsetDateTime delivered, String url) {
    return new Shipment(
        "presence",
        "pk" + order,
        new OrderRef(Shop.NAME, String.valueOf(order)),
        null,
        "Correios",
        code,
        url,
        null,
        delivered,
        List.of(),
        null);
  }
}
