package dev.ponte.connector.moovin.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Price.Promotion;
import dev.ponte.connector.moovin.Goods;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.connector.moovin.Products;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.kit.TestDelivery;
import dev.ponte.sandbox.Fault;
import java.math.BigDecimal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoovinPricesSinkTest {

  private static final Promotion PROMOTION = new Promotion(new BigDecimal("9.9"), null, null);

  private MoovinStore store;

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void a_colour_has_old_and_new_price() {
    open("codes.colour", "sku");

    store.tell("prices", Goods.price("A", "100", "89.9"));

    JsonNode price = MoovinStore.json(store.moovin.price("A"));
    assertThat(price)
        .hasToString(
            "{\"produto_codigo_cor\":\"A\",\"preco_de\":\"100.00\",\"preco_por\":\"89.90\"}");
    assertThat(store.moovin.calls()).isEqualTo(1);
  }

  @Test
  void a_size_has_its_own_names_and_never_those_of_a_colour() {
    open("prices.level", "size");

    store.tell(
        "prices",
        new Price(
            "fastcommerce",
            "A",
            null,
            new BigDecimal("89.90"),
            new BigDecimal("12.34567"),
            new BigDecimal("70"),
            null,
            "BRL",
            null));

    assertThat(MoovinStore.json(store.moovin.price("A")))
        .hasToString(
            "{\"produto_codigo_tamanho\":\"A\",\"preco_atual_tamanho\":\"89.90\",\"preco_custo\":\"12.35\",\"preco_atual_atacado\":\"70.00\"}");
  }

  @Test
  void an_old_price_that_is_none_any_more_is_taken_away() {
    open("codes.colour", "sku");
    store.tell("prices", Goods.price("A", "100", "89.90"));

    store.tell("prices", Goods.price("A", null, "89.90"));

    assertThat(MoovinStore.json(store.moovin.price("A")).path("preco_de").asText())
        .isEqualTo("0.00");
  }

  @Test
  void an_old_price_that_the_store_was_never_told_is_left_to_it() {
    open("codes.colour", "sku");
    store.moovin.putPrice("A", "120.00", "110.00");

    store.tell("prices", Goods.price("A", null, "89.90"));
    store.tell("prices", Goods.price("A", null, "79.90"));

    JsonNode price = MoovinStore.json(store.moovin.price("A"));
    assertThat(price.path("preco_de").asText()).isEqualTo("120.00");
    assertThat(price.path("preco_por").asText()).isEqualTo("79.90");
  }

  @Test
  void an_old_price_is_taken_away_even_when_the_first_answer_is_lost() {
    open("codes.colour", "sku");
    store.tell("prices", Goods.price("A", "100", "89.90"));
    store.moovin.inject("updatePrecosV2", Fault.UNAVAILABLE, 1);
    assertThat(store.refusal("prices", Goods.price("A", null, "89.90"))).isNotNull();

    store.tell("prices", Goods.price("A", null, "89.90"));

    assertThat(MoovinStore.json(store.moovin.price("A")).path("preco_de").asText())
        .isEqualTo("0.00");
  }

  @Test
  void a_price_that_comes_back_after_one_whose_answer_was_lost_is_told() {
    open("codes.colour", "sku");
    store.tell("prices", Goods.price("A", "100", "89.9"));
    store.moovin.inject("updatePrecosV2", Fault.REPLY_LOST, 1);
    assertThat(store.refusal("prices", Goods.price("A", "100", "79.9"))).isNotNull();

    store.tell("prices", Goods.price("A", "100", "89.9"));

    assertThat(MoovinStore.json(store.moovin.price("A")).path("preco_por").asText())
        .isEqualTo("89.90");
  }

  @Test
  void a_first_old_price_whose_answer_was_lost_is_taken_away_too() {
    open("codes.colour", "sku");
    store.tell("prices", Goods.price("A", null, "89.9"));
    store.moovin.inject("updatePrecosV2", Fault.REPLY_LOST, 1);
    assertThat(store.refusal("prices", Goods.price("A", "100", "89.9"))).isNotNull();
    assertThat(MoovinStore.json(store.moovin.price("A")).path("preco_de").asText())
        .isEqualTo("100.00");

    store.tell("prices", Goods.price("A", null, "89.9"));

    assertThat(MoovinStore.json(store.moovin.price("A")).path("preco_de").asText())
        .isEqualTo("0.00");
  }

  @Test
  void what_was_told_already_costs_no_call() {
    open("codes.colour", "sku");
    store.tell("prices", Goods.price("A", "100", "89.9"));

    TestDelivery again = store.tell("prices", Goods.price("A", "100", "89.9", PROMOTION, "BRL"));

    assertThat(again.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(store.moovin.calls()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "ignore, 100, 100.00, 89.90, true",
        "ignore, -, '', 89.90, true",
        "sale, 100, 100.00, 9.90, false",
        "sale, -, 89.90, 9.90, false"
      })
  void a_promotion_is_left_out_unless_configured(
      String promotions, String list, String old, String now, boolean said) {
    open("codes.colour", "sku", "prices.promotions", promotions);

    TestDelivery delivery = store.tell("prices", Goods.price("A", list, "89.9", PROMOTION, "BRL"));

    JsonNode price = MoovinStore.json(store.moovin.price("A"));
    assertThat(price.path("preco_de").asText()).isEqualTo(old);
    assertThat(price.path("preco_por").asText()).isEqualTo(now);
    assertThat(delivery.settled().words().contains("prices.promotions")).isEqualTo(said);
  }

  @Test
  void another_currency_is_refused() {
    open("codes.colour", "sku");

    DeliveryFailure failure = store.refusal("prices", Goods.price("A", null, "10", null, "USD"));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure).hasMessageContaining("BRL").hasMessageContaining("USD");
    assertThat(store.moovin.calls()).isZero();
  }

  @Test
  void the_colour_of_a_variation_is_known_when_its_product_was_sent() {
    open(Products.KEYS);
    Price price = Goods.price("10032#42", null, "10");

    DeliveryFailure before = store.refusal("prices", price);
    store.tell("products", Goods.variation("10032#42", "10032", "STAR#VINHO"));
    store.tell("prices", price);

    assertThat(before.failureClass()).isEqualTo(FailureClass.NOT_YET);
    assertThat(before)
        .hasMessageContaining("ponte.connections.moovin.codes.colour")
        .hasMessageContaining("prices.level");
    assertThat(store.moovin.price("10032-STAR")).contains("\"preco_por\":\"10.00\"");
    assertThat(store.moovin.writes("updatePrecosV2")).isEqualTo(1);
  }

  @Test
  void the_price_of_what_only_holds_variations_is_skipped() {
    open(Products.KEYS);
    store.tell("products", Goods.variation("10032#42", "10032", "STAR#VINHO"));

    TestDelivery delivery = store.tell("prices", Goods.price("10032", null, "10"));

    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(store.moovin.writes("updatePrecosV2")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"ERROR_500, TRANSIENT", "REPLY_LOST, TRANSIENT", "REFUSED, REJECTED"})
  void faults_have_their_class(Fault fault, FailureClass expected) {
    open("codes.colour", "sku");
    store.moovin.inject("updatePrecosV2", fault, 1);

    assertThat(store.refusal("prices", Goods.price("A", null, "10")).failureClass())
        .isEqualTo(expected);
  }

  private void open(String... keys) {
    store = new MoovinStore(keys);
  }
}
