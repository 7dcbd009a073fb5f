package dev.ponte.connector.fastcommerce.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.CustomerRecord;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.PollRun;
import dev.ponte.connector.fastcommerce.Shop;
import dev.ponte.connector.fastcommerce.api.ReportFeed;
import dev.ponte.connector.fastcommerce.api.ReportQuery;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.intake.Feed;
import dev.ponte.kit.HeldLease;
import dev.ponte.kit.ReadFeed;
import dev.ponte.sandbox.FastcommerceOrders;
import dev.ponte.sandbox.Fault;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

class FastcommerceStatesSourceTest {

  private Shop shop;

  @AfterEach
  void close() {
    shop.close();
  }

  @Test
  void a_product_comes_with_its_categories_parent_and_measures() {
    open("products");
    String clothes = shop.store.catalogue().category("Roupas", null);
    String polos = shop.store.catalogue().category("Polos", clothes);
    shop.store.catalogue().fact("NomeAdicionalD1", "tecido");
    String parent = shop.store.catalogue().putProduct("P1", "Polo", 1, "1,00");
    shop.store
        .catalogue()
        .putProduct(
            "V1",
            Map.of(
                "NomeProd", "Polo P",
                "IDProdutoPai", parent,
                "IDCategoria", polos,
                "IDCatAdicional1", "2222",
                "Peso", "350",
                "AlturaProd", "12,5",
                "AdicionalD1", "algodão",
                "CodBarrasProd", "7890000000017",
                "Disponivel", "false"));

    assertThat(shop.poll()).isNull();

    Product product = (Product) byKey().get("V1");
    assertThat(product.parent()).isEqualTo("P1");
    assertThat(product.categories())
        .containsExactly(List.of("Roupas", "Polos"), List.of("Camisetas"));
    assertThat(product.measures().weightKg()).isEqualByComparingTo("0.35");
    assertThat(product.measures().heightCm()).isEqualByComparingTo("12.5");
    assertThat(product.attributes()).containsEntry("tecido", "algodão");
    assertThat(product.ean()).isEqualTo("7890000000017");
    assertThat(product.status()).isEqualTo(Product.Status.INACTIVE);
    assertThat(byKey()).hasSize(22);
  }

  @Test
  void only_what_has_changed_is_read_until_all_is_due_again() {
    open("prices");
    shop.clock.forward(Duration.ofHours(1));
    shop.poll();
    assertThat(shop.states).hasSize(20);

    shop.states.clear();
    shop.clock.forward(Duration.ofHours(2));
    shop.store.catalogue().putProduct("REF7", Map.of("Preco", "19,90"));
    shop.clock.forward(Duration.ofMinutes(5));
    shop.poll();

    assertThat(shop.states).hasSize(1);
    assertThat(((Price) shop.states.get(0)).sale()).isEqualByComparingTo("19.90");
    assertThat(last()).containsEntry("par5", "10/03/2026 11:10");

    shop.states.clear();
    shop.clock.forward(Duration.ofDays(1));
    shop.poll();
    assertThat(shop.states).hasSize(20);
    assertThat(last()).doesNotContainKey("par5");
  }

  @Test
  void a_poll_that_breaks_off_is_not_done() {
    open("stock", "products.page-size", "10");
    shop.store.inject("ReportView", Fault.ERROR_500, 1);

    assertThat(shop.poll()).isNotNull();
    assertThat(shop.states).isEmpty();

    assertThat(shop.poll()).isNull();
    assertThat(shop.states).hasSize(20);
  }

  @Test
  void a_poll_whose_last_part_is_not_recorded_is_not_done() {
    open("stock");
    shop.clock.forward(Duration.ofHours(1));
    shop.refusing = new CannotGetJdbcConnectionException("The database is away");

    assertThat(shop.poll()).isNotNull();
    assertThat(shop.deadLetters).as("an outage is no record's fault").isEmpty();
    shop.refusing = null;
    assertThat(shop.poll()).isNull();

    assertThat(shop.states).hasSize(20);
  }

  @Test
  void ten_thousand_stocks_cost_three_calls() {
    open("stock");
    shop.store.catalogue().fill(10_000);

    shop.poll();

    assertThat(shop.states).hasSize(10_020);
    assertThat(shop.store.calls()).isEqualTo(3);
    Stock stock = (Stock) byKey().get("SKU10000@//loja");
    assertThat(stock.available()).isEqualByComparingTo("10");
  }

  @Test
  void a_product_without_a_code_is_a_dead_letter_once() {
    open("stock");
    shop.store.catalogue().putProduct("", Map.of("NomeProd", "Sem referência"));

    shop.poll();
    shop.poll();

    assertThat(shop.states).hasSizeGreaterThanOrEqualTo(20);
    assertThat(shop.deadLetters).hasSize(1);
    assertThat(shop.deadLetters.get(0).getMessage().getBody(String.class)).contains("IDProduto");
  }

  @Test
  void a_report_without_dates_is_read_when_all_of_it_is_due_and_no_more() {
    open("products");
    Feed categories =
        new ReportFeed(
            shop.api.api(),
            shop.parameters(),
            shop.cursors,
            shop.clock,
            any ->
                new ReportFeed.Report(
                    "categories",
                    Stock.TYPE,
                    "ID",
                    ReportQuery.of("429"),
                    500,
                    Duration.ofDays(1),
                    rows -> row -> new ProductRow(shop.connection, named()).stock(null)));
    assertThat(rows(categories)).isEqualTo(1);
    long discovery = shop.store.calls() + 1;
    assertThat(rows(categories)).isZero();
    assertThat(rows(categories)).isZero();
    assertThat(shop.store.calls()).isEqualTo(discovery);
  }

  /** Any row that a message can be made of. */
  private static ReportRow named() {
    ReportRow row = new ReportRow();
    row.put("CodProd", "A");
    row.put("Estoque", "1");
    return row;
  }

  private int rows(Feed feed) {
    PollRun run = new PollRun(new HeldLease());
    return ReadFeed.of(feed, shop.connection, run, shop.cursors).messages.size();
  }

  @Test
  void customers_are_known_by_their_document() {
    open("customers");
    shop.store.place(FastcommerceOrders.order(1));

    assertThat(shop.poll()).isNull();

    CustomerRecord customer = (CustomerRecord) shop.states.get(0);
    assertThat(customer.key()).matches("\\d{11}|[0-9A-Z]{14}");
    assertThat(customer.customer().name()).isNotBlank();
    assertThat(customer.addresses()).hasSize(1);
  }

  private void open(String type, String... keys) {
    shop = new Shop(Shop.source(type), keys);
  }

  private Map<String, Message> byKey() {
    Map<String, Message> all = new HashMap<>();
    shop.states.forEach(it -> all.put(((Message) it).key(), (Message) it));
    return all;
  }

  private Map<String, String> last() {
    return shop.store.forms().get(shop.store.forms().size() - 1);
  }
}
