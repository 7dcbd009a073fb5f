package dev.ponte.canonical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponte.canonical.Price.Promotion;
import dev.ponte.canonical.Product.Fiscal;
import dev.ponte.canonical.Product.Measures;
import dev.ponte.canonical.Product.Status;
import dev.ponte.canonical.Product.Variation;
import dev.ponte.canonical.Stock.Location;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products, stocks, prices and customers: one form in JSON, and no nonsense. */
class StateMessagesTest {

  private static final OffsetDateTime AT = OffsetDateTime.parse("2026-03-01T12:00:00-03:00");

  @Test
  void each_comes_back_from_json_as_it_was_and_names_its_type_and_key() {
    for (Message message : List.of(product(), stock("10"), price("19.9"), customer("ERP-1"))) {
      String json = Canonical.write(message);

      assertThat(Canonical.read(message.type(), json)).isEqualTo(message);
      assertThat(json)
          .contains("\"type\":\"%s\"".formatted(message.type()))
          .contains("\"key\":\"%s\"".formatted(message.key()));
    }
  }

  @Test
  void they_are_the_types_of_which_only_the_newest_version_counts() {
    assertThat(Canonical.STATES).containsExactlyInAnyOrder("product", "stock", "price", "customer");
  }

  @Test
  void codes_and_times_are_no_business_content() {
    Stock later = new Stock("erp", "EN7000", Location.company("10"), new BigDecimal("10.0"), AT);

    assertThat(Canonical.contentHash(later)).isEqualTo(Canonical.contentHash(stock("10")));
    assertThat(Canonical.contentHash(customer("ERP-2")))
        .isEqualTo(Canonical.contentHash(customer("ERP-1")));
    assertThat(Canonical.contentHash(stock("9"))).isNotEqualTo(Canonical.contentHash(stock("10")));
  }

  @ParameterizedTest
  @CsvSource({
    "10,  ,  , EN7000@10",
    "10, 3,  , EN7000@10/3",
    "10, 3, 7, EN7000@10/3/7",
    "  , 3,  , EN7000@/3",
    "  ,  , 7, EN7000@//7"
  })
  void the_key_of_a_stock_holds_its_place(
      String company, String warehouse, String store, String key) {
    Location place = new Location(company, warehouse, store);

    assertThat(new Stock("erp", "EN7000", place, BigDecimal.ONE, null).key()).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({"a/b,", "a@b,", ","})
  void a_place_that_a_key_cannot_carry_is_refused(String company) {
    assertThatThrownBy(() -> new Location(company, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("location");
  }

  @Test
  void what_is_sold_out_goes_first_then_what_will_soon_be() {
    Duration soldOut = stock("0").headStart();
    Duration nearly = stock("3").headStart();
    Duration soon = selling("20", "5").headStart();

    assertThat(soldOut).isGreaterThan(nearly);
    assertThat(nearly).isGreaterThan(soon);
    assertThat(soon).isPositive();
    assertThat(selling("20", "0.5").headStart()).isZero();
    assertThat(stock("4").headStart()).isZero();
    assertThat(product().headStart()).isZero();
  }

  private static Stock selling(String available, String salesADay) {
    Stock it = stock(available);
    return new Stock(
        it.source(),
        it.sku(),
        it.location(),
        null,
        null,
        it.available(),
        null,
        null,
        new BigDecimal(salesADay));
  }

  @Test
  void a_store_cannot_sell_less_than_nothing() {
    assertThatThrownBy(() -> stock("-2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("available of stock EN7000 -2 is negative");
  }

  @ParameterizedTest
  @CsvSource({
    "0.001, BRL, sale price of EN7000 0.001 has more than 2 decimals",
    "-1,    BRL, sale price of EN7000 -1 is negative",
    "1,     XXQ, The price of EN7000 has the unknown currency XXQ"
  })
  void a_price_is_an_amount_of_a_currency(String sale, String currency, String words) {
    assertThatThrownBy(
            () ->
                new Price(
                    "erp", "EN7000", null, new BigDecimal(sale), null, null, null, currency, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(words);
  }

  @Test
  void a_promotion_ends_after_it_begins() {
    assertThatThrownBy(() -> new Promotion(BigDecimal.ONE, AT, AT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not after it begins");
  }

  @ParameterizedTest
  @CsvSource({"9403.60.00, 0, NCM", "94036000, 9, origin"})
  void fiscal_codes_that_cannot_be_are_refused(String ncm, String origin, String word) {
    assertThatThrownBy(() -> new Fiscal(ncm, origin))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(word);
  }

  @Test
  void a_customer_without_a_document_has_no_key() {
    Customer nobody =
        new Customer(
            Customer.Kind.COMPANY, null, null, "BIGFER", null, null, null, List.of(), null);

    assertThatThrownBy(() -> new CustomerRecord("erp", nobody, null, null, null, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("document of customer BIGFER is missing");
  }

  private static Product product() {
    return new Product(
        "erp",
        "FG7003#30512",
        "FG7003",
        false,
        null,
        "7891234567895",
        "FOGÃO VIDRO 4Q 7003",
        null,
        "Focco",
        List.of(List.of("Cozinha", "Fogões")),
        "UNIDADE",
        BigDecimal.ONE,
        new Measures(new BigDecimal("32.5"), null, null, null, null),
        List.of("https://example.com/fogao.jpg"),
        new Variation("STAR#VINHO", "VINHO", null),
        Map.of("DescGrupo", "PRODUTO PRONTO"),
        new Fiscal("73211100", "0"),
        Status.ACTIVE,
        Map.of("erp", "FG7003", "erp.mask", "30512"),
        AT,
        "985431345&55");
  }

  private static Stock stock(String available) {
    return new Stock("erp", "EN7000", Location.company("10"), new BigDecimal(available), null);
  }

  private static Price price(String sale) {
    return new Price(
        "erp",
        "EN7000",
        new BigDecimal("25"),
        new BigDecimal(sale),
        new BigDecimal("11.123456"),
        null,
        new Promotion(BigDecimal.TEN, AT, null),
        "BRL",
        AT);
  }

  private static CustomerRecord customer(String code) {
    Customer bigfer =
        new Customer(
            Customer.Kind.COMPANY,
            "92534593000194",
            Customer.CNPJ,
            "BIGFER",
            null,
            null,
            null,
            List.of(),
            null);
    return new CustomerRecord("erp", bigfer, null, "Atacado", Map.of("erp", code), AT);
  }
}
