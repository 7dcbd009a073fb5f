package dev.ponte.connector.fastcommerce.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.Answers;
import dev.ponte.connector.fastcommerce.Shop;
import dev.ponte.connector.fastcommerce.orders.FastcommerceExample;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the document contradicts itself or is silent: how Ponte reads it, F1 to F17. */
class FastcommerceAmbiguitiesTest {

  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  private final ApiSystem system = Shop.system();
  private final Connection connection = Shop.connection(URI.create("http://x"), Shop.settings());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<API><ErrCode>19</ErrCode><IntCode>53</IntCode></API>",
        "<API><ErrCod>19</ErrCod><IntCod>53</IntCod></API>",
        "<api><ERRCOD> 19 </ERRCOD><intcode>53</intcode></api>"
      })
  void f1_codes_are_read_in_both_spellings_and_any_case(String xml) {
    assertThat(reply(xml).codes()).isEqualTo("19/53");
  }

  @Test
  void f2_an_answer_whose_elements_do_not_end_is_read_by_its_code() {
    ApiAnswer answer = Answers.example("doc_utility_response_MALFORMED.xml");

    assertThat(Reply.read(answer).orElseThrow().succeeded()).isTrue();
    system.judge(connection, call("UtilityExecute", "{\"ObjectID\":9}"), answer);
  }

  @Test
  void f3_19_and_20_are_codes_of_their_own() {
    assertThat(failure("<API><ErrCode>20</ErrCode></API>").code()).contains("20");
    assertThat(failure("<API><ErrCode>19</ErrCode></API>").code()).contains("19");
    assertThat(failure("<API><ErrCode>8</ErrCode></API>").code()).contains("8");
  }

  @Test
  void f4_no_attribute_of_the_statistics_is_required_or_spelled_one_way() {
    assertThat(
            Reply.read(Answers.example("doc_product_update_response_typo_Deleted-Sub.xml"))
                .orElseThrow()
                .stats())
        .containsEntry("deletedsub", "0");
    assertThat(reply("<API><ErrCode>0</ErrCode><Stats/></API>").succeeded()).isTrue();
    assertThat(reply("<API><ErrCode>0</ErrCode></API>").valid()).isEmpty();
  }

  @Test
  void f5_an_echo_that_differs_from_the_request_is_no_failure() {
    Reply reply = Reply.read(Answers.example("doc_order_update_response.xml")).orElseThrow();

    assertThat(reply.succeeded()).isTrue();
    assertThat(reply.valid()).hasValue(2);
  }

  @Test
  void f6_an_insert_needs_the_categorys_name_even_when_its_id_is_known() {
    assertThatThrownBy(() -> call("ProductManagement", "{\"Comando\":\"I\",\"IDCategoria\":7}"))
        .hasMessageContaining("NomeCat");
    assertThat(
            records("ProductManagement", "{\"Comando\":\"I\",\"NomeCat\":\"x\",\"IDCategoria\":7}"))
        .contains("Name=\"NomeCat\" Value=\"x\"");
  }

  @Test
  void f7_the_flag_of_products_is_change_flag_prod_api() {
    assertThat(
            records(
                "ProductManagement", "{\"Comando\":\"A\",\"IDProduto\":1,\"ChangeFlagProdAPI\":1}"))
        .contains("ChangeFlagProdAPI");
    assertThatThrownBy(
            () ->
                call(
                    "ProductManagement", "{\"Comando\":\"A\",\"IDProduto\":1,\"ChangeFlagAPI\":1}"))
        .hasMessageContaining("no field ChangeFlagAPI");
  }

  @Test
  void f8_an_acknowledgement_is_1_to_255_and_0_only_by_an_explicit_call() {
    assertThatThrownBy(() -> Shop.settings("updates.flag", "0")).isNotNull();
    assertThat(records("OrderUpdate", "{\"NumPedido\":1,\"ChangeFlagAPI\":0}"))
        .contains("Name=\"ChangeFlagAPI\" Value=\"0\"");
  }

  @Test
  void f9_windows_overlap_and_what_is_met_twice_has_the_same_stamp() {
    ReportRow row = new ReportRow();
    row.put("Núm", "1");
    row.put("Status", "Aprovado");
    row.put("ChangeFlagAPI", "0");
    ReportRow later = new ReportRow();
    later.put("Núm", "1");
    later.put("Status", "Liberado");
    later.put("ChangeFlagAPI", "1");

    assertThat(stamp(row)).isEqualTo(stamp(later));
    later.put("Frete", "1,00");
    assertThat(stamp(row)).isNotEqualTo(stamp(later));
  }

  @ParameterizedTest
  @CsvSource({
    "10/05/2002 10:30, 2002-05-10T10:30-03:00",
    "15/9/2011, 2011-09-15T00:00-03:00",
    "05/10/2012 19:25:49, 2012-10-05T19:25:49-03:00",
    "5/1/2012 1:05, 2012-01-05T01:05-02:00"
  })
  void f10_dates_are_read_at_the_stores_clock_and_written_in_one_form(
      String text, OffsetDateTime time) {
    assertThat(Values.time("x", text, ZONE)).isEqualTo(time);
    assertThat(Values.minute(time.toLocalDateTime())).matches("\\d{2}/\\d{2}/\\d{4} \\d{2}:\\d{2}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"30/12/1899", "30/12/1899 00:00:00", "", " "})
  void f10_the_zero_date_of_ole_is_none(String text) {
    assertThat(Values.time("x", text, ZONE)).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.234,56    | 1234.56
          1234,56     | 1234.56
          1234.56     | 1234.56
          1,234.56    | 1234.56
          13,00       | 13.00
          R$ 1.234,56 | 1234.56
          1.234.567,8 | 1234567.8
          -5,5        | -5.5
          7           | 7
          """)
  void f11_money_is_read_in_all_forms(String text, BigDecimal value) {
    assertThat(Values.number("x", text)).isEqualTo(value);
  }

  @Test
  void f11_money_is_written_with_a_comma_and_two_places() {
    assertThat(records("ProductManagement", "{\"Comando\":\"A\",\"IDProduto\":1,\"Preco\":1234.5}"))
        .contains("Name=\"Preco\" Value=\"1234,50\"");
  }

  @ParameterizedTest
  @CsvSource({
    "TRUE, True",
    "false, False",
    "True, True",
    "S, True",
    "n, False",
    "1, True",
    "0, False"
  })
  void f12_flags_are_read_in_all_forms_and_written_in_one(String text, String written) {
    assertThat(
            records(
                "ProductManagement",
                "{\"Comando\":\"A\",\"IDProduto\":1,\"Disponivel\":\"%s\"}".formatted(text)))
        .contains("Name=\"Disponivel\" Value=\"" + written + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "Núm, num",
    "Ref. Produto, refproduto",
    "CPF/CNPJ, cpfcnpj",
    "% Desc, desc",
    "Cód. Barras, codbarras",
    "Cód. barras, codbarras",
    "NUMPEDIDO, numpedido"
  })
  void f13_names_are_compared_without_accents_case_and_signs(String name, String plain) {
    assertThat(Names.plain(name)).isEqualTo(plain);
  }

  @Test
  void f14_fields_are_found_by_name_wherever_they_stand_and_unknown_ones_do_not_matter()
      throws Exception {
    ReportPage page =
        ReportPage.of(
            Answers.xml(
                "<Report New=\"1\"><Extra/><Record><Field Value=\"9\" Name=\"Novo campo\"/><Field Value=\"1\" Name=\"NÚM\"/></Record></Report>"));

    assertThat(page.rows().next().get("Núm")).isEqualTo("1");
    assertThat(page.size()).isEqualTo(1);
  }

  @Test
  void f15_changed_means_orders_where_orders_were_sent_and_valid_is_what_counts() {
    Reply reply = Reply.read(Answers.example("doc_order_update_error_response.xml")).orElseThrow();

    assertThat(reply.stats()).containsEntry("changed", "1");
    assertThat(reply.valid()).hasValue(1);
  }

  @Test
  void f16_the_culprit_is_echoed_too_and_is_no_success() {
    Reply reply =
        Reply.read(Answers.example("doc_product_insert_error_response.xml")).orElseThrow();

    assertThat(reply.lastRecord()).isEqualTo(2);
    assertThat(reply.valid()).hasValue(1);
    assertThat(reply("<API><Record Num=\"4\"/><ErrCode>19</ErrCode></API>").valid()).hasValue(3);
  }

  @Test
  void f17_a_tracking_code_has_13_characters_at_the_most() {
    assertThat(records("OrderUpdate", "{\"NumPedido\":1,\"ObjSedex\":\"a9b9c9d9e9\"}"))
        .contains("a9b9c9d9e9");
    assertThatThrownBy(
            () -> call("OrderUpdate", "{\"NumPedido\":1,\"ObjSedex\":\"12345678901234\"}"))
        .hasMessageContaining("14 characters, but Fastcommerce keeps 13");
  }

  private static Reply reply(String xml) {
    return Reply.read(Answers.xml(xml)).orElseThrow();
  }

  private static String stamp(ReportRow row) {
    return FastcommerceExample.stamp(row);
  }

  private ApiFailure failure(String xml) {
    return org.assertj.core.api.Assertions.catchThrowableOfType(
        ApiFailure.class,
        () -> system.judge(connection, call("ReportView", "{\"ObjectID\":425}"), Answers.xml(xml)));
  }

  private String records(String operation, String json) {
    String form = new String(call(operation, json).body(), StandardCharsets.US_ASCII);
    return URLDecoder.decode(
        form.substring(form.indexOf("XMLRecords=")), StandardCharsets.ISO_8859_1);
  }

  private ApiCall call(String operation, String json) {
    try {
      return system.operation(connection, operation, new JsonMapper().readTree(json));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException("Not JSON", e);
    }
  }
}
