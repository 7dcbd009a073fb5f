package dev.ponte.connector.fastcommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiCall.Effect;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.FailureClass;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FastcommerceSystemTest {

  private static final JsonMapper JSON = new JsonMapper();

  private final FastcommerceSystem system = new FastcommerceSystem();
  private final Connection connection =
      Shop.connection(URI.create("http://x"), Shop.settings("username", "José & Co"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1  | Store Not Found                                                  | UNAUTHORIZED
          2  | Invalid User                                                     | UNAUTHORIZED
          3  | No Password                                                      | UNAUTHORIZED
          4  | Logon Error                                                      | UNAUTHORIZED
          5  | Blocked IP Address                                               | UNAUTHORIZED
          6  | Too many retries. User suspended for 3 minutes                   | UNAUTHORIZED
          7  | Logon Error. Next invalid logon will suspend user for 3 minutes. | UNAUTHORIZED
          8  | Invalid method                                                   | FORBIDDEN
          9  | Report/Utility not found or access denied                        | FORBIDDEN
          10 | API Access denied                                                | UNAUTHORIZED
          11 | Report/Utility error                                             | TRANSIENT
          11 | Results page is bigger than 4Mb. Please try again                | REJECTED
          12 | Invalid StoreID for this logon                                   | UNAUTHORIZED
          13 | StoreID not informed                                             | UNAUTHORIZED
          14 | Store suspended                                                  | UNAUTHORIZED
          15 | Demonstration period is over                                     | UNAUTHORIZED
          16 | XMLRecords not informed                                          | FORBIDDEN
          17 | Access denied                                                    | FORBIDDEN
          18 | Invalid Product(s) in XMLRecords                                 | REJECTED
          19 | Invalid Order(s) in XMLRecords                                   | REJECTED
          20 | Reached limit of access per hour                                 | THROTTLED
          99 | Something of next year                                           | TRANSIENT
          """)
  void every_code_of_the_document_has_its_class(String code, String words, FailureClass what) {
    ApiFailure failure =
        judge("<API><ErrCod>%s</ErrCod><ErrDescr>%s</ErrDescr></API>", code, words);

    assertThat(failure.failureClass()).isEqualTo(what);
    assertThat(failure.code()).contains(code);
    assertThat(failure).hasMessageContaining("loja").hasMessageContaining(words);
  }

  @ParameterizedTest
  @CsvSource({
    "51", "52", "53", "54", "55", "56", "57", "58", "111", "115", "116", "119", "123", "129"
  })
  void a_refused_record_is_rejected_with_both_codes(String internal) {
    ApiFailure failure =
        judge(
            "<API><ErrCode>19</ErrCode><ErrDescr>x</ErrDescr><IntCode>%s</IntCode><IntDescr>%s</IntDescr></API>",
            internal, "por isso");

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure.code()).contains("19/" + internal);
    assertThat(failure).hasMessageContaining("por isso");
  }

  @Test
  void beyond_the_quota_the_connection_rests_until_the_hour_turns() {
    ApiFailure failure = judge("<API><ErrCode>20</ErrCode></API>");

    assertThat(failure.retryAt().orElseThrow())
        .isBetween(Instant.parse("2026-03-10T14:00:00Z"), Instant.parse("2026-03-10T14:01:00Z"));
  }

  @Test
  void a_bad_logon_is_not_repeated_soon_and_a_suspension_outlasts_three_minutes() {
    Instant now = Instant.parse("2026-03-10T13:20:00Z");

    assertThat(judge("<API><ErrCode>7</ErrCode></API>").retryAt().orElseThrow())
        .isEqualTo(now.plus(Duration.ofHours(1)));
    assertThat(judge("<API><ErrCode>6</ErrCode></API>").retryAt().orElseThrow())
        .isAfter(now.plus(Duration.ofMinutes(3)));
    assertThat(judge("<API><ErrCode>4</ErrCode></API>"))
        .hasMessageContaining("ponte.connections.loja.store-name");
  }

  @ParameterizedTest
  @CsvSource({"ReportView, TRANSIENT", "OrderUpdate, TRANSIENT", "UtilityExecute, IN_DOUBT"})
  void a_plain_text_server_error_is_no_answer(String operation, FailureClass what) {
    String text = "The page cannot be displayed because an internal server error has occurred.";

    ApiFailure failure = judge(call(operation), 200, text);

    assertThat(failure.failureClass()).isEqualTo(what);
    assertThat(failure).hasMessageContaining("internal server error");
  }

  @Test
  void the_body_is_the_verdict_whatever_the_status() {
    assertThat(judge(call("OrderUpdate"), 500, "<API><ErrCode>0</ErrCode></API>")).isNull();
    assertThat(judge(call("ReportView"), 500, "<API><ErrCode>20</ErrCode></API>").failureClass())
        .isEqualTo(FailureClass.THROTTLED);
    assertThat(judge(call("ReportView"), 503, "busy").failureClass())
        .isEqualTo(FailureClass.TRANSIENT);
  }

  @Test
  void a_page_for_people_is_one_by_its_body_not_by_its_type() {
    assertThat(system.isPage(call("ReportView"), answer(200, "<Report></Report>"))).isFalse();
    assertThat(system.isPage(call("ReportView"), answer(200, "\r\n<!DOCTYPE html><html>")))
        .isTrue();
    ApiCall html = call("ReportView", "{\"ObjectID\":425,\"OutputFormat\":0}");
    assertThat(system.isPage(html, answer(200, "<html>")))
        .as("a report that was asked for as HTML")
        .isFalse();
  }

  @Test
  void the_form_is_percent_encoded_latin_with_the_documents_names() {
    String form = form(call("ReportView", "{\"objectname\":\"Lista de preço\",\"par5\":\"São\"}"));

    assertThat(form)
        .isEqualTo(
            "StoreName=Loja+S%E3o+Jo%E3o&StoreID=99999&Username=Jos%E9+%26+Co"
                + "&Password=senha+%26+%E7%E3o&Method=ReportView"
                + "&ObjectName=Lista+de+pre%E7o&Par5=S%E3o");
    assertThat(call("ReportView").headers())
        .containsEntry("User-Agent", "FastCommerce API Interface");
    assertThat(call("ReportView").path()).isEqualTo("/sistema/adm/APILogon.asp");
  }

  @Test
  void what_latin_does_not_have_goes_as_a_reference_in_records_and_nowhere_else() {
    ApiCall update =
        call("OrderUpdate", "{\"NumPedido\":1,\"ObsLog\":\"“São” ç \ud83d\ude00 – & <ok>\"}");

    assertThat(form(update))
        .contains("%26%238220%3BS%E3o%26%238221%3B+%E7+%26%23128512%3B+%26%238211%3B")
        .contains("%26amp%3B+%26lt%3Bok%26gt%3B");
    assertThatThrownBy(() -> call("ReportView", "{\"ObjectID\":425,\"Par2\":\"\ud83d\ude00\"}"))
        .hasMessageContaining("Par2")
        .hasMessageContaining("ISO-8859-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ReportView        | {"ObjectID":425}                                                   | READ
          UtilityExecute    | {"ObjectID":999}                                                   | ONCE
          OrderUpdate       | {"NumPedido":1,"Status":"Remetido"}                                | REPEATABLE
          ProductManagement | {"Comando":"I","NomeCat":"Camisetas"}                              | ONCE
          ProductManagement | {"Comando":"A","IDProduto":1,"Estoque":"50"}                       | REPEATABLE
          ProductManagement | {"Comando":"A","IDProduto":1,"Estoque":"2+"}                       | ONCE
          ProductManagement | {"Comando":"A","IDProduto":1,"Estoque":"3-"}                       | ONCE
          ProductManagement | {"records":[{"Comando":"E","IDProduto":1},{"Comando":"D","IDProduto":2}]} | REPEATABLE
          """)
  void a_repetition_is_known_to_be_harmless_or_not(String operation, String json, Effect effect) {
    assertThat(call(operation, json).effect()).isEqualTo(effect);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OrderUpdate       | {"Status":5}                                         | needs NumPedido
          OrderUpdate       | {"NumPedido":1}                                      | at least one other field
          OrderUpdate       | {"NumPedido":1,"Status":9}                           | is no status
          OrderUpdate       | {"NumPedido":1,"ObsCurta":"12345678901"}             | keeps 10
          OrderUpdate       | {"NumPedido":1,"ObjSedex":"12345678901234"}          | keeps 13
          OrderUpdate       | {"NumPedido":1,"ChangeFlagAPI":256}                  | from 0 to 255
          OrderUpdate       | {"NumPedido":1,"DataEntrega":"31/02/2026"}           | is no date
          OrderUpdate       | {"NumPedido":1,"Cor":"x"}                            | has no field Cor
          OrderUpdate       | {"NumPedido":1,"numpedido":2}                        | given twice
          OrderUpdate       | {"records":[]}                                       | must be a list
          ProductManagement | {"IDProduto":1}                                      | needs Comando
          ProductManagement | {"Comando":"U","IDProduto":1}                        | I, A, E or D
          ProductManagement | {"Comando":"I","NomeProd":"x"}                       | needs NomeCat
          ProductManagement | {"Comando":"I","NomeCat":"x","IDProduto":1}          | must not have IDProduto
          ProductManagement | {"Comando":"A","NomeProd":"x"}                       | needs IDProduto
          ProductManagement | {"Comando":"A","IDProduto":1}                        | a field to change
          ProductManagement | {"Comando":"E","IDProduto":1,"NomeProd":"x"}         | IDProduto only
          ProductManagement | {"Comando":"A","IDProduto":1,"Estoque":"40000"}      | from -32768 to 32767
          ProductManagement | {"Comando":"A","IDProduto":1,"Preco":"1,234"}        | more than 2 decimals
          ProductManagement | {"Comando":"A","IDProduto":1,"URLProd":"lápis"}      | letters, digits
          ReportView        | {}                                                   | needs ObjectID or ObjectName
          ReportView        | {"ObjectID":425,"Page":1}                            | together
          ReportView        | {"ObjectID":425,"OutputFormat":7}                    | from 0 to 6
          ReportView        | {"ObjectID":425,"Par9":"x"}                          | no argument Par9
          ReportView        | {"ObjectID":427,"Fields":"Núm,ccNum"}                | card data
          ReportView        | {"ObjectID":427,"OutputFormat":6}                    | OutputFormat 5 only
          ReportView        | {"ObjectID":428,"OutputFormat":6}                    | OutputFormat 5 only
          ReportView        | {"ObjectName":"Lista de pedidos","OutputFormat":1}   | OutputFormat 5 only
          ReportView        | {"ObjectName":"Lista de pedidos e dados de cartões"} | card data
          UtilityExecute    | {"ObjectID":248,"Par4":15}                           | allow-dangerous
          UtilityExecute    | {"ObjectName":"Alteração no estoque de produtos"}    | allow-dangerous
          Fly               | {}                                                   | no operation Fly
          """)
  void what_would_be_refused_costs_no_call(String operation, String json, String words) {
    assertThatThrownBy(() -> call(operation, json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  @Test
  void the_dangerous_utility_is_called_when_it_is_allowed() {
    Connection allowed =
        Shop.connection(URI.create("http://x"), Shop.settings("allow-dangerous", "true"));

    ApiCall call =
        system.operation(allowed, "UtilityExecute", json("{\"ObjectID\":248,\"Par4\":15}"));

    assertThat(form(call)).endsWith("&Method=UtilityExecute&ObjectID=248&Par4=15");
  }

  @Test
  void orders_are_never_read_without_naming_the_fields() {
    assertThat(form(call("ReportView", "{\"ObjectID\":427}")))
        .contains("&Fields=N%FAm%2CFeito+em")
        .doesNotContain("ccNum%2C", "ccNome", "ccSeg", "ccDataExp");
  }

  @ParameterizedTest
  @ValueSource(strings = {"425", "424", "426", "429", "248", "393", "394", "530", "510"})
  void every_report_is_called_by_its_id(String report) {
    assertThat(
            form(
                call(
                    "ReportView",
                    "{\"ObjectID\":%s,\"Page\":1,\"QtRecords\":9}".formatted(report))))
        .endsWith("&ObjectID=%s&Page=1&QtRecords=9".formatted(report));
  }

  @Test
  void card_fields_are_stripped_from_what_a_caller_gets() {
    String report =
        "<Report><Record><Field Name=\"Núm\" Value=\"1\"/><Field Name=\"ccNum\" Value=\"4111\"/></Record></Report>";

    assertThat(system.text(call("ReportView"), answer(200, report)))
        .isEqualTo("<Report><Record><Field Name=\"Núm\" Value=\"1\"/></Record></Report>");
  }

  @Test
  void a_product_that_is_deleted_twice_is_deleted() {
    String gone = "<API><ErrCode>18</ErrCode><IntCode>123</IntCode></API>";
    ApiCall two =
        call(
            "ProductManagement",
            "{\"records\":[{\"Comando\":\"E\",\"IDProduto\":1},{\"Comando\":\"D\",\"IDProduto\":2}]}");

    assertThat(judge(call("ProductManagement", "{\"Comando\":\"E\",\"IDProduto\":1}"), 200, gone))
        .isNull();
    assertThat(judge(two, 200, gone)).as("the second was not looked at").isNotNull();
    assertThat(
            judge(
                call("ProductManagement", "{\"Comando\":\"A\",\"IDProduto\":1,\"Preco\":1}"),
                200,
                gone))
        .isNotNull();
  }

  @Test
  void fields_that_are_left_blank_do_not_open_the_card_fields() {
    assertThat(form(call("ReportView", "{\"ObjectID\":427,\"Fields\":\" \"}")))
        .contains("&Fields=N%FAm%2C");
  }

  @Test
  void nothing_secret_shows_in_texts() {
    assertThat(connection.settings()).hasToString("FastcommerceSettings");
    assertThat(call("ReportView").toString()).doesNotContain("senha");
  }

  private ApiFailure judge(String xml, Object... values) {
    return judge(call("ReportView"), 200, xml.formatted(values));
  }

  private ApiFailure judge(ApiCall call, int status, String body) {
    return catchThrowableOfType(
        ApiFailure.class, () -> system.judge(connection, call, answer(status, body)));
  }

  private static ApiAnswer answer(int status, String body) {
    return Answers.of(status, "text/html", body.getBytes(StandardCharsets.ISO_8859_1));
  }

  private ApiCall call(String operation) {
    return switch (operation) {
      case "OrderUpdate" -> call(operation, "{\"NumPedido\":1,\"Status\":5}");
      case "UtilityExecute" -> call(operation, "{\"ObjectID\":9}");
      default -> call(operation, "{\"ObjectID\":425}");
    };
  }

  private ApiCall call(String operation, String json) {
    return system.operation(connection, operation, json(json));
  }

  private static String form(ApiCall call) {
    return new String(call.body(), StandardCharsets.US_ASCII);
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
