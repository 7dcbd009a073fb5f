package dev.ponte.connector.presence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Shipment;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Connection;
import dev.ponte.connection.LenientJson;
import dev.ponte.connection.TestApi;
import dev.ponte.delivery.NamedFault;
import dev.ponte.kit.Shared;
import dev.ponte.kit.TestDelivery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mappers against the documents' examples, and each ambiguity of the contract, P1 to P13. */
@Tag("shared")
class PresenceMapperTest {

  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
  private static final String KEY = "43260356643018000193550860004997441034982086";

  private final Connection connection = connection();

  @Test
  void p1_the_webservice_is_named_id_webservice_as_in_the_documents_body() {
    JsonNode printed = doc("ECM-CODIGO-RASTREIO_request");
    ObjectNode arguments = object().put("data_at", "2021-12-01");

    assertThat(body(operation("ECM-CODIGO-RASTREIO", arguments))).isEqualTo(printed);
  }

  @Test
  void the_code_of_an_order_is_read_in_both_spellings_of_the_documents() {
    ObjectNode tracking = (ObjectNode) doc("ECM-CODIGO-RASTREIO_response").at("/data/0");
    tracking.set("codigoPedidoExterno", tracking.remove("pedidoCodigoExterno"));
    assertThat(shipment(tracking).order()).isEqualTo(new OrderRef("vtex", "985431345"));

    ObjectNode other = invoiceRow();
    other.set("pedidoCodigoExterno", other.remove("codigoPedidoExterno"));
    assertThat(invoice(other).order()).isEqualTo(invoice(invoiceRow()).order());
  }

  @Test
  void p2_fields_are_found_in_any_letter_case() {
    ObjectNode row = (ObjectNode) doc("ECM-CODIGO-RASTREIO_response").at("/data/0");
    ObjectNode upper = object();
    row.fields().forEachRemaining(it -> upper.set(it.getKey().toUpperCase(), it.getValue()));

    assertThat(shipment(upper).trackingCode()).isEqualTo("CR00000");
    assertThat(shipment(upper).order()).isEqualTo(new OrderRef("vtex", "985431345"));
  }

  @ParameterizedTest
  @CsvSource({
    "2022-03-09 16:52:45.000, 2022-03-09T16:52:45-03:00",
    "2022-03-09T16:52:45, 2022-03-09T16:52:45-03:00",
    "2022-03-09 16:52:45.123456789, 2022-03-09T16:52:45.123456-03:00",
    "2022-03-09T16:52:45Z, 2022-03-09T16:52:45Z",
    "2022-03-09T16:52:45.1-05:00, 2022-03-09T16:52:45.1-05:00",
    "2022-03-09, 2022-03-09T00:00-03:00",
  })
  void p3_dates_are_read_with_a_t_or_a_blank_any_fraction_and_an_offset(
      String printed, OffsetDateTime means) {
    assertThat(LenientJson.time(printed, "dataAt", ZONE)).isEqualTo(means);
  }

  @Test
  void p4_the_watermark_is_of_the_records_and_not_of_the_server_and_never_goes_back() {
    PresencePosition position = PresencePosition.first("2022-03-01");
    Instant newest = Instant.parse("2022-03-09T19:52:45Z");

    PresencePosition next = position.concluded(newest, Duration.ofDays(1), ZONE);

    assertThat(next.since()).isEqualTo("2022-03-08");
    assertThat(next.concluded(Instant.EPOCH, Duration.ofDays(1), ZONE)).isEqualTo(next);
    assertThat(next.concluded(null, Duration.ofDays(1), ZONE)).isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource({"404, 404", "OMS003, 500", ", 500", "-1, 500"})
  void p5_the_code_of_an_error_is_a_number_and_its_external_code_may_be_empty(
      String code, int sent) {
    JsonNode report = report(outcome(DeliveryOutcome.Result.DEAD, code, null));

    assertThat(report.at("/erros/0/codigo_erro").isInt()).isTrue();
    assertThat(report.at("/erros/0/codigo_erro").asInt()).isEqualTo(sent);
    assertThat(report.at("/erros/0/codigo_externo").asText("?")).isEmpty();
  }

  @Test
  void p5_the_external_code_of_a_success_is_never_empty() {
    JsonNode report = report(outcome(DeliveryOutcome.Result.DELIVERED, null, null));

    assertThat(report.at("/sucessos/0/codigo_externo").asText()).isEqualTo("key");
  }

  @Test
  void p6_the_pk_is_told_back_as_it_was_read_whatever_it_is() {
    ObjectNode row = (ObjectNode) doc("ECM-CODIGO-RASTREIO_response").at("/data/0");
    String text = shipment(row).correlation();
    String number = row(PresenceList.SHIPMENTS, row.deepCopy().put("pk", 7)).correlation();

    assertThat(PresenceCorrelation.parse(text).pk().asText()).isEqualTo("985431345&55&86&499744");
    assertThat(PresenceCorrelation.parse(text).process().intValue()).isEqualTo(17);
    assertThat(PresenceCorrelation.parse(number).pk().isInt()).isTrue();
    assertThat(shipment(row).id()).isEqualTo("985431345&55&86&499744");
  }

  @Test
  void p7_the_argument_is_omni() {
    ObjectNode arguments = object().put("sku_site", "1");

    assertThat(body(operation("ECM-ESTOQUE-SKU", arguments.deepCopy().put("omni", 1))).path("omni"))
        .hasToString("1");
    assertThatThrownBy(() -> operation("ECM-ESTOQUE-SKU", arguments.deepCopy().put("onmi", 1)))
        .hasMessageContaining("no argument onmi");
  }

  @ParameterizedTest
  @CsvSource({"99", "'\"099\"'"})
  void p8_a_series_is_a_text_whatever_its_type(String series) {
    JsonNode row = json("{\"seriePd\":%s,\"numero\":4130}".formatted(series));
    OrderStatus status = status(row, 3);

    assertThat(status.erpId()).isEqualTo(series.replace("\"", "") + "/4130");
    assertThat(status.erpNumber()).isEqualTo("4130");
  }

  @ParameterizedTest
  @CsvSource({"985, 985", "'\"00A985\"', 00A985"})
  void p9_an_order_code_keeps_its_zeros_and_letters(String printed, String id) {
    ObjectNode row = invoiceRow();
    row.set("codigoPedidoExterno", json(printed));

    assertThat(invoice(row).order().id()).isEqualTo(id);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ECM-DADOS-NF        | {}                                               | exactly one of
          ECM-DADOS-NF        | {"data_at":"2021-12-01","codigo_externo":"1"}    | exactly one of
          ECM-DADOS-NF        | {"serie":1}                                      | needs all of
          ECM-ESTOQUE-SKU     | {"data_at":"2021-12-01","sku_site":"1"}          | exactly one of
          ECM-CODIGO-RASTREIO | {"data_at":""}                                   | exactly one of
          ECM-CODIGO-RASTREIO | {"data_at":"2021-12-01","codigo_externo":"1"}    | no argument
          ECM-RESULTADO-PROCESSAMENTO | {"idProcesso":1}                         | needs metodo
          ECM-CLIENTES        | {}                                               | no operation
          """)
  void p10_a_query_has_exactly_one_selector(String method, String arguments, String words) {
    assertThatThrownBy(() -> operation(method, (ObjectNode) json(arguments)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void p12_a_row_without_a_code_is_no_shipment_yet() {
    ObjectNode row = (ObjectNode) doc("ECM-CODIGO-RASTREIO_response").at("/data/0");

    for (JsonNode blank : List.of(json("\" \""), json("null"))) {
      row.set("codigoRastreio", blank);
      assertThat(mapper().toShipment(row(PresenceList.SHIPMENTS, row))).isEmpty();
    }
  }

  @Test
  void p13_two_rows_of_one_order_are_two_shipments() {
    ObjectNode one = (ObjectNode) doc("ECM-CODIGO-RASTREIO_response").at("/data/0");
    ObjectNode other = one.deepCopy().put("pk", "985431345&55&86&499745");

    assertThat(shipment(one).key()).isNotEqualTo(shipment(other).key());
    assertThat(shipment(one).order()).isEqualTo(shipment(other).order());
  }

  @Test
  void the_example_of_an_order_status_is_a_cancellation() {
    JsonNode row = json(Shared.text("examples/presence/kb_ECM-STATUS-PEDIDO_response.json"));

    OrderStatus status = status(row.at("/data/0"), 7);

    assertThat(status.order()).isEqualTo(new OrderRef("vtex", "985493"));
    assertThat(status.status()).isEqualTo(OrderStatus.Status.CANCELLED);
    assertThat(status.reason()).isEqualTo("cancelado");
    assertThat(status.at()).isEqualTo(OffsetDateTime.parse("2022-02-15T18:12:29-03:00"));
  }

  @Test
  void an_order_status_has_the_stores_order_its_reason_and_the_time_in_the_connections_zone() {
    ObjectNode row = object().put("ecmIdLoja", "ID_99").put("pedidoCodigoExterno", "0012");
    row.put("dataAt", "2026-03-09 16:52:45.000").put("descr", "cancelado").put("pk", "1&7");

    OrderStatus status = status(row, 7);

    assertThat(status.order()).isEqualTo(new OrderRef("vtex", "0012"));
    assertThat(status.status()).isEqualTo(OrderStatus.Status.CANCELLED);
    assertThat(status.reason()).isEqualTo("cancelado");
    assertThat(status.at()).isEqualTo(OffsetDateTime.parse("2026-03-09T16:52:45-03:00"));
  }

  @Test
  void a_stock_has_presences_code_and_place_what_may_be_sold_and_what_lies_there() {
    Stock stock = stock(connection, stockRow());

    assertThat(stock.key()).isEqualTo("000000000001@/7");
    assertThat(stock.location()).isEqualTo(new Stock.Location(null, "7", null));
    assertThat(stock.available()).isEqualByComparingTo("3.5");
    assertThat(stock.quantity()).isEqualByComparingTo("5");
    assertThat(stock.reserved()).as("no document says why they differ").isNull();
    assertThat(stock.readAt()).isEqualTo(OffsetDateTime.parse("2022-03-09T16:52:45-03:00"));
    assertThat(PresenceCorrelation.parse(stock.correlation()).externalCode()).isEqualTo("S-1");
  }

  @Test
  void the_platforms_code_is_a_stocks_code_only_where_the_connection_says_so() {
    Connection platform = connection("stock.sku[0]", "codigoExterno", "stock.sku[1]", "sku");
    ObjectNode unlinked = stockRow().put("codigoExterno", "");

    assertThat(stock(platform, stockRow()).sku()).isEqualTo("S-1");
    assertThat(stock(platform, unlinked).sku()).isEqualTo("000000000001");
    assertThat(PresenceCorrelation.parse(stock(platform, unlinked).correlation()).externalCode())
        .isEqualTo("000000000001");
  }

  @ParameterizedTest
  @CsvSource({"-2, -2, 0", "'1.234,5', 1234.5, 1234.5", "0, 0, 0"})
  void what_presence_owes_is_none_to_sell(String printed, String quantity, String available) {
    Stock stock =
        stock(connection, stockRow().put("quantidade", printed).put("saldoFisico", printed));

    assertThat(stock.available()).isEqualByComparingTo(available);
    assertThat(stock.quantity()).isEqualByComparingTo(quantity);
  }

  @ParameterizedTest
  @CsvSource({
    "sku, sku is missing",
    "warehouse, The location names no company",
    "quantidade, available of stock 000000000001 is missing"
  })
  void a_stock_that_lacks_what_it_is_about_is_refused(String field, String words) {
    ObjectNode row = stockRow().put(field, " ").put("warehouseCodigoExterno", "");

    assertThatThrownBy(() -> stock(connection, row)).hasMessageContaining(words);
  }

  @Test
  void a_product_is_read_from_the_fields_that_the_connection_names() {
    Connection own =
        connection(
            "products.sku[0]", "codigo", "products.name[0]", "titulo", "products.pending", "1");
    JsonNode record =
        json(
            """
            {"pk":"7","idProcesso":5,"Codigo":"0042","titulo":"Camiseta Azul M","referenciaSite":"77",
             "marca":"Ponte","departamento":"Moda","subcategoria":"Camisetas","cor":"Azul",
             "tamanho":"M","pesoBruto":"0,350","altura":0,"ncm":"6109.10.00","ativo":"Não",
             "dataAt":"2022-03-09 16:52:45.000"}
            """);

    Product product = new PresenceProductMapper(own).toProduct(row(PresenceList.PRODUCTS, record));

    assertThat(product.sku()).isEqualTo("0042");
    assertThat(product.parent()).isEqualTo("77");
    assertThat(product.categories()).containsExactly(List.of("Moda", "Camisetas"));
    assertThat(product.variation()).isEqualTo(new Product.Variation("Azul/M", "Azul", "M"));
    assertThat(product.measures().weightKg()).isEqualByComparingTo("0.35");
    assertThat(product.measures().heightCm()).as("nobody measured").isNull();
    assertThat(product.fiscal().ncm()).isEqualTo("61091000");
    assertThat(product.status()).isEqualTo(Product.Status.INACTIVE);
    assertThat(product.changedAt()).isEqualTo(OffsetDateTime.parse("2022-03-09T16:52:45-03:00"));
    assertThat(PresenceList.PRODUCTS.options(own.settings(PresenceSettings.class)))
        .containsExactly(Map.entry("pending", "1"));
  }

  @Test
  void a_product_without_a_code_says_which_setting_names_it() {
    assertThatThrownBy(
            () ->
                new PresenceProductMapper(connection())
                    .toProduct(row(PresenceList.PRODUCTS, json("{\"nome\":\"x\"}"))))
        .hasMessageContaining("[sku]")
        .hasMessageContaining("products.sku");
    assertThatThrownBy(() -> settings("products.pending", "3"))
        .rootCause()
        .hasMessage("products.pending is 3, but Presence knows 0 and 1");
  }

  @Test
  void which_places_are_listed_is_a_setting() {
    assertThat(PresenceList.STOCK.options(settings())).isEmpty();
    assertThat(PresenceList.STOCK.options(settings("stock.omni", "0")))
        .containsExactly(Map.entry("omni", 0));
    assertThat(PresenceList.SHIPMENTS.options(settings("stock.omni", "0"))).isEmpty();
    assertThatThrownBy(() -> settings("stock.omni", "3")).rootCause().hasMessageContaining("omni");
  }

  @Test
  void a_request_has_the_webservice_and_exactly_what_was_asked() {
    ObjectNode arguments = object().put("data_at", "2026-03-01").put("exibirItens", true);

    assertThat(body(operation("ECM-DADOS-NF", arguments)))
        .isEqualTo(json("{\"id_webservice\":995,\"data_at\":\"2026-03-01\",\"exibirItens\":true}"));
  }

  @Test
  void a_report_has_the_fields_of_the_document_and_no_other() {
    JsonNode report = report(outcome(DeliveryOutcome.Result.DEAD, "404", null));

    assertThat(fields(report)).isEqualTo("idProcesso metodo sucessos erros ");
    assertThat(fields(report.at("/erros/0"))).isEqualTo("erro codigo_erro codigo_externo pk ");
  }

  @Test
  void an_invoice_has_its_numbers_its_carrier_and_its_day() {
    ObjectNode row = invoiceRow().put("ChaveAcesso", KEY).put("serieNF", "086");
    row.put("valorTotalNF", "1.234,50").put("dtTransmissao", "2026-03-09T10:00:00");
    row.put("nomeFantasia", "Correios").put("codigoRastreio", "CR1");

    Invoice invoice = invoice(row);

    assertThat(invoice.order()).isEqualTo(new OrderRef("vtex", "1"));
    assertThat(invoice.number()).isEqualTo("499744");
    assertThat(invoice.series()).isEqualTo("86");
    assertThat(invoice.value()).isEqualByComparingTo("1234.50");
    assertThat(invoice.carrier()).isEqualTo("Correios");
    assertThat(invoice.trackingCode()).isEqualTo("CR1");
    assertThat(invoice.accessKey()).isEqualTo(KEY);
    assertThat(invoice.issuedAt()).isEqualTo(OffsetDateTime.parse("2026-03-09T10:00:00-03:00"));
  }

  @Test
  void every_example_of_an_invoice_request_is_a_call_as_printed() {
    for (String file : List.of("ECM-DADOS-NF", "ECM-ESTOQUE-SKU")) {
      JsonNode all = json(Shared.text("examples/presence/kb_%s_requests.json".formatted(file)));
      for (JsonNode one : all) {
        assertThat(body(operation(file, ((ObjectNode) one).deepCopy()))).isEqualTo(one);
      }
    }
  }

  @Test
  void the_example_of_a_report_differs_from_ours_in_the_type_of_its_code_alone() {
    JsonNode example =
        json(Shared.text("examples/presence/kb_ECM-RESULTADO-PROCESSAMENTO_request.json"));

    JsonNode ours = report(outcome(DeliveryOutcome.Result.DEAD, "404", null));

    assertThat(fields(ours)).isEqualTo(fields(example).replace("id_webservice ", ""));
    assertThat(fields(ours.at("/erros/0"))).isEqualTo(fields(example.at("/erros/0")));
  }

  @Test
  void every_documented_field_of_an_invoice_that_a_store_wants_is_read() {
    JsonNode documented =
        json(Shared.text("examples/presence/kb_ECM-DADOS-NF_fields.json"))
            .path("header_fields_in_document_order");
    ObjectNode row = object();
    documented.forEach(it -> row.put(it.get(0).asText(), "x-" + it.get(0).asText()));
    row.put("ChaveAcesso", KEY).put("dtTransmissao", "2022-03-09T10:00:00").put("numero", 499744);
    row.put("serieNF", "086").put("valorTotalNF", "1.234,50");

    Invoice invoice = invoice(row);

    assertThat(invoice.order().id()).isEqualTo("x-codigoPedidoExterno");
    assertThat(invoice.number()).isEqualTo("499744");
    assertThat(invoice.series()).isEqualTo("86");
    assertThat(invoice.value()).isEqualByComparingTo("1234.50");
    assertThat(invoice.carrier()).isEqualTo("x-nomeFantasia");
    assertThat(invoice.trackingCode()).isEqualTo("x-codigoRastreio");
    assertThat(invoice.issuedAt()).isEqualTo(OffsetDateTime.parse("2022-03-09T10:00:00-03:00"));
  }

  @Test
  void a_wrong_check_digit_is_refused_unless_the_connection_only_warns() {
    ObjectNode row = invoiceRow().put("ChaveAcesso", KEY.substring(0, 43) + "1");
    Connection warns = connection("invoices.access-key", "warn");

    assertThatThrownBy(() -> invoice(row)).hasMessageContaining("wrong check digit");
    assertThat(new PresenceInvoiceMapper(warns).toInvoice(row(PresenceList.INVOICES, row)))
        .extracting(Invoice::accessKey)
        .isNull();
  }

  @Test
  void items_xml_and_kind_are_read_from_the_fields_that_are_configured() {
    Connection configured =
        connection("invoices.xml", "nfe", "invoices.kind", "op", "invoices.returns", "D");
    ObjectNode row = invoiceRow().put("nfe", "<nfeProc/>").put("op", "D");
    row.putArray("itens").addObject().put("sku", "10").put("quantidade", "2");

    Invoice invoice =
        new PresenceInvoiceMapper(configured).toInvoice(row(PresenceList.INVOICES, row));

    assertThat(invoice.kind()).isEqualTo(Invoice.Kind.RETURN);
    assertThat(invoice.xml()).isEqualTo("<nfeProc/>");
    assertThat(invoice.lines()).singleElement().hasFieldOrPropertyWithValue("sku", "10");
  }

  @Test
  void an_error_is_friendly_words_and_then_the_targets_own() {
    JsonNode report = report(outcome(DeliveryOutcome.Result.PARKED, null, "v1"));

    assertThat(report.at("/erros/0/erro").asText())
        .isEqualTo("Código de rastreio aguarda conferência manual em vtex [no such order]");
  }

  private static JsonNode report(PresenceOutcome outcome) {
    return PresenceReport.of(List.of(outcome)).get(0).arguments();
  }

  private static PresenceOutcome outcome(
      DeliveryOutcome.Result result, String code, String external) {
    DeliveryOutcome outcome =
        new DeliveryOutcome(
            "presence", "shipment", "key", "vtex", 1, "vtex", result, "no such order", code, "{}");
    PresenceCorrelation record =
        new PresenceCorrelation("ECM-PRODUTOS", json("5"), json("\"0063304\""), external, null);
    return new PresenceOutcome(new TestDelivery("key", "presence"), outcome, record, 500);
  }

  private static String fields(JsonNode object) {
    StringBuilder names = new StringBuilder();
    object.fieldNames().forEachRemaining(it -> names.append(it).append(' '));
    return names.toString();
  }

  private static ObjectNode invoiceRow() {
    ObjectNode row = object().put("ecmIdLoja", "ID_99").put("codigoPedidoExterno", "1");
    row.put("numero", 499744).put("dtTransmissao", "2022-03-09").put("valorTotalNF", "10.00");
    return row;
  }

  private Shipment shipment(JsonNode json) {
    return mapper().toShipment(row(PresenceList.SHIPMENTS, json)).orElseThrow();
  }

  private PresenceShipmentMapper mapper() {
    return new PresenceShipmentMapper(connection);
  }

  private Invoice invoice(JsonNode json) {
    return new PresenceInvoiceMapper(connection).toInvoice(row(PresenceList.INVOICES, json));
  }

  @Test
  void a_situation_that_nobody_named_is_one_cause_whatever_words_stand_beside_it() {
    for (String words : List.of("Em análise", "Em análise do pedido 17")) {
      assertThatThrownBy(() -> status(object().put("descr", words), 42))
          .hasMessageContaining(words)
          .isInstanceOfSatisfying(
              NamedFault.class,
              it -> {
                assertThat(it.cause()).contains("presence.situation-unknown");
                assertThat(it.subject()).contains("42");
              });
    }
  }

  private OrderStatus status(JsonNode json, int situation) {
    ObjectNode row = ((ObjectNode) json).deepCopy().put("situacao", situation);
    if (!row.has("pedidoCodigoExterno")) {
      row.put("pedidoCodigoExterno", "1");
    }
    return new PresenceOrderStatusMapper(connection)
        .toStatus(row(PresenceList.ORDER_STATUS, row))
        .orElseThrow();
  }

  private static ObjectNode stockRow() {
    ObjectNode row = object().put("sku", "000000000001").put("codigoExterno", "S-1");
    row.put("warehouse", 7).put("warehouseCodigoExterno", "W-7").put("quantidade", "3.5");
    row.put("saldoFisico", "5.0").put("dataAt", "2022-03-09 16:52:45.000");
    return row.put("idProcesso", 8).put("pk", "1&7");
  }

  private static Stock stock(Connection connection, JsonNode json) {
    return new PresenceStockMapper(connection).toStock(row(PresenceList.STOCK, json));
  }

  private static PresenceSettings settings(String... more) {
    return connection(more).settings(PresenceSettings.class);
  }

  private static PresenceRow row(PresenceList list, JsonNode json) {
    return new PresenceRow(list, json);
  }

  private ApiCall operation(String method, ObjectNode arguments) {
    return connection.system().operation(connection, method, arguments);
  }

  private static JsonNode body(ApiCall call) {
    return json(new String(call.body(), StandardCharsets.UTF_8));
  }

  private static Connection connection(String... more) {
    Map<String, String> settings = new HashMap<>();
    settings.put("p.webservice-id", "995");
    settings.put("p.stores[0].ecm-id", "ID_99");
    settings.put("p.stores[0].connection", "vtex");
    for (int i = 0; i < more.length; i += 2) {
      settings.put("p." + more[i], more[i + 1]);
    }
    return TestApi.connection(
        "presence",
        new PresenceSystem(),
        URI.create("http://127.0.0.1"),
        Erp.TIME_OUT,
        Erp.settings(settings));
  }

  private static JsonNode doc(String name) {
    return json(Shared.resource("presence/doc_%s.json".formatted(name)));
  }

  private static ObjectNode object() {
    return PresenceAnswer.JSON.createObjectNode();
  }

  private static JsonNode json(String text) {
    try {
      return PresenceAnswer.JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
