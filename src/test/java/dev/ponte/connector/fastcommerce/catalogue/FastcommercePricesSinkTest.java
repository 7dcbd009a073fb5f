package dev.ponte.connector.fastcommerce.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Price;
import dev.ponte.canonical.Price.Promotion;
import dev.ponte.connector.fastcommerce.Parcel;
import dev.ponte.connector.fastcommerce.Shop;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.sandbox.Fault;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FastcommercePricesSinkTest {

  private static final OffsetDateTime FROM = OffsetDateTime.parse("2026-03-11T03:00:30Z");
  private static final OffsetDateTime TO = OffsetDateTime.parse("2026-03-20T02:59:59Z");

  private Shop shop;

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void all_prices_go_with_a_decimal_comma() {
    open();

    Parcel told =
        tell(price("120", "99.9", "40.125", "80", new Promotion(new BigDecimal("79.9"), FROM, TO)));

    assertThat(told.outcome.result()).isEqualTo(Outcome.Result.DELIVERED);
    assertThat(product())
        .containsEntry("Preco", "99,90")
        .containsEntry("PrecoProm", "79,90")
        .containsEntry("DataPromInicio", "11/03/2026 00:01")
        .containsEntry("DataPromFim", "19/03/2026 23:59")
        .containsEntry("PrecoB2B", "80,00")
        .containsEntry("Custo", "40,13");
  }

  @Test
  void only_what_has_changed_since_the_last_acknowledgement_is_sent() {
    open();
    Parcel first = tell(price(null, "99.9", "40", "80", null));

    Parcel second = tell(first.next(price(null, "89.9", "40", "80", null)));

    assertThat(second.outcome.words()).isEqualTo("IDProduto 5206701: Preco=89,90");
    assertThat(product()).containsEntry("Preco", "89,90").containsEntry("PrecoB2B", "80,00");
  }

  @Test
  void a_price_that_comes_back_after_one_whose_answer_was_lost_is_told() {
    open();
    Parcel first = tell(price(null, "99.9", "40", null, null));
    shop.store.inject("ProductManagement", Fault.REPLY_LOST, 1);
    Parcel lost = tell(first.next(price(null, "89.9", "40", null, null)));
    assertThat(lost.failure).isNotNull();
    assertThat(product()).containsEntry("Preco", "89,90");

    Parcel back = tell(lost.next(price(null, "99.9", "40", null, null)));

    assertThat(product()).containsEntry("Preco", "99,90");
    assertThat(back.outcome.words()).isEqualTo("IDProduto 5206701: Preco=99,90");
  }

  @Test
  void a_promotion_whose_answer_was_lost_is_ended_all_the_same() {
    open();
    Promotion promotion = new Promotion(new BigDecimal("79.9"), null, TO);
    Parcel first = tell(price(null, "99.9", null, null, promotion));
    shop.store.inject("ProductManagement", Fault.REPLY_LOST, 1);
    Promotion lower = new Promotion(new BigDecimal("69.9"), null, TO);
    Parcel lost = tell(first.next(price(null, "99.9", null, null, lower)));

    tell(lost.next(price(null, "99.9", null, null, null)));

    assertThat(product()).containsEntry("PrecoProm", "99,90");
  }

  @Test
  void a_record_that_meets_a_bug_keeps_no_other_from_being_sent() {
    open();
    List<Parcel> parcels =
        FastcommerceStockSinkTest.parcels(
            List.of(price(null, "1", null, null, null), other("REF2"), other("REF3")));
    parcels.get(1).progress = "{";

    List<Parcel> told = shop.tell(parcels);

    assertThat(told.get(0).outcome).isNotNull();
    assertThat(told.get(1).bug).hasMessageContaining("progress");
    assertThat(told.get(2).outcome).isNotNull();
  }

  @Test
  void a_change_that_the_store_does_not_keep_costs_no_call() {
    open();
    Parcel first = tell(price("110", "99.9", null, null, null));
    long before = shop.store.calls();

    Parcel second = tell(first.next(price("120", "99.9", null, null, null)));

    assertThat(second.outcome.result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(shop.store.calls()).isEqualTo(before);
  }

  @Test
  void a_first_promotion_whose_answer_was_lost_is_ended_too() {
    open();
    Parcel first = tell(price(null, "99.9", null, null, null));
    shop.store.inject("ProductManagement", Fault.REPLY_LOST, 1);
    Promotion promotion = new Promotion(new BigDecimal("79.9"), null, TO);
    Parcel lost = tell(first.next(price(null, "99.9", null, null, promotion)));
    assertThat(product()).containsEntry("PrecoProm", "79,90");

    tell(lost.next(price(null, "99.9", null, null, null)));

    assertThat(product()).containsEntry("PrecoProm", "99,90");
  }

  @Test
  void a_promotion_that_the_store_refused_is_not_ended() {
    open();
    shop.store.catalogue().putProduct("REF1", Map.of("PrecoProm", "5,00"));
    Parcel first = tell(price(null, "99.9", null, null, null));
    shop.store.inject("ProductManagement", Fault.REFUSED, 1);
    Promotion promotion = new Promotion(new BigDecimal("79.9"), null, TO);
    Parcel refused = tell(first.next(price(null, "99.9", null, null, promotion)));
    assertThat(refused.failure).isNotNull();

    tell(refused.next(price(null, "99.9", null, null, null)));

    assertThat(product()).containsEntry("PrecoProm", "5,00");
  }

  @Test
  void the_same_version_again_heals_all_its_prices() {
    open();
    Parcel first = tell(price(null, "99.9", null, "80", null));
    shop.store.catalogue().corrupt("REF1", "Preco", "1,00");
    shop.store.catalogue().corrupt("REF1", "PrecoB2B", "1,00");

    tell(first.toHeal());

    assertThat(product()).containsEntry("Preco", "99,90").containsEntry("PrecoB2B", "80,00");
  }

  @Test
  void a_promotion_that_is_over_leaves_the_price_itself() {
    open();
    Parcel first =
        tell(price(null, "99.9", null, null, new Promotion(new BigDecimal("79.9"), null, TO)));
    assertThat(product()).containsEntry("DataPromInicio", "");

    Parcel second = tell(first.next(price(null, "99.9", null, null, null)));
    assertThat(second.outcome.words()).contains("PrecoProm=99,90").doesNotContain("Preco=");
    assertThat(product())
        .containsEntry("DataPromInicio", "01/01/2000 00:00")
        .containsEntry("DataPromFim", "01/01/2000 00:00");

    Parcel third = tell(second.next(price(null, "89.9", null, null, null)));
    assertThat(third.outcome.words()).contains("Preco=89,90").contains("PrecoProm=89,90");
  }

  @Test
  void a_promotion_of_the_stores_own_is_left_alone() {
    open();
    shop.store.catalogue().putProduct("REF1", Map.of("PrecoProm", "5,00"));

    tell(price(null, "99.9", null, null, null));

    assertThat(product()).containsEntry("PrecoProm", "5,00");
  }

  @Test
  void a_list_price_can_be_struck() {
    open("prices.strike-list", "true");

    tell(price("120", "99.9", null, null, null));

    assertThat(product()).containsEntry("Preco", "120,00").containsEntry("PrecoProm", "99,90");
  }

  @Test
  void another_currency_is_refused() {
    open("orders.currency", "USD");

    Parcel told = tell(price(null, "99.9", null, null, null));

    assertThat(told.failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(told.failure).hasMessageContaining("ponte.connections.loja.orders.currency");
  }

  private void open(String... keys) {
    shop = new Shop(Shop.sink("prices"), keys);
  }

  private Parcel tell(Price price) {
    return tell(FastcommerceStockSinkTest.parcels(List.of(price)).get(0));
  }

  private Parcel tell(Parcel parcel) {
    return shop.tell(List.of(parcel)).get(0);
  }

  private Map<String, String> product() {
    return shop.store.catalogue().byCode("REF1");
  }

  static Price price(String list, String sale, String cost, String wholesale, Promotion promotion) {
    return new Price(
        "focco",
        "REF1",
        decimal(list),
        decimal(sale),
        decimal(cost),
        decimal(wholesale),
        promotion,
        "BRL",
        null);
  }

  private static Price other(String sku) {
    return new Price("focco", sku, null, new BigDecimal("5"), null, null, null, "BRL", null);
  }

  private static BigDecimal decimal(String text) {
    return text == null ? null : new BigDecimal(text);
  }
}
