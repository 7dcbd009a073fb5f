package dev.ponte.connector.moovin.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Price;
import dev.ponte.connector.moovin.Goods;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.connector.moovin.Products;
import dev.ponte.delivery.Difference;
import dev.ponte.sandbox.Fault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store holds against what it acknowledged. */
class MoovinChecksTest {

  private static final String STOCK = "getQuantidadeEstoque";

  private MoovinStore store;

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void a_corrupted_stock_is_found_and_nothing_else(String format) {
    open("format", format);
    fill(250);
    store.moovin.corruptStock("S150", "loja-1", 999);

    assertThat(store.poll("stock-check")).isNull();

    assertThat(store.differences)
        .extracting(Difference::key, Difference::expected, Difference::found)
        .containsExactly(tuple("S150@1", "qtd=150", "qtd=999"));
    assertThat(store.moovin.calls(STOCK)).isEqualTo(3);
    assertThat(store.checks.position()).isNull();
  }

  @Test
  void what_others_hold_is_not_ours_and_what_the_store_lost_is_missing() {
    open();
    fill(3);
    store.moovin.putStock("other", "loja-1", 5);
    store.moovin.putStock("S0", "loja-9", 77);
    store.checks.acknowledged("gone@1", Canonical.write(Goods.stock("gone", "1", "4")));
    store.checks.acknowledged("skipped@2", Canonical.write(Goods.stock("skipped", "2", "4")));

    store.poll("stock-check");

    assertThat(store.differences)
        .extracting(Difference::key, Difference::found)
        .containsExactly(tuple("gone@1", null));
  }

  @Test
  void a_check_goes_on_where_its_last_run_ended() {
    open();
    fill(350);
    store.moovin.corruptStock("S50", "loja-1", 1);
    store.moovin.corruptStock("S349", "loja-1", 1);
    fault(2);

    assertThat(store.poll("stock-check")).isNotNull();
    assertThat(store.checks.position()).isEqualTo("2");
    assertThat(store.differences).extracting(Difference::key).containsExactly("S50@1");

    assertThat(store.poll("stock-check")).isNull();
    assertThat(store.differences).extracting(Difference::key).containsExactly("S50@1", "S349@1");
    assertThat(store.moovin.calls(STOCK)).isEqualTo(1 + 1 + 3);
  }

  @Test
  void a_quota_without_calls_to_spare_ends_the_run_and_is_no_failure() {
    open("errors.throttled", "recusado");
    fill(150);
    fault(1, Fault.REFUSED);

    assertThat(store.poll("stock-check")).isNull();
    assertThat(store.differences).isEmpty();
  }

  @Test
  void a_store_without_places_is_not_asked() {
    store = new MoovinStore();

    store.poll("stock-check");

    assertThat(store.moovin.calls()).isZero();
  }

  @Test
  void an_exactly_full_page_is_followed_by_an_empty_one() {
    open();
    fill(100);
    store.poll("stock-check");
    assertThat(store.moovin.calls(STOCK)).isEqualTo(2);
    assertThat(store.differences).isEmpty();
  }

  @Test
  void a_corrupted_price_is_found_for_each_size_of_the_colour() {
    open(Products.keys());
    for (String sku : new String[] {"P", "M"}) {
      store.tell("products", Goods.variation(sku, "10032", "STAR#" + sku));
      acknowledge("prices", Goods.price(sku, "100", "89.9"));
    }
    store.tell("products", Goods.item("A", "Caneca"));
    acknowledge("prices", Goods.price("A", null, "10"));
    store.poll("prices-check");
    assertThat(store.differences).isEmpty();

    store.moovin.corruptPrice("10032-STAR", "8.99");
    store.poll("prices-check");

    assertThat(store.differences).extracting(Difference::key).containsExactlyInAnyOrder("P", "M");
    assertThat(store.differences)
        .allMatch(it -> it.expected().equals("preco_por=89.90"))
        .allMatch(it -> it.found().equals("preco_por=8.99"));
  }

  @Test
  void a_price_that_was_skipped_is_not_missed() {
    open(Products.keys());
    store.tell("products", Goods.variation("P", "10032", "STAR#P"));
    acknowledge("prices", Goods.price("10032", null, "10"));

    store.poll("prices-check");

    assertThat(store.differences).isEmpty();
    assertThat(store.moovin.calls("getPreco")).isEqualTo(1);
  }

  @Test
  void prices_of_sizes_cannot_be_read_and_are_not_asked_for() {
    open("prices.level", "size");
    acknowledge("prices", Goods.price("A", null, "10"));

    store.poll("prices-check");

    assertThat(store.moovin.calls("getPreco")).isZero();
    assertThat(store.differences).isEmpty();
  }

  @Test
  void what_was_found_is_healed_by_telling_it_again() {
    open("codes.colour", "sku");
    Price price = Goods.price("A", "100", "89.9");
    acknowledge("prices", price);
    acknowledge("stock", Goods.stock("A", "1", "5"));
    store.moovin.corruptPrice("A", "1.00");
    store.moovin.corruptStock("A", "loja-1", 9);

    // As the ledger does before it sends again.
    store.deliveries.clear();
    store.tell("prices", price);
    store.tell("stock", Goods.stock("A", "1", "5"));

    assertThat(store.moovin.price("A")).contains("\"preco_por\":\"89.90\"");
    assertThat(store.moovin.stock("A", "loja-1")).isEqualTo(5);
  }

  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      store.moovin.putStock("S" + i, "loja-1", i);
      store.checks.acknowledged(
          "S" + i + "@1", Canonical.write(Goods.stock("S" + i, "1", String.valueOf(i))));
    }
  }

  private void acknowledge(String sink, Message message) {
    store.tell(sink, message);
    store.checks.acknowledged(message.key(), Canonical.write(message));
  }

  private void fault(int call) {
    fault(call, Fault.ERROR_500);
  }

  /** Does the fault to the call of this number, from 1. */
  private void fault(int call, Fault fault) {
    var seen = new java.util.concurrent.atomic.AtomicInteger();
    store.moovin.inject(it -> it.equals(STOCK) && seen.incrementAndGet() == call, fault, 1);
  }

  private void open(String... keys) {
    String[] all = java.util.Arrays.copyOf(keys, keys.length + 4);
    all[keys.length] = "stock.stores[0].location";
    all[keys.length + 1] = "1";
    all[keys.length + 2] = "stock.stores[0].code";
    all[keys.length + 3] = "loja-1";
    store = new MoovinStore(all);
  }
}
