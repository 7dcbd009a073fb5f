package dev.ponte.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.kit.TestClock;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulator is as strict as the document. */
class FastcommerceSimulatorTest {

  private static final String ORDER_2 =
      "<Records><Record><Field Name=\"NumPedido\" Value=\"2\"/><Field Name=\"%s\" Value=\"%s\"/></Record></Records>";

  private final HttpClient http = HttpClient.newHttpClient();
  private final TestClock clock = new TestClock(Instant.parse("2026-03-10T13:20:00Z"));
  private final FastcommerceSimulator store = new FastcommerceSimulator(0, clock);

  @BeforeEach
  void start() {
    store.start();
    for (int number = 1; number <= 3; number++) {
      store.place(FastcommerceOrders.order(number));
    }
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void both_spellings_come_in_turn() {
    assertThat(answer("method", "Fly")).contains("<ErrCode>8</ErrCode>");
    assertThat(answer("method", "Fly")).contains("<ErrCod>8</ErrCod>");
  }

  @ParameterizedTest
  @CsvSource({
    "StoreName, x, 1",
    "StoreID, '', 13",
    "StoreID, 1, 12",
    "Username, x, 2",
    "Password, '', 3"
  })
  void each_logon_field_has_its_code(String field, String value, int code) {
    assertThat(code(answer(field, value))).isEqualTo(code);
  }

  @Test
  void the_third_bad_logon_suspends_the_user_for_three_minutes() {
    assertThat(code(answer("Password", "x"))).isEqualTo(4);
    assertThat(code(answer("Password", "x"))).isEqualTo(7);
    assertThat(code(answer("Password", "x"))).isEqualTo(6);
    assertThat(code(answer("ObjectID", "510"))).isEqualTo(6);

    clock.forward(Duration.ofMinutes(4));

    assertThat(answer("ObjectID", "510")).contains("<Report");
  }

  @Test
  void utf_8_is_not_understood() {
    byte[] body = form(Map.of("ObjectID", "510"), StandardCharsets.UTF_8);

    assertThat(code(send(body))).isEqualTo(1);
  }

  @Test
  void the_301st_call_of_a_clock_hour_is_refused_until_the_hour_turns() {
    for (int i = 0; i < 300; i++) {
      assertThat(answer("ObjectID", "510")).contains("<Report");
    }
    assertThat(code(answer("ObjectID", "510"))).isEqualTo(20);
    assertThat(store.overLimit()).isEqualTo(1);

    clock.forward(Duration.ofMinutes(40));

    assertThat(answer("ObjectID", "510")).contains("<Report");
  }

  @Test
  void a_report_names_its_parameters_and_pages_its_records() {
    String page =
        answer("ObjectID", "427", "Page", "2", "QtRecords", "1", "Fields", "Núm,Nome Produto");

    assertThat(page)
        .contains("ParName1=\"Status\"")
        .contains("FromRecord=\"2\" ToRecord=\"2\"")
        .contains("ReadRecords=\"1\"")
        .contains("Polo Seleção")
        .doesNotContain("ccNum");
    assertThat(answer("ObjectID", "427", "Page", "99", "QtRecords", "50"))
        .contains("ReadRecords=\"0\"")
        .doesNotContain("<Record>");
  }

  @Test
  void without_fields_card_data_comes() {
    assertThat(answer("ObjectID", "427")).contains("ccNum").contains("4111111111111111");
  }

  @Test
  void a_page_beyond_the_limit_is_code_11() {
    store.mostReportBytes(500);

    assertThat(answer("ObjectID", "427")).contains("bigger than 4Mb");
  }

  @ParameterizedTest
  @CsvSource({
    "Status, 9, 54",
    "Cor, azul, 55",
    "ObsCurta, 12345678901, 55",
    "DataEntrega, 1/1/2026, 55",
    "ChangeFlagAPI, 300, 55"
  })
  void a_bad_record_is_refused_with_its_code(String field, String value, int code) {
    String answer = update("OrderUpdate", ORDER_2.formatted(field, value));

    assertThat(answer).contains(">19</Err").contains(">" + code + "</Int").contains("Valid=\"0\"");
  }

  @Test
  void records_are_carried_out_until_the_first_bad_one() {
    String answer =
        update(
            "OrderUpdate",
            "<Records><Record><Field Name=\"numpedido\" Value=\"1\"/><Field Name=\"Status\" Value=\"6\"/></Record>"
                + "<Record><Field Name=\"NumPedido\" Value=\"99\"/><Field Name=\"Status\" Value=\"6\"/></Record>"
                + "<Record><Field Name=\"NumPedido\" Value=\"3\"/><Field Name=\"Status\" Value=\"6\"/></Record></Records>");

    assertThat(answer)
        .contains("Sent=\"3\" Valid=\"1\" Changed=\"1\" ElapsedSeconds=\"0,092\"")
        .contains("<Record Num=\"2\"><Field Name=\"NUMPEDIDO\" Value=\"99\" />")
        .doesNotContain("Num=\"3\"");
    assertThat(store.order(1).status()).isEqualTo(6);
    assertThat(store.order(3).status()).isEqualTo(5);
  }

  @Test
  void a_change_in_the_shop_sets_the_flag_back() {
    update("OrderUpdate", ORDER_2.formatted("ChangeFlagAPI", "7"));
    assertThat(store.order(2).flag()).isEqualTo(7);

    store.cancel(2);

    assertThat(store.order(2).flag()).isZero();
  }

  @Test
  void products_are_inserted_changed_and_deleted() {
    String id = "5206701";
    String inserted =
        update(
            "ProductManagement",
            "<Records><Record><Field Name=\"Comando\" Value=\"I\"/><Field Name=\"NomeCat\" Value=\"x\"/></Record></Records>");
    update("ProductManagement", product("A", id, "<Field Name=\"Estoque\" Value=\"2+\"/>"));
    assertThat(inserted).contains("Name=\"IDPRODUTO\"").contains("Included=\"1\"");
    assertThat(store.product(id)).containsEntry("Estoque", "52");

    update("ProductManagement", product("E", id, ""));

    assertThat(store.product(id)).isNull();
    assertThat(update("ProductManagement", product("E", id, ""))).contains(">123</Int");
  }

  @ParameterizedTest
  @CsvSource({
    "Cor, azul, 111",
    "NomeProd, '', 0",
    "CodProd, 1234567890123456, 118",
    "Estoque, 40000, 118",
    "Estoque, 1.5, 118",
    "Preco, 49.90, 118",
    "'Preco', '49,90', 0",
    "DataPromFim, 2026-03-10, 118",
    "DataPromFim, 10/03/2026 10:30, 0",
    "IDCategoria, 1, 127",
    "IDProdutoPai, 5206702, 124"
  })
  void a_field_is_refused_with_its_code(String field, String value, String code) {
    String xml = "<Field Name=\"%s\" Value=\"%s\"/>".formatted(field, value);
    String answer = update("ProductManagement", product("A", "5206701", xml));

    assertThat(answer).contains(code.equals("0") ? "Changed=\"1\"" : ">" + code + "</Int");
  }

  @ParameterizedTest
  @CsvSource({"TRUE, 1, 122", "TRUE, 5206701, 117", "FALSE, 5206701, 121"})
  void a_sub_product_needs_its_parent_and_a_category(String allowed, String parent, int code) {
    store.catalogue().fact("ExibeSubProdutos", allowed);

    assertThat(insert("Nova", parent)).contains(">" + code + "</Int");
    assertThat(store.products()).hasSize(20);
  }

  @Test
  void sub_products_are_counted_apart() {
    assertThat(insert("Camisetas", "5206701")).contains("Included=\"0\" IncludedSub=\"1\"");
  }

  @Test
  void a_hundred_thousand_products_are_paged_and_filtered() {
    store.catalogue().fill(100_000);
    store.catalogue().putProduct("ZZ", java.util.Map.of("Descricao", "Única"));

    for (int page = 1; page <= 200; page++) {
      assertThat(
              answer("ObjectID", "425", "Page", "" + page, "QtRecords", "500", "Fields", "CodProd"))
          .contains("ReadRecords=\"500\"");
    }
    assertThat(answer("ObjectID", "425", "Par2", "única"))
        .contains("ReadRecords=\"1\"")
        .contains("ZZ");
    assertThat(answer("ObjectID", "425", "Par5", "10/03/2026 10:21", "Fields", "CodProd"))
        .contains("ReadRecords=\"0\"");
  }

  private String insert(String category, String parent) {
    return update(
        "ProductManagement",
        "<Records><Record><Field Name=\"Comando\" Value=\"I\"/><Field Name=\"NomeCat\" Value=\"%s\"/><Field Name=\"IDProdutoPai\" Value=\"%s\"/></Record></Records>"
            .formatted(category, parent));
  }

  @Test
  void the_utility_changes_the_stock_of_all_and_answers_as_the_document_prints_it() {
    String answer = answer("method", "UtilityExecute", "ObjectID", "248", "Par4", "15");

    assertThat(answer).contains("<ErrCod>0<ErrCod>").contains("<Regs>20<Regs>");
    assertThat(store.products()).allSatisfy(it -> assertThat(it).containsEntry("Estoque", "15"));
  }

  private static String product(String command, String id, String more) {
    return "<Records><Record><Field Name=\"Comando\" Value=\"%s\"/><Field Name=\"IDProduto\" Value=\"%s\"/>%s</Record></Records>"
        .formatted(command, id, more);
  }

  private String update(String method, String xml) {
    return answer("method", method, "XMLRecords", xml);
  }

  private String answer(String... fields) {
    Map<String, String> form = new LinkedHashMap<>();
    for (int i = 0; i < fields.length; i += 2) {
      form.put(fields[i], fields[i + 1]);
    }
    return send(form(form, StandardCharsets.ISO_8859_1));
  }

  private static byte[] form(Map<String, String> fields, Charset charset) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("StoreName", FastcommerceSimulator.STORE_NAME);
    form.put("StoreID", FastcommerceSimulator.STORE_ID);
    form.put("Username", FastcommerceSimulator.USERNAME);
    form.put("Password", FastcommerceSimulator.PASSWORD);
    form.put("method", "ReportView");
    form.putAll(fields);
    StringBuilder body = new StringBuilder();
    form.forEach(
        (name, value) ->
            body.append(name).append('=').append(URLEncoder.encode(value, charset)).append('&'));
    return body.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private String send(byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(store.url() + "/sistema/adm/APILogon.asp"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("User-Agent", "FastCommerce API Interface")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1))
          .body();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int code(String answer) {
    return Integer.parseInt(answer.replaceAll("(?s).*<ErrCode?>(\\d+)<.*", "$1"));
  }
}
