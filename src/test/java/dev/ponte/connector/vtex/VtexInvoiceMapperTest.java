package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Invoice;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VtexInvoiceMapperTest {

  private final ObjectNode order =
      Documents.plain(
          Documents.item("100", 2, 1000, "\"ean\":\"789\""), Documents.item("200", 1, 550, ""));
  private final Invoices invoices = new Invoices("1-01");

  @Test
  void an_invoice_has_vtexs_fields() {
    JsonNode body = map(Invoices.complete(invoices.sale("123", money("25.50"))));

    assertThat(body.path("type").asText()).isEqualTo("Output");
    assertThat(body.path("issuanceDate").asText()).isEqualTo("2026-01-06T10:30:00-03:00");
    assertThat(body.path("invoiceNumber").asText()).isEqualTo("123");
    assertThat(body.path("invoiceValue").isTextual()).isTrue();
    assertThat(body.path("invoiceValue").asText()).isEqualTo("2550");
    assertThat(body.path("invoiceKey").asText()).isEqualTo(Invoices.KEY);
    assertThat(body.path("invoiceUrl").asText()).isEqualTo("https://nfe.example/1");
    assertThat(body.path("embeddedInvoice").asText()).isEqualTo("<nfeProc>ç&amp;</nfeProc>");
    assertThat(body.path("courier").asText()).isEqualTo("Correios");
    assertThat(body.path("trackingNumber").asText()).isEqualTo("SR123BR");
  }

  @Test
  void what_is_unknown_is_empty_or_left_out() {
    JsonNode body = map(invoices.sale("123", money("25.50")));

    assertThat(body.path("courier").asText("?")).isEmpty();
    assertThat(body.path("trackingNumber").asText("?")).isEmpty();
    assertThat(body.path("trackingUrl").asText("?")).isEmpty();
    assertThat(body.has("invoiceKey")).isFalse();
    assertThat(body.has("embeddedInvoice")).isFalse();
  }

  @Test
  void a_return_is_an_input_invoice() {
    assertThat(map(invoices.back("9", money("25.50"))).path("type").asText()).isEqualTo("Input");
  }

  @Test
  void an_invoice_without_items_is_for_the_items_of_the_order() {
    assertThat(items(invoices.sale("1", money("25.50")))).isEqualTo("100 2 x 1000, 200 1 x 550");
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          100,  by its SKU id
          R100, by its reference code
          789,  by its EAN
          """)
  void an_item_is_known(String code, String how) {
    assertThat(items(invoices.sale("1", money("10.00"), Invoices.line(code, "1", "10"))))
        .as(how)
        .isEqualTo("100 1 x 1000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200 1 10.00             | 10.00 | 100 1 x 1000              | its price says which
          200 1 5.50              | 5.50  | 200 1 x 550               | its price says which
          200 2                   | 20.00 | 100 2 x 1000              | so many are of one only
          200 2 10, R200 1 5.5    | 25.50 | 100 2 x 1000, 200 1 x 550 | all are reference codes
          """)
  void a_code_that_two_items_have_is_that_of_the_item_that_fits(
      String lines, String value, String items, String how) {
    assertThat(new VtexInvoiceMapper(crossed()).toBody(sale(lines, value)).path("items"))
        .as(how)
        .extracting(
            it ->
                "%s %s x %s"
                    .formatted(
                        it.path("id").asText(),
                        it.path("quantity").asText(),
                        it.path("price").asText()))
        .hasToString("[" + items + "]");
  }

  @Test
  void a_code_that_two_items_have_and_nothing_tells_apart_is_refused() {
    assertThatThrownBy(() -> new VtexInvoiceMapper(crossed()).toBody(sale("200 1", "7.00")))
        .hasMessageContaining("[200] are SKU ids of some items and reference codes of others");
  }

  /** The reference code of the first is the SKU id of the second. */
  private static ObjectNode crossed() {
    ObjectNode order =
        Documents.plain(Documents.item("100", 2, 1000, ""), Documents.item("200", 1, 550, ""));
    ((ObjectNode) order.path("items").path(0)).put("refId", "200");
    return order;
  }

  private Invoice sale(String lines, String value) {
    return invoices.sale(
        "1",
        money(value),
        java.util.Arrays.stream(lines.split(", "))
            .map(it -> it.split(" "))
            .map(it -> Invoices.line(it[0], it[1], it.length < 3 ? null : it[2]))
            .toArray(Invoice.Line[]::new));
  }

  @Test
  void lines_of_one_sku_become_one_item() {
    Invoice invoice =
        invoices.sale(
            "1",
            money("25.50"),
            Invoices.line("100", "1", "10.00"),
            Invoices.line("200", "1", "5.50"),
            Invoices.line("100", "1", "9.99"));

    assertThat(items(invoice)).isEqualTo("100 2 x 999, 200 1 x 550");
  }

  @Test
  void a_price_with_many_decimals_is_cut_so_that_items_never_exceed_the_invoice() {
    assertThat(items(invoices.sale("1", money("20.00"), Invoices.line("100", "2", "9.9999999999"))))
        .isEqualTo("100 2 x 999");
  }

  @Test
  void a_discount_on_the_whole_invoice_shrinks_its_items() {
    assertThat(items(invoices.sale("1", money("18.00"), Invoices.line("100", "2", "10.00"))))
        .isEqualTo("100 2 x 900");
  }

  @Test
  void a_line_without_price_costs_what_it_cost_in_the_order() {
    assertThat(items(invoices.sale("1", money("10.00"), Invoices.line("100", "1", null))))
        .isEqualTo("100 1 x 1000");
  }

  @Test
  void codes_of_the_erp_do_no_harm_to_an_invoice_of_everything() {
    assertThat(items(invoices.sale("1", money("25.50"), Invoices.line("ERP-7", "3", "8.5"))))
        .isEqualTo("100 2 x 1000, 200 1 x 550");
  }

  @Test
  void codes_of_the_erp_are_refused_in_an_invoice_of_a_part() {
    assertThatThrownBy(
            () -> map(invoices.sale("1", money("8.50"), Invoices.line("ERP-7", "1", "8.5"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ERP-7");
  }

  @Test
  void a_part_without_items_is_refused_since_nobody_knows_which() {
    assertThatThrownBy(() -> map(invoices.sale("1", money("10.00"))))
        .hasMessageContaining("25.50")
        .hasMessageContaining("names no items");
  }

  @Test
  void weighed_goods_count_in_sale_units() {
    ObjectNode weighed = Documents.plain(Documents.item("300", 2, 1900, "\"unitMultiplier\":0.19"));
    Invoice invoice = invoices.sale("1", money("38.00"), Invoices.line("300", "0.38", "100.00"));

    assertThat(new VtexInvoiceMapper(weighed).toBody(invoice).path("items").toString())
        .isEqualTo("[{\"id\":\"300\",\"quantity\":2,\"price\":1900}]");
  }

  @Test
  void a_part_of_a_piece_is_refused() {
    assertThatThrownBy(
            () -> map(invoices.sale("1", money("5.00"), Invoices.line("100", "0.5", "10"))))
        .hasMessageContaining("0.5 of sku 100");
  }

  private String items(Invoice invoice) {
    StringBuilder all = new StringBuilder();
    for (JsonNode item : map(invoice).path("items")) {
      all.append(all.isEmpty() ? "" : ", ")
          .append(item.path("id").asText())
          .append(' ')
          .append(item.path("quantity").asInt())
          .append(" x ")
          .append(item.path("price").asLong());
    }
    return all.toString();
  }

  private JsonNode map(Invoice invoice) {
    return new VtexInvoiceMapper(order).toBody(invoice);
  }

  private static BigDecimal money(String amount) {
    return new BigDecimal(amount);
  }
}
