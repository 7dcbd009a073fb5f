package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Order;
import dev.ponte.kit.Shared;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Focco's own examples, read and written. */
class FoccoDocumentTest {

  private static final JsonMapper JSON = new JsonMapper();

  static Stream<String> answers() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/focco"))) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> it.contains("_response"))
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("answers")
  void every_answer_of_the_document_is_read_as_a_success(String file) {
    FoccoEnvelope envelope = read(file);

    assertThat(envelope.hasVerdict() ? envelope.succeeded() : envelope.value().size() > 0).isTrue();
    assertThat(envelope.value().toString()).doesNotContain("$id").doesNotContain("$values");
  }

  @Test
  void amounts_keep_all_their_digits() {
    JsonNode line = read("doc_CriaItemOrcamentoCompletoCommand_response.json").first();

    assertThat(line.path("valorliquido").decimalValue()).isEqualTo(new BigDecimal("46.035"));
  }

  @Test
  void a_status_stands_beside_the_verdict() {
    JsonNode status = read("doc_GetStatusPedidoCommand_response.json").value();

    assertThat(status.path("numeropedido").asText()).isEqualTo("379");
    assertThat(status.path("status").asText()).isEqualTo("Faturado");
  }

  @Test
  void references_are_resolved_and_names_are_read_in_any_case() {
    FoccoEnvelope envelope =
        FoccoEnvelope.read(
                """
                {"$id":"1","value":{"$id":"2","$values":[{"$id":"3","idItem":7},{"$ref":"3"}]},
                 "succeeded":true,"anySucceeded":false}""")
            .orElseThrow();

    assertThat(envelope.succeeded()).isTrue();
    assertThat(envelope.value().path(1).path("iditem").asInt()).isEqualTo(7);
  }

  @Test
  void nested_messages_are_collected_once_each_and_cut() {
    FoccoEnvelope envelope =
        FoccoEnvelope.read(
                """
                {"Succeeded":false,"Value":null,"ErrorMessage":"Orçamento não encontrado.",
                 "InnerSingleStatuses":{"$values":[
                   {"ErrorMessage":"Orçamento não encontrado."},
                   {"ErrorMessage":"ORA-01403: dados\\nnão encontrados",
                    "Exception":{"StackTrace":"at Focco"}}]}}""")
            .orElseThrow();

    assertThat(envelope.succeeded()).isFalse();
    assertThat(envelope.words())
        .isEqualTo("Orçamento não encontrado. / ORA-01403: dados não encontrados");
    assertThat(envelope.saysNotFound("orçamento")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Orçamento não encontrado.                                            | orçamento | true
          Não foi encontrado o orçamento para exclusão.                        | orçamento | true
          ORA-01403: dados não encontrados ORA-06512: em "FOCCO3I.ORC"         | orçamento | true
          Pedido de venda não encontrado                                       | pedido    | true
          O registro não foi encontrado                                        | pedido    | true
          Usuário não encontrado                                               | orçamento | false
          Não foi encontrado o cliente do orçamento                            | pedido    | false
          Arquivo de configuração não encontrado                               | pedido    | false
          Deve ser passado um orçamento para a geração do pedido venda.        | orçamento | false
          """)
  void that_something_else_is_missing_does_not_say_that_it_is_gone(
      String said, String thing, boolean gone) {
    String json =
        JSON.createObjectNode().put("Succeeded", false).put("ErrorMessage", said).toString();

    assertThat(FoccoEnvelope.read(json).orElseThrow().saysNotFound(thing)).isEqualTo(gone);
  }

  @Test
  void the_first_line_has_the_fields_of_the_documents_example() throws Exception {
    ObjectNode example = example("doc_CriaItemOrcamentoCommand_request_FIXED.json");

    ObjectNode line = firstLine();

    assertThat(names(line)).containsExactlyInAnyOrderElementsOf(names(example));
    assertThat(line.path("cnpjCpf").isNumber()).isTrue();
    assertThat(line.path("orcamentoId").isNull()).isTrue();
    assertThat(line.path("precoUnitario").isNumber()).isTrue();
    assertThat(line.path("tipoDctAcr").asText()).isEqualTo("D");
    assertThat(line.path("tipoVlrDctAcr").asText()).isEqualTo("V");
    assertThat(line.path("ordemCompra").asText()).isEqualTo("v1");
  }

  @Test
  void the_complete_line_is_wrapped_with_the_fields_of_the_documents_example() throws Exception {
    ObjectNode example = example("doc_CriaItemOrcamentoCompletoCommand_request_FIXED.json");

    ObjectNode line = FoccoRequests.complete(firstLine(), FoccoSettings.Header.NONE);

    assertThat(names(line)).containsExactly("parametros");
    assertThat(names(line.get("parametros")))
        .containsExactlyInAnyOrderElementsOf(names(example.get("parametros")));
  }

  @Test
  void a_further_line_leaves_the_customer_null() {
    Order order = Orders.withDiscounts("v1");

    ObjectNode line =
        FoccoRequests.nextLine(
            5, order, order.lines().get(1), new FoccoCodes.Item("x", null), amounts(order, 1));

    assertThat(line.path("orcamentoId").asLong()).isEqualTo(5);
    for (String name :
        List.of("cnpjCpf", "codigoCliente", "codigoCondPagamento", "codigoRepresentante")) {
      assertThat(line.get(name).isNull()).as(name).isTrue();
    }
  }

  @Test
  void freight_notes_and_ids_are_written_as_in_the_document() throws Exception {
    assertThat(FoccoRequests.freight(50001, new BigDecimal("300"), "C", 2L).toString())
        .isEqualTo(example("doc_AtualizaFreteOrcamentoCommand_request_FIXED.json").toString());
    assertThat(FoccoRequests.notes(51000, "Observação", "Observação Nota Fiscal").toString())
        .isEqualTo(example("doc_AtualizaObservacaoOrcamentoCommand_request_FIXED.json").toString());
    assertThat(FoccoRequests.budget(50826).toString())
        .isEqualTo(example("doc_CriaPedidoCommand_request_FIXED.json").toString());
    assertThat(FoccoRequests.order("50480").toString()).isEqualTo("{\"pdvId\":50480}");
  }

  @Test
  void an_alphanumeric_cnpj_cannot_travel_as_a_number_and_says_so() {
    assertThatThrownBy(() -> new FoccoBuyer(4, "12ABC34501DE35").documentNumber())
        .hasMessageContaining("12ABC34501DE35")
        .hasMessageContaining("by hand");
  }

  @Test
  void every_command_of_the_document_can_be_called() {
    FoccoSystem focco = new FoccoSystem();

    assertThat(focco.operations().names()).hasSize(20).doesNotHaveDuplicates();
    assertThatThrownBy(() -> focco.operation(null, "DropTables", JSON.createObjectNode()))
        .hasMessageContaining("no operation DropTables");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          GetItens | {"skip":0,"take":1001}                      | a whole number from 1 to 1000 as take, not "1001"
          GetItens | {"skip":0,"take":0}                         | a whole number from 1 to 1000 as take, not "0"
          GetItens | {"skip":0}                                  | needs take
          GetItens | {"skip":0,"take":1,"limit":5}               | has no argument limit
          GetStatusPedido | {"pdvId":null}                       | needs pdvId
          AtualizaItemOrcamento | {"itemId":1,"quantidade":2,"tipoDctAcr":"a","tipoVlrDctAcr":"V","vlrDctAcr":1} | one of
          AtualizaItemOrcamento | {"itemId":1,"quantidade":2,"tipoDctAcr":"D","tipoVlrDctAcr":"1","vlrDctAcr":1} | one of
          AtualizaItemOrcamento | {"itemId":1,"quantidade":2,"tipoDctAcr":"D"} | or none of them
          AtualizaFreteOrcamento | {"idOrcamento":1,"valorFrete":1,"tipoFrete":"X"} | one of
          AtualizaObservacaoOrcamento | {"idOrcamento":1,"obsPedido":"x","substitui":2} | one of
          """)
  void what_focco_would_drop_without_a_word_is_refused_before_the_call(
      String command, String arguments, String why) throws Exception {
    assertThatThrownBy(() -> FoccoSystem.TABLE.get(command).check(JSON.readTree(arguments)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(command)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @MethodSource("requests")
  void the_documents_own_requests_are_accepted(String file) throws Exception {
    String command = file.replaceAll("doc_(.*)Command_.*", "$1");
    JsonNode arguments = example(file);

    FoccoSystem.TABLE
        .get(command)
        .check(arguments.has("parametros") ? arguments.get("parametros") : arguments);
  }

  static Stream<String> requests() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/focco"))) {
      return files
          .map(it -> it.getFileName().toString())
          .filter(it -> it.matches("doc_.*Command_request.*"))
          .toList()
          .stream();
    }
  }

  private static ObjectNode firstLine() {
    Order order = Orders.withDiscounts("v1");
    FoccoRequests.Opening opening =
        new FoccoRequests.Opening(new FoccoBuyer(4, "56643018000913"), 1, null);
    return FoccoRequests.firstLine(
        opening,
        order,
        order.lines().get(0),
        new FoccoCodes.Item("KIT9999", null),
        amounts(order, 0));
  }

  private static FoccoMoney.Amounts amounts(Order order, int line) {
    return FoccoMoney.amounts(order, FoccoSettings.Taxes.REJECT).get(line);
  }

  private static FoccoEnvelope read(String file) {
    return FoccoEnvelope.read(Shared.resource("focco/" + file)).orElseThrow();
  }

  private static ObjectNode example(String file) throws IOException {
    return (ObjectNode) JSON.readTree(Shared.resource("focco/" + file));
  }

  private static List<String> names(JsonNode node) {
    List<String> names = new java.util.ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
