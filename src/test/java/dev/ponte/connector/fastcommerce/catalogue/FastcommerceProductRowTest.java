package dev.ponte.connector.fastcommerce.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.Answers;
import dev.ponte.connector.fastcommerce.Shop;
import dev.ponte.connector.fastcommerce.api.Reply;
import dev.ponte.connector.fastcommerce.api.ReportPage;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.connector.fastcommerce.api.UpdateRecord;
import java.math.BigDecimal;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of reports as messages, and messages as records, against the document's own examples. */
class FastcommerceProductRowTest {

  private static final StoreProfile.Known STORE =
      new StoreProfile.Known(new Units("kg", "m"), Map.of(), Map.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "49,90; 49.90",
        "1.234,56; 1234.56",
        "1234,56; 1234.56",
        "1234.56; 1234.56",
        "R$ 13,00; 13.00",
        "49,9000; 49.90"
      })
  void prices_are_read_in_all_their_forms(String text, BigDecimal amount) {
    assertThat(row("CodProd", "A", "PRECO", text).price().orElseThrow().sale())
        .isEqualByComparingTo(amount);
  }

  @ParameterizedTest
  @CsvSource({
    "10/05/2002 10:30, 2002-05-10T10:30-03:00",
    "15/9/2011, 2011-09-15T00:00-03:00",
    "05/10/2012 19:25:49, 2012-10-05T19:25:49-03:00",
    "30/12/1899,",
    "'',"
  })
  void dates_are_read_in_all_their_forms(String text, String at) {
    Price price =
        row("CodProd", "A", "Preco", "9", "PrecoProm", "8", "DataPromFim", text)
            .price()
            .orElseThrow();

    assertThat(price.promotion().to())
        .isEqualTo(at == null ? null : java.time.OffsetDateTime.parse(at));
  }

  @ParameterizedTest
  @CsvSource({
    "TRUE, ACTIVE",
    "True, ACTIVE",
    "1, ACTIVE",
    "S, ACTIVE",
    "'', ACTIVE",
    "false, INACTIVE",
    "False, INACTIVE",
    "0, INACTIVE",
    "N, INACTIVE"
  })
  void a_bit_is_read_in_all_its_forms(String text, Product.Status status) {
    assertThat(
            row("CodProd", "A", "NomeProd", "x", "Disponível", text).product(null, STORE).status())
        .isEqualTo(status);
  }

  @Test
  void names_are_told_by_their_letters() {
    Product product =
        row("CODPROD", "A", "Nome Prod.", "Polo", "Peso", "0,5", "ALTURAPROD", "1,2")
            .product(null, STORE);

    assertThat(product.name()).isEqualTo("Polo");
    assertThat(product.measures().weightKg()).isEqualByComparingTo("0.5");
    assertThat(product.measures().heightCm()).isEqualByComparingTo("120");
  }

  @ParameterizedTest
  @CsvSource({"'', ", "0, ", "999999, 999999"})
  void zero_is_no_parent(String text, String parent) {
    assertThat(row("CodProd", "A", "IDProdutoPai", text).parent())
        .isEqualTo(Optional.ofNullable(parent));
  }

  @Test
  void a_product_without_a_price_and_one_for_a_partner_are_told_as_they_are() {
    assertThat(row("CodProd", "A", "Preco", "0,00").price()).isEmpty();
    assertThat(row("CodProd", "A").price()).isEmpty();
    Price partner =
        row("CodProd", "A", "Preco", "9", "PrecoProm", "8", "IDParceiroProd", "3")
            .price()
            .orElseThrow();
    assertThat(partner.promotion()).isNull();
  }

  @Test
  void less_than_nothing_cannot_be_sold() {
    Stock stock = row("CodProd", "A", "Estoque", "-3").stock(null).orElseThrow();

    assertThat(stock.available()).isZero();
    assertThat(row("CodProd", "A").stock(null)).isEmpty();
  }

  @Test
  void the_configured_location_is_that_of_the_stock() {
    Connection connection = connection("stock.location", "1/2");
    ReportRow row = values("CodProd", "A", "Estoque", "3");

    Stock stock = new ProductRow(connection, row).stock(null).orElseThrow();

    assertThat(stock.key()).isEqualTo("A@1/2");
    assertThat(stock.location().warehouse()).isEqualTo("2");
  }

  @Test
  void the_documents_rows_have_no_code_and_are_refused_with_a_reason() throws Exception {
    ReportPage page = ReportPage.of(Answers.example("doc_report_425_trimmed.xml"));
    Iterator<ReportRow> rows = page.rows();

    ProductRow first = new ProductRow(connection(), rows.next());

    assertThatThrownBy(first::sku).hasMessageContaining("CodProd");
  }

  @Test
  void an_insertion_has_the_fields_of_the_documents_example() {
    Product product =
        FastcommerceProductsSinkTest.product(
            "ABC0001", null, "Polo Seleção Brazil", List.of(List.of("Camisetas")));
    String document = Answers.text("doc_product_insert_request.xml");

    UpdateRecord record =
        new ProductMapper(connection(), new Units("g", "cm")).insertion(product, null);

    for (String name : List.of("Comando", "NomeCat", "CodProd", "NomeProd", "ChangeFlagProdAPI")) {
      assertThat(document)
          .contains("Name=\"%s\" Value=\"%s\"".formatted(name, record.fields().get(name)));
    }
  }

  @Test
  void the_documents_answer_to_insertions_tells_the_new_ids() {
    Reply reply = Reply.read(Answers.example("doc_product_insert_response.xml")).orElseThrow();

    assertThat(reply.ids()).containsExactlyInAnyOrderEntriesOf(Map.of(1, "888888", 2, "999999"));
  }

  @ParameterizedTest
  @CsvSource({"g, 350, 0.35", "kg, 0.35, 0.35", "lb, 1, 0.453592", "KG, 2, 2"})
  void weights_are_converted_both_ways(String unit, BigDecimal there, BigDecimal kilograms) {
    Units units = new Units(unit, "cm");

    assertThat(units.toKilograms(there)).isCloseTo(kilograms, within("0.000001"));
    assertThat(units.fromKilograms(kilograms)).isCloseTo(there, within("0.00001"));
  }

  @ParameterizedTest
  @CsvSource({
    "mm, 125, 12.5",
    "cm, 12.5, 12.5",
    "m, 0.125, 12.5",
    "in, 10, 25.4",
    "ft, 1, 30.48",
    "yd, 1, 91.44"
  })
  void lengths_are_converted_both_ways(String unit, BigDecimal there, BigDecimal centimetres) {
    Units units = new Units("g", unit);

    assertThat(units.toCentimetres(there)).isEqualByComparingTo(centimetres);
    assertThat(units.fromCentimetres(centimetres)).isEqualByComparingTo(there);
  }

  @Test
  void an_unknown_unit_is_named() {
    assertThatThrownBy(() -> new Units(null, "cm").toKilograms(BigDecimal.ONE))
        .hasMessageContaining("UnidadePeso");
  }

  private static org.assertj.core.data.Offset<BigDecimal> within(String distance) {
    return org.assertj.core.data.Offset.offset(new BigDecimal(distance));
  }

  private static ProductRow row(String... fields) {
    return new ProductRow(connection(), values(fields));
  }

  private static ReportRow values(String... fields) {
    ReportRow row = new ReportRow();
    for (int i = 0; i < fields.length; i += 2) {
      row.put(fields[i], fields[i + 1]);
    }
    return row;
  }

  private static Connection connection(String... keys) {
    return Shop.connection(URI.create("http://localhost"), Shop.settings(keys));
  }
}
