package dev.ponte.connector.fastcommerce.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Price.Promotion;
import dev.ponte.connector.fastcommerce.Parcel;
import dev.ponte.connector.fastcommerce.Shop;
import dev.ponte.delivery.Difference;
import dev.ponte.sandbox.Fault;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FastcommerceCheckSourceTest {

  private Shop shop;

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void a_corrupted_stock_is_found_and_healed() {
    open("stock");
    acknowledge(FastcommerceStockSinkTest.stock("REF1", "5"));
    acknowledge(FastcommerceStockSinkTest.stock("REF2", "6.5"));
    assertThat(check()).isEmpty();

    shop.store.catalogue().corruptStock("REF2", 99);

    Difference found = check().get(0);
    assertThat(shop.states).hasSize(1);
    assertThat(found.key()).isEqualTo("REF2@1");
    assertThat(found.expected()).isEqualTo("Estoque=6");
    assertThat(found.found()).isEqualTo("Estoque=99");

    acknowledge(FastcommerceStockSinkTest.stock("REF2", "6.5"));
    assertThat(check()).isEmpty();
  }

  @Test
  void a_corrupted_price_is_found_whatever_form_the_store_gives_it() {
    open("prices");
    OffsetDateTime to = OffsetDateTime.parse("2026-03-20T03:00:00Z");
    acknowledge(
        FastcommercePricesSinkTest.price(
            "120", "99.9", "40", "80", new Promotion(new BigDecimal("79.9"), null, to)));
    shop.store.catalogue().corrupt("REF1", "Preco", "R$ 99,9000");
    shop.store.catalogue().corrupt("REF1", "DataPromFim", "20/3/2026 00:00:00");
    shop.store.catalogue().corrupt("REF1", "DataPromInicio", "30/12/1899");
    assertThat(check()).isEmpty();

    shop.store.catalogue().corrupt("REF1", "PrecoProm", "1,00");

    assertThat(check().get(0).expected()).isEqualTo("PrecoProm=79,90");
    assertThat(check().get(0).found()).isEqualTo("PrecoProm=1,00");
  }

  @Test
  void a_corrupted_product_is_found() {
    open("products");
    acknowledge(
        FastcommerceProductsSinkTest.product("NEW1", null, "Polo", List.of(List.of("Camisetas"))));
    assertThat(check()).isEmpty();

    shop.store.catalogue().corrupt("NEW1", "NomeProd", "Pólo");
    shop.store.catalogue().corrupt("NEW1", "Peso", "0350,00");

    assertThat(check().get(0).found()).isEqualTo("NomeProd=Pólo");
  }

  @Test
  void what_the_store_has_lost_is_missing() {
    open("prices");
    acknowledge(price("REF1"));
    shop.store.catalogue().removeProduct("REF1");

    assertThat(check().get(0).found()).isNull();
  }

  @Test
  void ten_thousand_unchanged_stocks_cost_three_reads_and_nothing_else() {
    open("stock");
    shop.store.catalogue().fill(10_000);
    IntStream.rangeClosed(1, 10_000)
        .mapToObj(i -> FastcommerceStockSinkTest.stock("SKU" + i, "10"))
        .forEach(it -> shop.checks.acknowledged(it.key(), Canonical.write(it)));

    assertThat(check()).isEmpty();

    assertThat(shop.store.calls("ReportView")).isEqualTo(3);
    assertThat(shop.store.calls()).isEqualTo(3);
    assertThat(shop.store.catalogue().written()).isZero();
  }

  @Test
  void a_pass_that_breaks_off_goes_on_where_it_was() {
    open("stock", "products.page-size", "5");
    acknowledge(FastcommerceStockSinkTest.stock("REF1", "5"));
    acknowledge(FastcommerceStockSinkTest.stock("REF20", "5"));
    shop.store.catalogue().corruptStock("REF1", 1);
    shop.store.catalogue().corruptStock("REF20", 1);
    AtomicInteger reads = new AtomicInteger();
    shop.store.inject(
        it -> it.equals("ReportView") && reads.incrementAndGet() == 3, Fault.ERROR_500, 1);

    assertThat(check()).extracting(Difference::key).containsExactly("REF1@1");
    assertThat(shop.checks.position()).isEqualTo("10/5");
    assertThat(check()).extracting(Difference::key).containsExactly("REF20@1");
    assertThat(shop.checks.position()).isNull();
  }

  @Test
  void without_a_location_no_stock_is_compared() {
    shop = new Shop(Shop.source("stock-check"));
    shop.checks.acknowledged(
        "REF1@1", Canonical.write(FastcommerceStockSinkTest.stock("REF1", "5")));

    assertThat(check()).isEmpty();
  }

  private void open(String type, String... more) {
    String[] keys = java.util.Arrays.copyOf(more, more.length + 2);
    keys[more.length] = "stock.location";
    keys[more.length + 1] = "1";
    shop = new Shop(Shop.sink(type) + Shop.source(type + "-check"), keys);
  }

  private void acknowledge(Message message) {
    Parcel told = shop.tell(FastcommerceStockSinkTest.parcels(List.of(message))).get(0);
    assertThat(told.outcome).isNotNull();
    shop.checks.acknowledged(message.key(), Canonical.write(message));
  }

  private List<Difference> check() {
    shop.states.clear();
    shop.poll();
    return shop.states.stream().map(Difference.class::cast).toList();
  }

  private static Price price(String sku) {
    return new Price("focco", sku, null, new BigDecimal("9.9"), null, null, null, "BRL", null);
  }
}
