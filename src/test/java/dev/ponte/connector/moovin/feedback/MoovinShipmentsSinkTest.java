package dev.ponte.connector.moovin.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.Shipment;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.kit.TestDelivery;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.MoovinOrders;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoovinShipmentsSinkTest {

  private static final String ID = MoovinOrders.id(0);
  private static final String CODE = "DU827432251BR";
  private static final OffsetDateTime POSTED = OffsetDateTime.parse("2026-11-26T01:30:15Z");
  private static final OffsetDateTime DELIVERED = OffsetDateTime.parse("2026-11-29T02:00:00Z");

  private MoovinStore store;

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void tracking_posting_and_delivery_are_told_in_one_call_in_the_stores_zone(String format) {
    open("format", format);

    TestDelivery delivery = store.deliver("shipments", shipment(CODE, POSTED, DELIVERED));

    JsonNode transport = MoovinStore.json(store.moovin.order(ID)).path("dados_transporte");
    assertThat(transport.path("codigo_rastreio").asText()).isEqualTo(CODE);
    assertThat(transport.path("data_postagem").asText()).isEqualTo("2026-11-25 22:30:15");
    assertThat(transport.path("data_entrega").asText()).isEqualTo("2026-11-28");
    assertThat(store.moovin.status(ID)).isEqualTo("4");
    assertThat(store.moovin.calls()).isEqualTo(1);
    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.DELIVERED);
  }

  @Test
  void only_what_is_known_is_sent() {
    open();

    store.deliver("shipments", shipment(CODE, null, null));

    assertThat(store.moovin.updates())
        .containsExactly(
            "{\"codigo_rastreio\":\"%s\",\"codigo_pedido\":\"%s\"}".formatted(CODE, ID));
  }

  @Test
  void the_status_follows_the_parcel_when_configured() {
    open("statuses.posted", "transporte", "statuses.delivered", "completo");

    store.deliver("shipments", shipment(CODE, POSTED, null));
    assertThat(store.moovin.status(ID)).isEqualTo("17");

    store.deliver("shipments", shipment(CODE, POSTED, DELIVERED));
    assertThat(store.moovin.status(ID)).isEqualTo("6");
  }

  @Test
  void a_shipment_that_says_nothing_is_skipped_with_words() {
    open();

    TestDelivery delivery = store.deliver("shipments", shipment(null, null, null));

    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(store.moovin.calls()).isZero();
  }

  @Test
  void a_code_that_is_too_long_is_refused_before_a_call_is_spent() {
    open();

    DeliveryFailure failure = failure(shipment("X".repeat(61), POSTED, null));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure).hasMessageContaining("codigo_rastreio").hasMessageContaining(ID);
    assertThat(store.moovin.calls()).isZero();
  }

  @Test
  void a_shipped_order_that_is_read_again_is_no_new_version() {
    open();
    store.poll();

    store.deliver("shipments", shipment(CODE, POSTED, DELIVERED));
    store.poll();

    assertThat(store.orders).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"ERROR_500, TRANSIENT", "REPLY_LOST, TRANSIENT", "REFUSED, REJECTED"})
  void faults_have_their_class(Fault fault, FailureClass expected) {
    open();
    store.moovin.inject("updatePedido", fault, 1);

    assertThat(failure(shipment(CODE, POSTED, null)).failureClass()).isEqualTo(expected);
  }

  private DeliveryFailure failure(Shipment shipment) {
    return catchThrowableOfType(DeliveryFailure.class, () -> store.deliver("shipments", shipment));
  }

  private static Shipment shipment(String code, OffsetDateTime posted, OffsetDateTime delivered) {
    return new Shipment(
        "presence",
        "pk-1",
        new OrderRef("moovin", ID),
        null,
        null,
        code,
        null,
        posted,
        delivered,
        List.of(),
        null);
  }

  private void open(String... keys) {
    store = new MoovinStore(keys);
    store.moovin.place(MoovinOrders.order(0));
  }
}
