package dev.ponte.connector.moovin.feedback;

import static dev.ponte.connector.moovin.orders.MoovinOrdersSourceTest.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ponte.canonical.OrderStatus.Status;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.kit.TestDelivery;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.MoovinOrders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoovinOrderStatusSinkTest {

  private static final String ID = MoovinOrders.id(0);
  private static final String UPDATE = "updatePedido";

  private MoovinStore store;

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void an_accepted_order_is_marked_as_imported_with_the_erps_number_in_one_call(String format) {
    open("format", format);

    TestDelivery delivery = store.deliver("order-status", status(ID, Status.ACCEPTED, "4711"));

    assertThat(store.moovin.imported(ID)).isTrue();
    assertThat(MoovinStore.json(store.moovin.order(ID)).path("codigo_integracao").asText())
        .isEqualTo("4711");
    assertThat(store.moovin.calls()).isEqualTo(1);
    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.DELIVERED);
    assertThat(delivery.calls()).hasSize(1);
    assertThat(delivery.calls().get(0).request()).doesNotContain("sandbox-token");
  }

  @Test
  void an_order_that_the_erp_cancelled_gets_the_stores_status_of_that_type() {
    open();

    store.deliver("order-status", status(ID, Status.CANCELLED, null));

    assertThat(store.moovin.status(ID)).isEqualTo("5");
    assertThat(store.moovin.calls(UPDATE)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "PROCESSING, statuses.processing, 3,          3",
    "PICKING,    statuses.picking,    8,          8",
    "INVOICED,   statuses.invoiced,   transporte, 17",
    "INVOICED,   statuses.invoiced,   completo,   6"
  })
  void other_statuses_are_told_by_type_or_code_when_configured(
      Status status, String key, String value, String expected) {
    open(key, value);

    store.deliver("order-status", status(ID, status, null));

    assertThat(store.moovin.status(ID)).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"PROCESSING", "PICKING", "INVOICED"})
  void other_statuses_are_skipped_with_words_when_not_configured(Status status) {
    open();

    TestDelivery delivery = store.deliver("order-status", status(ID, status, null));

    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(delivery.settled().words()).contains("ponte.connections.moovin.statuses");
    assertThat(store.moovin.calls()).isZero();
  }

  @Test
  void a_type_that_the_store_has_no_status_of_is_a_setting_to_be_mended_and_no_dead_letter() {
    open("statuses.picking", "embalado");

    DeliveryFailure failure = failure(status(ID, Status.PICKING, null));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.UNCONFIGURED);
    assertThat(failure.code()).contains("ponte.connections.moovin.statuses");
  }

  @Test
  void a_number_that_is_too_long_is_refused_before_a_call_is_spent() {
    open();

    DeliveryFailure failure = failure(status(ID, Status.ACCEPTED, "9".repeat(36)));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure).hasMessageContaining("codigo_integracao").hasMessageContaining("35");
    assertThat(store.moovin.calls()).isZero();
  }

  @Test
  void an_order_that_the_store_does_not_know_is_rejected_in_its_own_words() {
    open();

    DeliveryFailure failure = failure(status("1", Status.ACCEPTED, "4711"));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure).hasMessageContaining("Pedido não encontrado");
    assertThat(failure.code()).contains("12");
  }

  @ParameterizedTest
  @CsvSource({
    "ERROR_500,      TRANSIENT",
    "RESET,          TRANSIENT",
    "REPLY_LOST,     TRANSIENT",
    "HTML,           TRANSIENT",
    "TRUNCATED,      TRANSIENT",
    "UNAVAILABLE,    TRANSIENT",
    "TOO_MANY,       THROTTLED",
    "REFUSED,        REJECTED",
    "UNAUTHORIZED,   UNAUTHORIZED",
    "REDIRECT,       UNAUTHORIZED"
  })
  void faults_have_their_class_and_a_repetition_does_no_harm(Fault fault, FailureClass expected) {
    open();
    store.moovin.inject(UPDATE, fault, 1);

    assertThat(failure(status(ID, Status.ACCEPTED, "4711")).failureClass()).isEqualTo(expected);

    if (expected == FailureClass.TRANSIENT) {
      store.deliver("order-status", status(ID, Status.ACCEPTED, "4711"));
      assertThat(store.moovin.imported(ID)).isTrue();
    }
  }

  private DeliveryFailure failure(dev.ponte.canonical.OrderStatus status) {
    return catchThrowableOfType(DeliveryFailure.class, () -> store.deliver("order-status", status));
  }

  private void open(String... keys) {
    store = new MoovinStore(keys);
    store.moovin.place(MoovinOrders.order(0));
  }
}
