package dev.ponte.connector.moovin.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Stock;
import dev.ponte.connector.moovin.Examples;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.connector.moovin.api.RecordReader;
import dev.ponte.sandbox.Fault;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Stock, prices, products and customers that are read from a store. */
class MoovinStatesTest {

  private static final String STOCK = "getQuantidadeEstoque";
  private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-26T12:00:00Z");

  private MoovinStore store;

  @AfterEach
  void close() {
    if (store != null) {
      store.close();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "getQuantidadeEstoque_L72.xml, 0, 1000028401889, loja-1, 4",
    "getQuantidadeEstoque_L72.xml, 1, 1000028401889, 02, 10",
    "getQuantidadeEstoque_L73.json, 0, 720162, 1, 10"
  })
  void the_documents_stock_is_a_stock_at_a_store(
      String example, int row, String sku, String place, String quantity) {
    open();
    JsonNode record = RecordReader.rows(Examples.tree(example), "estoque").get(row);

    Stock stock = new StockMapper(store.connection).stock(record, NOW);

    assertThat(stock.sku()).isEqualTo(sku);
    assertThat(stock.location().store()).isEqualTo(place);
    assertThat(stock.available()).isEqualByComparingTo(quantity);
    assertThat(stock.readAt()).isEqualTo(NOW);
  }

  @Test
  void the_documents_price_has_no_old_one() {
    open();
    JsonNode row = RecordReader.rows(Examples.tree("getPreco_L119.json"), "preco").get(0);

    Price price = new PriceMapper(store.connection).price(row, "MTSFIAC");

    assertThat(price.list()).isNull();
    assertThat(price.sale()).isEqualByComparingTo("1.29");
    assertThat(price.currency()).isEqualTo("BRL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"getCor_L563.json", "getCor_L564.xml"})
  void the_documents_colour_brings_a_product_for_each_of_its_sizes(String example) {
    JsonNode row = RecordReader.rows(Examples.tree(example), "produto").get(0);
    if (example.endsWith("xml")) {
      // The example in XML has no title, which the one in JSON has.
      ((com.fasterxml.jackson.databind.node.ObjectNode) row.at("/cores/cor"))
          .put("titulo", "Titulo do produto");
    }
    JsonNode sizes = RecordReader.rows(Examples.tree("getTamanho_L545.json"), "produto").get(0);

    List<Product> products =
        new ColourMapper(
                "moovin",
                colour ->
                    colour.equals("922337203685477580k")
                        ? RecordReader.inside(sizes.path("tamanhos"), "tamanho")
                        : List.of())
            .products(row);

    assertThat(products)
        .extracting(Product::sku)
        .containsExactly("00797947", "00797948", "00797949");
    Product first = products.get(0);
    assertThat(first.parent()).isEqualTo("06161616");
    assertThat(first.name()).isEqualTo("Titulo do produto");
    assertThat(first.ean()).isEqualTo("7700007979479");
    assertThat(first.variation().colour()).isEqualTo("Areia");
    assertThat(first.variation().size()).isEqualTo("47");
    assertThat(first.status()).isEqualTo(Product.Status.ACTIVE);
    assertThat(first.codes()).containsEntry("moovin.colour", "922337203685477580k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void all_stock_is_read_once_and_then_what_was_changed(String format) {
    open("format", format);
    stocks(250);

    assertThat(store.poll("stock")).isNull();
    assertThat(store.states).hasSize(250);
    assertThat(store.moovin.calls(STOCK)).isEqualTo(3);

    store.clock.forward(Duration.ofHours(1));
    store.poll("stock");
    store.clock.forward(Duration.ofHours(1));
    store.states.clear();
    store.moovin.putStock("S7", "loja-1", 99);
    assertThat(store.poll("stock")).isNull();

    assertThat(store.states)
        .singleElement()
        .isInstanceOfSatisfying(
            Stock.class,
            it -> {
              assertThat(it.key()).isEqualTo("S7@//loja-1");
              assertThat(it.available()).isEqualByComparingTo("99");
            });
    assertThat(store.moovin.calls(STOCK)).isEqualTo(3 + 3 + 1);
  }

  @Test
  void once_a_day_all_of_it_is_read_again() {
    open();
    stocks(3);
    store.poll("stock");
    store.clock.forward(Duration.ofHours(1));
    store.poll("stock");
    store.moovin.corruptStock("S1", "loja-1", 50);

    store.clock.forward(Duration.ofHours(11));
    store.states.clear();
    store.poll("stock");
    assertThat(store.states).isEmpty();

    store.clock.forward(Duration.ofHours(13));
    store.poll("stock");
    assertThat(store.states).hasSize(3);
  }

  @Test
  void a_list_that_fails_in_the_middle_goes_on_with_the_page_that_failed() {
    open();
    stocks(350);
    failsAt(3);

    assertThat(store.poll("stock")).isNotNull();
    assertThat(store.states).hasSize(200);
    assertThat(store.poll("stock")).isNull();

    assertThat(store.states).extracting(Message::key).doesNotHaveDuplicates().hasSize(350);
    assertThat(store.moovin.calls(STOCK)).isEqualTo(3 + 2);
  }

  @Test
  void what_could_not_be_recorded_is_read_again() {
    open();
    stocks(150);
    store.ledgerFails = true;
    assertThat(store.poll("stock")).hasMessageContaining("ledger");
    assertThat(store.cursors.all).isEmpty();

    store.ledgerFails = false;
    store.poll("stock");

    assertThat(store.states).hasSize(150);
  }

  @Test
  void a_store_that_ignores_pages_is_read_to_an_end() {
    open();
    stocks(100);
    store.moovin.ignorePages();

    assertThat(store.poll("stock")).isNull();

    assertThat(store.moovin.calls(STOCK)).isEqualTo(2);
  }

  @Test
  void a_record_that_cannot_be_understood_is_a_dead_letter_once_and_the_rest_goes_on() {
    open();
    store.moovin.putStock("A", "loja/1@x", 3);
    store.moovin.putStock("B", "loja-1", 4);

    store.poll("stock");
    store.clock.forward(Duration.ofDays(2));
    store.poll("stock");

    assertThat(store.states).extracting(Message::key).containsOnly("B@//loja-1");
    assertThat(store.deadLetters).hasSize(1);
    assertThat(store.deadLetters.get(0).getMessage().getBody(String.class)).contains("loja/1@x");
  }

  @Test
  void a_price_is_that_of_all_sizes_that_are_known_of_the_colour() {
    open();
    store.moovin.putPrice("10032-STAR", "0.00", "12.50");
    store.moovin.putPrice("X", "20.00", "12.50");
    product("P", "10032", "10032-STAR");
    product("M", "10032", "10032-STAR");
    store.poll("products");
    store.states.clear();

    assertThat(store.poll("prices")).isNull();

    assertThat(store.states).extracting(Message::key).containsExactly("P", "M", "X");
    assertThat(store.states)
        .allSatisfy(it -> assertThat(((Price) it).sale()).isEqualByComparingTo("12.50"));
  }

  @Test
  void prices_that_were_changed_are_asked_for_by_day() {
    open();
    store.moovin.putPrice("A", "0.00", "1.00");
    store.poll("prices");
    store.states.clear();

    store.clock.forward(Duration.ofHours(20));
    store.moovin.putPrice("B", "0.00", "2.00");
    store.poll("prices");
    store.clock.forward(Duration.ofHours(3));
    store.states.clear();
    store.poll("prices");

    assertThat(store.states).extracting(Message::key).containsExactly("B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void products_are_put_together_of_their_sizes_and_colours(String format) {
    open("format", format);
    for (int i = 0; i < 120; i++) {
      product("P" + i, "C" + i, "C" + i + "-azul");
      product("M" + i, "C" + i, "C" + i + "-azul");
    }

    assertThat(store.poll("products")).isNull();

    assertThat(store.states).hasSize(240);
    Product first = (Product) store.states.get(0);
    assertThat(first.sku()).isEqualTo("P0");
    assertThat(first.parent()).isEqualTo("C0");
    assertThat(first.name()).isEqualTo("Caneca");
    assertThat(first.variation().colour()).isEqualTo("Azul");
    assertThat(store.moovin.calls()).isEqualTo(4);
  }

  @Test
  void products_go_on_after_a_failure_without_listing_all_sizes_again() {
    open();
    for (int i = 0; i < 120; i++) {
      product("P" + i, "C" + i, "C" + i + "-azul");
    }
    store.moovin.inject("getCor", Fault.ERROR_500, 1);
    assertThat(store.poll("products")).isNotNull();
    assertThat(store.states).isEmpty();

    assertThat(store.poll("products")).isNull();

    assertThat(store.states).extracting(Message::key).doesNotHaveDuplicates().hasSize(120);
  }

  @Test
  void customers_of_today_are_read_and_all_of_them_on_another_day() {
    open();
    customer("00491875002", "2026-10-01 10:00:00");
    store.poll("customers");
    assertThat(store.states).extracting(Message::key).containsExactly("00491875002");

    store.states.clear();
    store.clock.forward(Duration.ofHours(1));
    customer("12364557897", "2026-11-26 09:30:00");
    store.poll("customers");
    assertThat(store.states).extracting(Message::key).containsExactly("12364557897");

    store.states.clear();
    store.clock.forward(Duration.ofDays(1));
    store.poll("customers");
    assertThat(store.states).hasSize(2);
  }

  private void open(String... keys) {
    store = new MoovinStore(keys);
  }

  private void stocks(int count) {
    for (int i = 0; i < count; i++) {
      store.moovin.putStock("S" + i, "loja-1", i);
    }
  }

  private void product(String size, String product, String colour) {
    store.moovin.putProduct(
        "{\"produto_codigo\":\"%s\",\"produto_codigo_cor\":\"%s\",\"produto_codigo_tam\":\"%s\",\"titulo\":\"Caneca\",\"cor\":\"Azul\",\"tamanho\":\"%s\",\"status\":\"1\",\"status_cor\":\"1\"}"
            .formatted(product, colour, size, size));
  }

  private void customer(String document, String registered) {
    store.moovin.register(
        "{\"codigo_cliente\":\"%s\",\"cpf_cnpj\":\"%s\",\"nome\":\"João\",\"data_cadastro\":\"%s\"}"
            .formatted(document.substring(0, 4), document, registered));
  }

  private void failsAt(int call) {
    var seen = new java.util.concurrent.atomic.AtomicInteger();
    store.moovin.inject(
        it -> it.equals(STOCK) && seen.incrementAndGet() == call, Fault.ERROR_500, 1);
  }
}
