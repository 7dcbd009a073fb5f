package dev.ponte.connector.moovin.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponte.connector.moovin.Goods;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.kit.TestDelivery;
import dev.ponte.sandbox.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoovinStockSinkTest {

  private static final String[] STORES = {
    "stock.stores[0].location", "1", "stock.stores[0].code", "loja-1",
    "stock.stores[1].location", "3", "stock.stores[1].code", "02"
  };

  private MoovinStore store;

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void stock_is_set_at_the_distribution_centre_of_its_place_in_one_call(String format) {
    open("format", format);

    store.tell("stock", Goods.stock("000123", "1", "7"));
    store.tell("stock", Goods.stock("000123", "3", "0"));

    assertThat(store.moovin.stock("000123", "loja-1")).isEqualTo(7);
    assertThat(store.moovin.stock("000123", "02")).isZero();
    assertThat(store.moovin.calls()).isEqualTo(2);
  }

  @Test
  void what_was_told_already_costs_no_call() {
    open();

    store.tell("stock", Goods.stock("A", "1", "7.2"));
    TestDelivery again = store.tell("stock", Goods.stock("A", "1", "7.9"));

    assertThat(again.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(store.moovin.stock("A", "loja-1")).isEqualTo(7);
    assertThat(store.moovin.calls()).isEqualTo(1);
  }

  @Test
  void a_call_whose_answer_was_lost_is_not_taken_for_one_that_did_nothing() {
    open();
    store.tell("stock", Goods.stock("A", "1", "7"));
    store.moovin.inject("saveEstoqueV2", Fault.REPLY_LOST, 1);
    assertThat(store.refusal("stock", Goods.stock("A", "1", "3"))).isNotNull();
    assertThat(store.moovin.stock("A", "loja-1")).isEqualTo(3);

    store.tell("stock", Goods.stock("A", "1", "7"));

    assertThat(store.moovin.stock("A", "loja-1")).isEqualTo(7);
  }

  @ParameterizedTest
  @CsvSource({"5.99, 5", "0.4, 0", "5.0, 5", "1000000.000001, 1000000"})
  void a_fraction_is_rounded_down_in_words(String available, int pieces) {
    open();

    TestDelivery delivery = store.tell("stock", Goods.stock("A", "1", available));

    assertThat(store.moovin.stock("A", "loja-1")).isEqualTo(pieces);
    assertThat(delivery.settled().words().contains("rounded down from"))
        .isEqualTo(!available.equals("5.0"));
  }

  @Test
  void a_place_that_is_not_listed_is_skipped() {
    open();

    TestDelivery delivery = store.tell("stock", Goods.stock("A", "2", "7"));

    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(delivery.settled().words()).contains("Location 2").contains("stock.stores");
    assertThat(store.moovin.calls()).isZero();
  }

  @Test
  void without_any_place_the_key_to_set_is_named() {
    store = new MoovinStore();

    DeliveryFailure failure = store.refusal("stock", Goods.stock("A", "2", "7"));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.UNCONFIGURED);
    assertThat(failure).hasMessageContaining("ponte.connections.moovin.stock.stores");
    assertThat(store.moovin.calls()).isZero();
  }

  @Test
  void a_code_that_is_too_long_is_refused_before_a_call_is_spent() {
    open();

    DeliveryFailure failure = store.refusal("stock", Goods.stock("X".repeat(36), "1", "7"));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure).hasMessageContaining("at most 35").hasMessageContaining("tamanho");
    assertThat(store.moovin.calls()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"ERROR_500, TRANSIENT", "REPLY_LOST, TRANSIENT", "REFUSED, REJECTED"})
  void faults_have_their_class(Fault fault, FailureClass expected) {
    open();
    store.moovin.inject("saveEstoqueV2", fault, 1);

    assertThat(store.refusal("stock", Goods.stock("A", "1", "7")).failureClass())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1, loja-1, 1, loja-2", "1, loja-1, 2, loja-1"})
  void two_places_that_would_overwrite_each_other_are_refused(
      String first, String code, String second, String other) {
    assertThatThrownBy(
            () ->
                MoovinStore.settings(
                    "stock.stores[0].location", first,
                    "stock.stores[0].code", code,
                    "stock.stores[1].location", second,
                    "stock.stores[1].code", other))
        .rootCause()
        .hasMessageContaining("stock.stores names")
        .hasMessageContaining("twice");
  }

  private void open(String... keys) {
    store = new MoovinStore(both(STORES, keys));
  }

  private static String[] both(String[] first, String[] second) {
    String[] all = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
