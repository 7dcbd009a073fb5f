package dev.ponte.connector.moovin.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Product.Status;
import dev.ponte.canonical.Product.Variation;
import dev.ponte.connector.moovin.Goods;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.connector.moovin.Products;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Reference;
import dev.ponte.kit.TestDelivery;
import dev.ponte.sandbox.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoovinProductsSinkTest {

  private static final String RED = "10032#42";
  private static final String EAN = "7700007979479";
  private static final String[] CATEGORIES = {
    "products.categories[0].path[0]", "Casa",
    "products.categories[0].path[1]", "Cozinha",
    "products.categories[0].codes[0]", "1111",
    "products.categories[0].codes[1]", "33333-111",
    "products.characteristics[0].attribute", "Material",
    "products.characteristics[0].name", "Matéria",
    "products.characteristics[0].code", "27",
    "products.characteristics[0].categories[0]", "Cozinha",
    "products.characteristics[0].values[0].value", "Louça",
    "products.characteristics[0].values[0].code", "160"
  };

  private MoovinStore store;

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void a_variation_is_a_size_of_a_colour_of_its_item(String format) {
    open("format", format);

    store.tell("products", Goods.variation(RED, "10032", "STAR#VINHO"));

    JsonNode product = product(RED);
    assertThat(product.path("produto_codigo").asText()).isEqualTo("10032");
    assertThat(product.path("produto_codigo_cor").asText()).isEqualTo("10032-STAR");
    assertThat(product.path("cor").asText()).isEqualTo("STAR");
    assertThat(product.path("tamanho").asText()).isEqualTo("VINHO");
    assertThat(product.path("variacao").asText()).isEqualTo("cortamanho");
    assertThat(product.path("titulo").asText()).isEqualTo("Caneca");
    assertThat(product.path("peso").asText()).isEqualTo("350");
    assertThat(product.path("medidas").asText()).isEqualTo("10x20x30");
    assertThat(product.path("status").asText()).isEqualTo("1");
    assertThat(product.path("status_cor").asText()).isEqualTo("1");
    assertThat(product.path("atualiza").asText()).isEqualTo("1");
    assertThat(store.references.byKey(Reference.ITEM, "", RED, "moovin"))
        .get()
        .extracting(Reference::id, Reference::label, Reference::state)
        .containsExactly("10032-STAR", "10032", "active");
    assertThat(writes()).isEqualTo(1);
  }

  @Test
  void an_item_without_variations_has_the_defaults() {
    open();

    store.tell("products", Goods.item("A", "Caneca"));

    JsonNode product = product("A");
    assertThat(product.path("produto_codigo").asText()).isEqualTo("A");
    assertThat(product.path("produto_codigo_cor").asText()).isEqualTo("A");
    assertThat(product.path("cor").asText()).isEqualTo("Única");
    assertThat(product.path("tamanho").asText()).isEqualTo("U");
  }

  @Test
  void the_images_of_an_item_are_told_the_main_one_first() {
    open();
    ObjectNode item = (ObjectNode) MoovinStore.json(Canonical.write(Goods.item("A", "Caneca")));
    item.putArray("images").add("https://img.example/1.jpg").add("https://img.example/2.jpg");

    store.tell("products", Canonical.read(Product.class, item.toString()));

    JsonNode images = product("A").at("/imagens/imagem");
    assertThat(images).hasSize(2);
    assertThat(images.at("/0/imagem").asText()).isEqualTo("https://img.example/1.jpg");
    assertThat(images.at("/0/principal").asText()).isEqualTo("1");
    assertThat(images.at("/1/principal").asText()).isEqualTo("0");
  }

  @Test
  void what_has_not_changed_costs_no_call() {
    open();
    store.tell("products", Goods.variation(RED, "10032", "STAR#VINHO"));

    TestDelivery again = store.tell("products", Goods.variation(RED, "10032", "STAR#VINHO"));

    assertThat(again.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(writes()).isEqualTo(1);
  }

  @Test
  void a_new_bar_code_alone_is_one_small_call() {
    open();
    store.tell("products", Goods.variation(RED, "10032", "STAR#VINHO"));

    store.tell("products", Goods.variation(RED, "10032", "STAR#VINHO", EAN, Status.ACTIVE));

    assertThat(product(RED).path("ean13").asText()).isEqualTo(EAN);
    assertThat(store.moovin.writes("saveEan")).isEqualTo(1);
    assertThat(writes()).isEqualTo(2);
  }

  @Test
  void a_status_alone_is_one_small_call_and_comes_back() {
    open();
    store.tell("products", Goods.variation(RED, "10032", "STAR#VINHO"));

    store.tell("products", inactive(RED, "STAR#VINHO"));
    assertThat(product(RED).path("status_cor").asText()).isEqualTo("0");
    assertThat(product(RED).path("status").asText()).isEqualTo("1");
    store.tell("products", Goods.variation(RED, "10032", "STAR#VINHO"));
    assertThat(product(RED).path("status_cor").asText()).isEqualTo("1");

    assertThat(store.moovin.writes("updateStatusProduto")).isEqualTo(2);
    assertThat(writes()).isEqualTo(3);
  }

  @Test
  void both_together_are_one_call_as_well() {
    open();
    store.tell("products", Goods.item("A", "Caneca"));

    store.tell("products", Goods.product("A", null, "Caneca", null, EAN, Status.INACTIVE));

    assertThat(product("A").path("ean13").asText()).isEqualTo(EAN);
    assertThat(product("A").path("status").asText()).isEqualTo("0");
    assertThat(store.moovin.writes("saveProdutos")).isEqualTo(2);
    assertThat(writes()).isEqualTo(2);
  }

  @Test
  void a_colour_is_sold_while_one_of_its_sizes_is() {
    open();
    store.tell("products", Goods.variation("P", "10032", "STAR#P"));
    store.tell("products", Goods.variation("M", "10032", "STAR#M"));

    TestDelivery first = store.tell("products", inactive("P", "STAR#P"));
    assertThat(first.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(first.settled().words()).contains("another size of colour 10032-STAR");
    assertThat(store.moovin.writes("updateStatusProduto")).isZero();

    store.tell("products", inactive("M", "STAR#M"));
    assertThat(product("P").path("status_cor").asText()).isEqualTo("0");

    store.tell("products", Goods.variation("P", "10032", "STAR#P"));
    assertThat(product("M").path("status_cor").asText()).isEqualTo("1");
  }

  @Test
  void an_item_that_holds_variations_is_no_size_but_has_a_status() {
    open();
    store.tell("products", Goods.variation(RED, "10032", "STAR#VINHO"));

    TestDelivery item = store.tell("products", Goods.item("10032", "Caneca"));
    assertThat(item.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(store.moovin.product("10032")).isNull();

    Product off = Goods.product("10032", null, "Caneca", null, null, Status.INACTIVE);
    store.tell("products", off);
    store.tell("products", off);
    assertThat(product(RED).path("status").asText()).isEqualTo("0");
    assertThat(store.moovin.writes("updateStatusProduto")).isEqualTo(1);

    store.tell("products", Goods.variation(RED, "10032", "STAR#VINHO", EAN, Status.ACTIVE));
    assertThat(product(RED).path("status").asText()).isEqualTo("0");
  }

  @Test
  void an_item_that_is_sold_as_its_variations_is_no_size_of_its_own() {
    open();

    TestDelivery item = store.tell("products", Goods.divided("10032", "Caneca"));

    assertThat(item.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(store.moovin.calls()).isZero();
  }

  @Test
  void each_size_may_have_a_colour_of_its_own() {
    open("codes.colour", "sku");

    store.tell("products", Goods.variation(RED, "10032", "STAR#VINHO"));

    assertThat(product(RED).path("produto_codigo_cor").asText()).isEqualTo(RED);
  }

  @ParameterizedTest
  @CsvSource({
    "gender, genero",
    "measures, medidas",
    "colour, cor",
    "size, tamanho",
    "variation, variacao",
  })
  void a_field_that_is_missing_is_named_with_the_key_to_set(String key, String field) {
    store = new MoovinStore(Products.without("product-defaults." + key));

    DeliveryFailure failure = store.refusal("products", Goods.item("A", "Caneca"));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.UNCONFIGURED);
    assertThat(failure)
        .hasMessageContaining("product A")
        .hasMessageContaining("needs " + field)
        .hasMessageContaining("ponte.connections.moovin.product-defaults." + key);
    assertThat(store.moovin.calls()).isZero();
    assertThat(store.references.byKey(Reference.ITEM, "", "A", "moovin")).isEmpty();
  }

  @Test
  void a_weight_that_is_missing_is_named_with_the_key_to_set() {
    store = new MoovinStore(Products.without("product-defaults.weight-grams"));
    Product weightless =
        new Product(
            "focco",
            "A",
            null,
            false,
            null,
            null,
            "Caneca",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            Status.ACTIVE,
            null,
            null,
            null);

    assertThat(store.refusal("products", weightless))
        .hasMessageContaining("needs peso")
        .hasMessageContaining("product-defaults.weight-grams");
  }

  @ParameterizedTest
  @CsvSource({"STAR", "#", "STAR#"})
  void a_variation_that_the_pattern_does_not_match_takes_no_default(String text) {
    open();

    DeliveryFailure failure = store.refusal("products", Goods.variation(RED, "10032", text));

    assertThat(failure)
        .hasMessageContaining("cor and tamanho")
        .hasMessageContaining(text)
        .hasMessageContaining("ponte.connections.moovin.products.variation-pattern");
  }

  @Test
  void a_source_that_tells_colour_and_size_apart_needs_no_pattern() {
    store = new MoovinStore(Products.without("products.variation-pattern"));

    store.tell(
        "products",
        Goods.product(
            RED, "10032", "Caneca", new Variation("azul P", "Azul", "P"), null, Status.ACTIVE));

    assertThat(product(RED).path("produto_codigo_cor").asText()).isEqualTo("10032-Azul");
    assertThat(product(RED).path("tamanho").asText()).isEqualTo("P");
  }

  @Test
  void a_colour_code_that_is_too_long_is_refused_and_never_cut() {
    open();

    DeliveryFailure failure =
        store.refusal("products", Goods.variation(RED, "10032", "A".repeat(30) + "#P"));

    assertThat(failure)
        .hasMessageContaining("at most 35 characters as produto_codigo_cor")
        .hasMessageContaining("has 36");
    assertThat(writes()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "xml"})
  void categories_and_characteristics_are_told_once_and_stand_in_each_product(String format) {
    store = new MoovinStore(Products.keys(keys(CATEGORIES, "format", format)));

    store.tell("products", inKitchen("A"));
    store.tell("products", inKitchen("B"));

    assertThat(store.moovin.writes("saveCategorias")).isEqualTo(1);
    assertThat(store.moovin.writes("saveCaracteristicas")).isEqualTo(1);
    assertThat(store.moovin.writes("saveProdutos")).isEqualTo(2);
    assertThat(store.moovin.category("1111")).contains("33333-111").contains("Cozinha");
    assertThat(store.moovin.characteristic("27")).contains("Louça").contains("160");
    assertThat(product("B").toString()).contains("33333-111").contains("160").contains("Matéria");
  }

  @Test
  void a_category_that_comes_back_after_one_whose_answer_was_lost_is_told() {
    store =
        new MoovinStore(
            Products.keys(
                keys(
                    CATEGORIES,
                    "products.categories[1].path[0]",
                    "Casa",
                    "products.categories[1].path[1]",
                    "Louças",
                    "products.categories[1].codes[0]",
                    "1111",
                    "products.categories[1].codes[1]",
                    "33333-111")));
    store.tell("products", inKitchen("A"));
    store.moovin.inject("saveCategorias", Fault.REPLY_LOST, 1);
    assertThat(store.refusal("products", in("B", "Louças"))).isNotNull();
    assertThat(store.moovin.category("1111")).contains("Louças");

    store.tell("products", inKitchen("C"));

    assertThat(store.moovin.category("1111")).contains("Cozinha");
  }

  @Test
  void a_category_without_a_code_is_left_out_in_words() {
    open();

    TestDelivery delivery = store.tell("products", inKitchen("A"));

    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.DELIVERED);
    assertThat(delivery.settled().words()).contains("Cozinha").contains("products.categories");
    assertThat(product("A").has("categorias")).isFalse();
  }

  @Test
  void what_was_told_before_a_failure_is_not_told_again() {
    store = new MoovinStore(Products.keys(CATEGORIES));
    store.moovin.inject("saveProdutos", Fault.ERROR_500, 1);

    assertThat(store.refusal("products", inKitchen("A")).failureClass())
        .isEqualTo(FailureClass.TRANSIENT);
    store.tell("products", inKitchen("A"));

    assertThat(store.moovin.calls("saveCategorias")).isEqualTo(1);
    assertThat(store.moovin.writes("saveProdutos")).isEqualTo(1);
  }

  @Test
  void what_a_lost_answer_may_have_changed_is_told_again_and_no_more() {
    open();
    store.tell("products", Goods.variation(RED, "10032", "STAR#VINHO"));
    store.moovin.inject("updateStatusProduto", Fault.REPLY_LOST, 1);
    assertThat(store.refusal("products", inactive(RED, "STAR#VINHO"))).isNotNull();
    assertThat(product(RED).path("status_cor").asText()).isEqualTo("0");

    store.tell("products", Goods.variation(RED, "10032", "STAR#VINHO"));

    assertThat(product(RED).path("status_cor").asText()).isEqualTo("1");
    assertThat(store.moovin.writes("saveProdutos")).isEqualTo(1);
  }

  @Test
  void what_is_new_is_not_for_sale_and_no_change_puts_it_up_for_sale() {
    store = new MoovinStore(Products.without("product-defaults.active"));

    store.tell("products", Goods.variation(RED, "10032", "STAR#VINHO"));
    assertThat(statuses(RED)).isEqualTo("0 0");
    store.tell("products", renamed(RED, "Xícara STAR#VINHO"));
    assertThat(product(RED).path("titulo").asText()).isEqualTo("Xícara");
    store.tell("products", inactive(RED, "STAR#VINHO"));
    store.tell("products", renamed(RED, "Xícara STAR#VINHO"));

    assertThat(product(RED).path("status_cor").asText()).isEqualTo("0");
  }

  @Test
  void what_somebody_put_up_for_sale_or_took_off_in_the_store_stays_so_when_it_changes() {
    store = new MoovinStore(Products.without("product-defaults.active"));
    store.tell("products", Goods.item("A", "Caneca"));
    store.moovin.putProduct(inStore("A", "A", "A", "1"));
    store.tell("products", Goods.item("A", "Xícara"));
    assertThat(product("A").path("titulo").asText()).isEqualTo("Xícara");
    assertThat(statuses("A")).isEqualTo("1 1");

    store.moovin.putProduct(inStore("A", "A", "A", "0"));
    store.tell("products", Goods.item("A", "Copo"));
    assertThat(product("A").path("titulo").asText()).isEqualTo("Copo");
    assertThat(statuses("A")).isEqualTo("0 0");
  }

  @Test
  void what_the_store_has_keeps_the_codes_and_categories_that_it_has_there() {
    store = new MoovinStore(Products.keys(CATEGORIES));
    store.moovin.putProduct(inStore("2026", "2026-7", "A", "0"));

    store.tell("products", inKitchen("A"));

    JsonNode product = product("A");
    assertThat(product.path("produto_codigo").asText()).isEqualTo("2026");
    assertThat(product.path("produto_codigo_cor").asText()).isEqualTo("2026-7");
    assertThat(product.path("titulo").asText()).isEqualTo("Caneca");
    assertThat(statuses("A")).isEqualTo("0 0");
    assertThat(product.path("categorias").path("limpar_categorias").asText()).isEqualTo("0");
    assertThat(store.references.byKey(Reference.ITEM, "", "A", "moovin"))
        .get()
        .extracting(Reference::id, Reference::label)
        .containsExactly("2026-7", "2026");

    store.tell("products", renamed("A", null, "Copo"));
    assertThat(product("A").path("produto_codigo_cor").asText()).isEqualTo("2026-7");
  }

  @Test
  void only_new_products_or_only_changes_are_sent_where_the_configuration_says_so() {
    store = new MoovinStore(Products.keys("products.send", "new"));
    store.moovin.putProduct(inStore("A", "A", "A", "1"));
    TestDelivery kept = store.tell("products", Goods.item("A", "Caneca"));
    store.tell("products", Goods.item("B", "Caneca"));
    assertThat(kept.settled().words()).contains("gets new products only");
    assertThat(product("A").path("titulo").asText()).isEqualTo("Nome da loja");
    assertThat(product("B").path("atualiza").asText()).isEqualTo("0");
    store.close();

    store = new MoovinStore(Products.keys("products.send", "changes"));
    store.moovin.putProduct(inStore("A", "A", "A", "1"));
    store.tell("products", Goods.item("A", "Caneca"));
    TestDelivery left = store.tell("products", Goods.item("B", "Caneca"));
    assertThat(left.settled().words()).contains("gets changes only");
    assertThat(product("A").path("titulo").asText()).isEqualTo("Caneca");
    assertThat(store.moovin.product("B")).isNull();
  }

  @Test
  void what_is_not_sold_any_more_is_not_made() {
    open();

    TestDelivery told =
        store.tell("products", Goods.product("A", null, "Caneca", null, null, Status.INACTIVE));

    assertThat(told.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(store.moovin.product("A")).isNull();
  }

  private static String inStore(String product, String colour, String size, String status) {
    return "{\"produto_codigo\":\"%s\",\"produto_codigo_cor\":\"%s\",\"produto_codigo_tam\":\"%s\",\"titulo\":\"Nome da loja\",\"status\":\"%s\",\"status_cor\":\"%s\"}"
        .formatted(product, colour, size, status, status);
  }

  private static Product renamed(String sku, String name) {
    return Goods.product(
        sku, "10032", name, new Variation("STAR#VINHO", null, null), null, Status.ACTIVE);
  }

  private static Product renamed(String sku, String parent, String name) {
    return Goods.product(sku, parent, name, null, null, Status.ACTIVE);
  }

  private String statuses(String sku) {
    return product(sku).path("status").asText() + " " + product(sku).path("status_cor").asText();
  }

  private long writes() {
    return List.of("saveProdutos", "saveEan", "updateStatusProduto").stream()
        .mapToLong(store.moovin::writes)
        .sum();
  }

  private void open(String... keys) {
    store = new MoovinStore(Products.keys(keys));
  }

  private JsonNode product(String sku) {
    return MoovinStore.json(store.moovin.product(sku));
  }

  private static Product inactive(String sku, String text) {
    return Goods.variation(sku, "10032", text, null, Status.INACTIVE);
  }

  private static Product inKitchen(String sku) {
    return in(sku, "Cozinha");
  }

  private static Product in(String sku, String category) {
    return Goods.product(
        sku,
        null,
        "Caneca",
        null,
        null,
        Status.ACTIVE,
        List.of(List.of("Casa", category)),
        Map.of("Material", "Louça", "Fornecedor", "X"));
  }

  private static String[] keys(String[] first, String... second) {
    String[] all = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }
}
