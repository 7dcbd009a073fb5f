package dev.ponte.connector.moovin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connector.moovin.Examples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MoovinDocumentTest {

  /** Not readable by anyone; each gives a sentence. */
  private static final List<String> BROKEN =
      List.of(
          "doc_getReservasEstoque_L57_INVALID.xml",
          "doc_saveProdutos_L724_INVALID.xml",
          "doc_saveCaracteristicas_L884_INVALID.json",
          "doc_updateStatusProduto_L1031_INVALID.json");

  static Stream<Path> examples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/moovin"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_example_is_read_or_refused_with_a_reason(Path file) throws IOException {
    String text = Files.readString(file);

    if (BROKEN.contains(file.getFileName().toString())) {
      assertThatThrownBy(() -> RecordReader.read(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("(?s)it is no (JSON|XML): .+");
    } else {
      assertThat(RecordReader.read(text)).isNotEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          getCaracteristicas_L610.xml    | caracteristica | 1 | codigo                 | 27
          getClientes_L213.xml           | cliente        | 1 | nome                   | João da Silva
          getCor_L563.json               | produto        | 1 | codigo                 | 06161616
          getCor_L564.xml                | produto        | 1 | codigo                 | 06161616
          getImagens_L147.xml            | produto        | 1 | codigo                 | 0010010086
          getNfe_L397.json               | nfe            | 2 | status_pedido          | Entregue
          getPedidos_L368_INVALID.json   | pedido         | 1 | pedido_troca           | N
          getPedidos_response_FIXED.json | pedido         | 1 | codigo_pedido          | 39077
          getPreco_L119.json             | preco          | 1 | preco_por              | 1.29
          getQuantidadeEstoque_L72.xml   | estoque        | 2 | cod_loja               | loja-1
          getQuantidadeEstoque_L73.json  | estoque        | 1 | cod_loja               | 1
          getTamanho_L545.json           | produto        | 1 | codigo_cor             | 007979
          getTamanho_L546.xml            | produto        | 1 | codigo_cor             | 007979
          """)
  void the_records_of_every_answer_are_found(
      String file, String name, int count, String field, String value) {
    List<JsonNode> rows = RecordReader.rows(Examples.tree(file), name);

    assertThat(rows).hasSize(count);
    assertThat(Fields.text(rows.get(0), field)).isEqualTo(value);
  }

  @Test
  void the_statuses_are_found_though_an_end_tag_has_lost_its_bracket() {
    List<JsonNode> rows =
        RecordReader.rows(Examples.tree("getStatusPedidos_L418.xml"), "status_pedido", "status");

    assertThat(rows).hasSize(6);
    assertThat(Fields.text(rows.get(3), "tipo")).isEqualTo("aprovado");
  }

  @Test
  void the_live_shape_of_stock_is_read() {
    JsonNode answer =
        RecordReader.read(
            """
            {"estoques":[{"produto_codigo_tamanho":"7","qtd":"10","cod_loja":"1"},
                         {"produto_codigo_tamanho":"7","qtd":"4","cod_loja":"2"}]}
            """);

    assertThat(RecordReader.rows(answer, "estoque")).hasSize(2);
  }

  @Test
  void success_and_failure_are_told_apart() {
    JsonNode success = RecordReader.read("{\"error\": \"0\", \"message\": \"sucesso\"}");
    JsonNode json = Examples.tree("general_L34_INVALID.json");
    JsonNode xml = Examples.tree("general_L36.xml");

    assertThat(RecordReader.error(success)).isEqualTo("0");
    assertThat(RecordReader.error(json)).isEqualTo("codigo").isEqualTo(RecordReader.error(xml));
    assertThat(RecordReader.message(json))
        .isEqualTo("Mensagem de retorno")
        .isEqualTo(RecordReader.message(xml));
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          getPedidos,                      getPedidos_L367.xml
          getNfe,                          getNfe_L395.xml
          removeProdutosTagsRelationship,  removeProdutosTagsRelationship_L811.xml
          removeProdutosTagsRelationship,  removeProdutosTagsRelationship_L812.json
          saveCaracteristicasProduto,      saveCaracteristicasProduto_L925.xml
          saveCaracteristicas,             saveCaracteristicas_L883.xml
          saveCategorias,                  saveCategorias_L853.xml
          saveCategorias,                  saveCategorias_L854.json
          saveClientGroup,                 saveClientGroup_L1014.xml
          updateCupom,                     saveCupom_L1068.xml
          updateCupom,                     saveCupom_L1069.json
          saveCupom,                       saveCupom_L990.json
          saveEan,                         saveEan_L956.xml
          saveEan,                         saveEan_L957.json
          saveEstoqueV2,                   saveEstoqueV2_L762.xml
          saveEstoqueV2,                   saveEstoqueV2_L763.json
          saveEstoque,                     saveEstoque_L743.xml
          saveEstoque,                     saveEstoque_L744.json
          saveNfe,                         saveNfe_L944.xml
          saveNfe,                         saveNfe_L945.json
          saveProdutosTag,                 saveProdutosTag_L779.xml
          saveProdutosTag,                 saveProdutosTag_L780.json
          saveProdutosTagsRelationship,    saveProdutosTagsRelationship_L795.xml
          saveProdutosTagsRelationship,    saveProdutosTagsRelationship_L796.json
          saveProdutos,                    saveProdutos_L725.json
          saveRedirect,                    saveRedirect_L1002.xml
          updatePedido,                    updatePedido_L1089.xml
          updatePedido,                    updatePedido_L1090.json
          updatePrecosV2,                  updatePrecosV2_L1129.xml
          updatePrecosV2,                  updatePrecosV2_L1130.json
          updatePrecos,                    updatePrecos_L1155.xml
          updatePrecos,                    updatePrecos_L1156.json
          updateStatusProduto,             updateStatusProduto_L1030.xml
          updateUserStatus,                updateUserStatus_L1177.xml
          updateUserStatus,                updateUserStatus_L1178.json
          updateUserStatus,                updateUserStatus_L1180.xml
          """)
  void every_request_example_is_written_with_the_same_fields(String name, String file) {
    Method method = new Methods(List.of()).get(name);
    JsonNode example = Examples.tree(file);

    String written = RecordWriter.write(method, records(method, example), file.endsWith(".xml"));

    assertThat(Examples.meaning(RecordReader.read(written))).isEqualTo(Examples.meaning(example));
  }

  @Test
  void a_filter_without_a_root_in_json_is_written_as_printed() {
    Method method = new Methods(List.of()).get("getNfe");
    ObjectNode filters = (ObjectNode) Examples.tree("getNfe_L393.json");

    assertThat(RecordReader.read(RecordWriter.write(method, List.of(filters), false)))
        .isEqualTo(filters);
  }

  private static List<ObjectNode> records(Method method, JsonNode example) {
    boolean rooted = method.root() != null && example.has(method.root()) && example.size() == 1;
    JsonNode inside = rooted ? example.get(method.root()) : example;
    JsonNode records = method.child() == null ? inside : inside.path(method.child());
    return (records.isArray() ? Stream.of(toArray(records)) : Stream.of(records))
        .map(RecordWriter::plain)
        .toList();
  }

  private static JsonNode[] toArray(JsonNode array) {
    JsonNode[] all = new JsonNode[array.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = array.get(i);
    }
    return all;
  }
}
