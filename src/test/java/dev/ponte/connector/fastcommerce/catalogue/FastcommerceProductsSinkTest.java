package dev.ponte.connector.fastcommerce.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Product;
import dev.ponte.canonical.Product.Measures;
import dev.ponte.connector.fastcommerce.Parcel;
import dev.ponte.connector.fastcommerce.Shop;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.sandbox.Fault;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

public class FastcommerceProductsSinkTest {

  private static final List<List<String>> SHIRTS = List.of(List.of("Roupas", "Camisetas"));

  private Shop shop;

  @AfterEach
  public void close() {
    shop.close();
  }

  @Test
  void a_new_product_is_inserted_once_and_its_id_is_learned() {
    open();

    Parcel told = tell(product("NEW1", null, "Polo Brasil", SHIRTS));

    assertThat(told.outcome.result()).isEqualTo(Outcome.Result.DELIVERED);
    assertThat(shop.store.catalogue().byCode("NEW1"))
        .containsEntry("NomeProd", "Polo Brasil")
        .containsEntry("NomeCat", "Camisetas")
        .containsEntry("Peso", "350")
        .containsEntry("AlturaProd", "12,5")
        .containsEntry("Disponivel", "False")
        .doesNotContainKey("Preco")
        .containsEntry("ChangeFlagProdAPI", "1");
    String id = shop.store.catalogue().byCode("NEW1").get("IDProduto");
    assertThat(shop.references.byKey("item", "loja", "NEW1", "loja").orElseThrow().id())
        .isEqualTo(id);
  }

  @Test
  void many_new_products_go_in_one_call() {
    open();

    List<Parcel> told = shop.tell(news(50));

    assertThat(told).allSatisfy(it -> assertThat(it.outcome).isNotNull());
    assertThat(shop.store.calls("ProductManagement")).isEqualTo(1);
    assertThat(shop.store.catalogue().productCount("N50")).isEqualTo(1);
  }

  @Test
  void a_known_product_is_told_what_has_changed_only() {
    open();
    Parcel first = tell(product("NEW1", null, "Polo Brasil", SHIRTS));

    Parcel second = tell(first.next(product("NEW1", null, "Polo Itália", SHIRTS)));

    assertThat(second.outcome.words()).endsWith(": NomeProd");
    assertThat(shop.store.catalogue().byCode("NEW1")).containsEntry("NomeProd", "Polo Itália");
    assertThat(shop.store.catalogue().productCount("NEW1")).isEqualTo(1);
  }

  @Test
  void a_name_that_comes_back_after_one_whose_answer_was_lost_is_told() {
    open();
    Parcel first = tell(product("NEW1", null, "Polo Brasil", SHIRTS));
    shop.store.inject("ProductManagement", Fault.REPLY_LOST, 1);
    Parcel lost = tell(first.next(product("NEW1", null, "Polo Itália", SHIRTS)));
    assertThat(shop.store.catalogue().byCode("NEW1")).containsEntry("NomeProd", "Polo Itália");

    tell(lost.next(product("NEW1", null, "Polo Brasil", SHIRTS)));

    assertThat(shop.store.catalogue().byCode("NEW1")).containsEntry("NomeProd", "Polo Brasil");
  }

  @Test
  void a_product_that_the_store_had_before_is_changed_and_not_inserted() {
    open();

    tell(product("REF1", null, "Polo Brasil", SHIRTS));

    assertThat(shop.store.catalogue().productCount("REF1")).isEqualTo(1);
    assertThat(shop.store.catalogue().byCode("REF1")).containsEntry("NomeProd", "Polo Brasil");
  }

  @Test
  void a_lost_answer_to_insertions_creates_nothing_twice() {
    open();
    shop.store.inject("ProductManagement", Fault.REPLY_LOST, 1);

    List<Parcel> lost = shop.tell(news(3));
    List<Parcel> again = shop.tell(lost.stream().map(Parcel::again).toList());

    assertThat(lost)
        .allSatisfy(it -> assertThat(it.failure.failureClass()).isEqualTo(FailureClass.IN_DOUBT));
    assertThat(again).allSatisfy(it -> assertThat(it.outcome).isNotNull());
    for (int i = 1; i <= 3; i++) {
      assertThat(shop.store.catalogue().productCount("N" + i)).isEqualTo(1);
    }
  }

  @Test
  void a_plan_that_is_full_refuses_all_in_one_call() {
    open();
    shop.store.catalogue().mostProducts(22);

    List<Parcel> told = shop.tell(news(30));

    assertThat(told.stream().filter(it -> it.outcome != null)).hasSize(2);
    assertThat(told.stream().filter(it -> it.failure != null))
        .hasSize(28)
        .allSatisfy(it -> assertThat(it.failure.code()).contains("18/116"))
        .allSatisfy(it -> assertThat(it.progress).isNull());
    assertThat(shop.store.calls("ProductManagement")).isEqualTo(1);
  }

  @Test
  void many_lost_insertions_are_looked_up_by_one_read() {
    open();
    shop.store.inject("ProductManagement", Fault.REPLY_LOST, 1);
    List<Parcel> lost = shop.tell(news(60));
    long before = shop.store.calls("ReportView");

    List<Parcel> again = shop.tell(lost.stream().map(Parcel::again).toList());

    assertThat(again).allSatisfy(it -> assertThat(it.outcome).isNotNull());
    assertThat(shop.store.calls("ReportView") - before).isEqualTo(1);
    assertThat(shop.store.products()).hasSize(80);
  }

  @Test
  void an_answer_that_breaks_off_creates_nothing_twice() {
    open();
    shop.store.inject("ProductManagement", Fault.TRUNCATED, 1);

    Parcel lost = tell(product("NEW1", null, "Polo", SHIRTS));
    Parcel again = tell(lost.next(product("NEW1", null, "Polo 2", SHIRTS)));

    assertThat(again.outcome).isNotNull();
    assertThat(shop.store.catalogue().productCount("NEW1")).isEqualTo(1);
    assertThat(shop.store.catalogue().byCode("NEW1")).containsEntry("NomeProd", "Polo 2");
  }

  @Test
  void an_insertion_that_never_arrived_is_made_when_it_can_no_longer_arrive() {
    open();
    shop.store.inject("ProductManagement", Fault.ERROR_500, 1);
    Parcel lost = tell(product("NEW1", null, "Polo Brasil", SHIRTS));
    assertThat(lost.failure.failureClass()).isEqualTo(FailureClass.IN_DOUBT);

    Parcel early = tell(lost.again());
    assertThat(early.failure.failureClass()).isEqualTo(FailureClass.NOT_YET);
    assertThat(early.failure.retryAt()).isPresent();

    shop.clock.forward(Duration.ofMinutes(6));
    Parcel late = tell(early.again());
    assertThat(late.outcome).isNotNull();
    assertThat(shop.store.catalogue().productCount("NEW1")).isEqualTo(1);
  }

  @Test
  void one_bad_product_is_refused_alone() {
    open();
    shop.store.catalogue().fact("ExibeSubProdutos", "TRUE");
    List<Parcel> parcels = new ArrayList<>(news(5));
    shop.references.save(
        List.of(
            new dev.ponte.delivery.Reference(
                "item", "loja", "GHOST", "loja", "1", null, null, false)));
    parcels.set(2, new Parcel(102, product("SUB", "GHOST", "Polo", SHIRTS)));

    List<Parcel> told = shop.tell(parcels);

    assertThat(told.get(2).failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(told.get(2).failure.code()).contains("18/122");
    assertThat(told.get(2).progress).isNull();
    assertThat(told.stream().filter(it -> it.outcome != null)).hasSize(4);
    for (int i : List.of(1, 2, 4, 5)) {
      assertThat(shop.store.catalogue().productCount("N" + i)).isEqualTo(1);
    }
  }

  @Test
  void a_variation_becomes_a_sub_product_of_its_parent() {
    open();
    Parcel early = tell(product("V1", "P1", "Polo P", SHIRTS));
    assertThat(early.failure.failureClass()).isEqualTo(FailureClass.NOT_YET);

    tell(product("P1", null, "Polo", SHIRTS));
    tell(early.again());

    assertThat(shop.store.catalogue().byCode("V1").get("IDProdutoPai"))
        .isEqualTo(shop.store.catalogue().byCode("P1").get("IDProduto"));
  }

  @Test
  void a_store_without_sub_products_gets_variations_as_products() {
    open("products.sub-products", "false");

    tell(product("V1", "P1", "Polo P", SHIRTS));

    assertThat(shop.store.catalogue().byCode("V1")).containsEntry("IDProdutoPai", "0");
  }

  @Test
  void a_product_without_a_category_is_refused_with_the_key_or_gets_the_default() {
    open();
    Parcel refused = tell(product("NEW1", null, "Polo", List.of()));
    assertThat(refused.failure.failureClass()).isEqualTo(FailureClass.UNCONFIGURED);
    assertThat(refused.failure)
        .hasMessageContaining("ponte.connections.loja.product-defaults.NomeCat");
    shop.close();

    open("product-defaults.NomeCat", "Diversos");
    tell(product("NEW1", null, "Polo", List.of()));
    assertThat(shop.store.catalogue().byCode("NEW1")).containsEntry("NomeCat", "Diversos");
  }

  @Test
  void what_is_not_sold_any_more_is_not_available() {
    open();

    tell(inactive("REF1"));
    Parcel unknown = tell(inactive("NEW1"));

    assertThat(shop.store.catalogue().byCode("REF1")).containsEntry("Disponivel", "False");
    assertThat(unknown.outcome.result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(shop.store.catalogue().productCount("NEW1")).isZero();
  }

  @Test
  void what_is_new_is_for_sale_only_where_the_configuration_says_so_and_no_change_makes_it() {
    open();
    Parcel first = tell(product("NEW1", null, "Polo", SHIRTS));
    tell(first.next(product("NEW1", null, "Polo 2", SHIRTS)));
    assertThat(shop.store.catalogue().byCode("NEW1"))
        .containsEntry("NomeProd", "Polo 2")
        .containsEntry("Disponivel", "False");
    Parcel off = tell(first.next(product("NEW1", null, "Polo 2", SHIRTS, Product.Status.INACTIVE)));
    tell(off.next(product("NEW1", null, "Polo 2", SHIRTS)));
    assertThat(shop.store.catalogue().byCode("NEW1")).containsEntry("Disponivel", "False");
    shop.close();

    open("product-defaults.Disponivel", "True", "product-defaults.Preco", "9,90");
    tell(product("NEW1", null, "Polo", SHIRTS));
    assertThat(shop.store.catalogue().byCode("NEW1"))
        .containsEntry("Disponivel", "True")
        .containsEntry("Preco", "9,90");
  }

  @Test
  void what_was_taken_off_sale_is_for_sale_again_when_its_source_sells_it_again() {
    open();
    shop.store.catalogue().putProduct("REF1", Map.of("Disponivel", "True"));
    Parcel off = tell(inactive("REF1"));
    assertThat(shop.store.catalogue().byCode("REF1")).containsEntry("Disponivel", "False");

    tell(off.next(product("REF1", null, "Polo", SHIRTS)));

    assertThat(shop.store.catalogue().byCode("REF1")).containsEntry("Disponivel", "True");
  }

  @Test
  void what_was_taken_off_sale_by_a_call_whose_answer_was_lost_is_for_sale_again_too() {
    open();
    shop.store.catalogue().putProduct("REF1", Map.of("Disponivel", "True"));
    Parcel sold = tell(product("REF1", null, "Polo", SHIRTS));
    shop.store.inject("ProductManagement", Fault.REPLY_LOST, 1);
    Parcel off = tell(sold.next(inactive("REF1")));
    assertThat(shop.store.catalogue().byCode("REF1")).containsEntry("Disponivel", "False");

    tell(off.next(product("REF1", null, "Polo", SHIRTS)));

    assertThat(shop.store.catalogue().byCode("REF1")).containsEntry("Disponivel", "True");
  }

  @Test
  void only_new_products_or_only_changes_are_sent_where_the_configuration_says_so() {
    open("products.send", "new");
    Parcel kept = tell(product("REF1", null, "Outro nome", SHIRTS));
    tell(product("NEW1", null, "Polo", SHIRTS));
    assertThat(kept.outcome.words()).contains("gets new products only");
    assertThat(shop.store.catalogue().byCode("REF1")).containsEntry("NomeProd", "Polo Seleção 1");
    assertThat(shop.store.catalogue().productCount("NEW1")).isEqualTo(1);

    shop.close();

    open("products.send", "changes");
    tell(product("REF1", null, "Outro nome", SHIRTS));
    Parcel left = tell(product("NEW2", null, "Polo", SHIRTS));
    assertThat(left.outcome.words()).contains("gets changes only");
    assertThat(shop.store.catalogue().byCode("REF1")).containsEntry("NomeProd", "Outro nome");
    assertThat(shop.store.catalogue().productCount("NEW2")).isZero();
  }

  @Test
  void what_is_not_sold_any_more_is_deleted_on_request() {
    open("products.delete-inactive", "true");

    Parcel told = tell(inactive("REF1"));

    assertThat(told.outcome.words()).contains("deleted");
    assertThat(shop.store.catalogue().productCount("REF1")).isZero();
  }

  @Test
  void a_product_that_a_person_deleted_is_not_inserted_unasked() {
    open();
    Parcel first = tell(product("NEW1", null, "Polo", SHIRTS));
    shop.store.catalogue().removeProduct("NEW1");

    Parcel second = tell(first.next(product("NEW1", null, "Polo 2", SHIRTS)));
    assertThat(second.failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(second.failure).hasMessageContaining("deleted");

    tell(second.again());
    assertThat(shop.store.catalogue().productCount("NEW1")).isEqualTo(1);
  }

  @Test
  void texts_that_are_too_long_are_refused_or_cut() {
    String name = "x".repeat(120);
    open();
    Parcel refused = tell(product("NEW1", null, name, SHIRTS));
    assertThat(refused.failure).hasMessageContaining("NomeProd has 120 characters");
    shop.close();

    open("products.cut-texts", "true");
    tell(product("NEW1", null, name, SHIRTS));
    assertThat(shop.store.catalogue().byCode("NEW1").get("NomeProd")).hasSize(100);
  }

  private void open(String... keys) {
    shop = new Shop(Shop.sink("products"), keys);
  }

  private Parcel tell(Product product) {
    return tell(FastcommerceStockSinkTest.parcels(List.of(product)).get(0));
  }

  private Parcel tell(Parcel parcel) {
    return shop.tell(List.of(parcel)).get(0);
  }

  private static List<Parcel> news(int count) {
    return FastcommerceStockSinkTest.parcels(
        IntStream.rangeClosed(1, count)
            .mapToObj(i -> product("N" + i, null, "Novo " + i, SHIRTS))
            .toList());
  }

  private static Product inactive(String sku) {
    return product(sku, null, "Polo", SHIRTS, Product.Status.INACTIVE);
  }

  public static Product product(
      String sku, String parent, String name, List<List<String>> categories) {
    return product(sku, parent, name, categories, Product.Status.ACTIVE);
  }

  private static Product product(
      String sku,
      String parent,
      String name,
      List<List<String>> categories,
      Product.Status status) {
    return new Product(
        "focco",
        sku,
        parent,
        false,
        null,
        null,
        name,
        null,
        null,
        categories,
        null,
        null,
        new Measures(new BigDecimal("0.35"), null, new BigDecimal("12.5"), null, null),
        List.of(),
        null,
        Map.of(),
        null,
        status,
        Map.of(),
        null,
        null);
  }
}
