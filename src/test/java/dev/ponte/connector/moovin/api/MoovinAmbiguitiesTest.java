package dev.ponte.connector.moovin.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.connector.moovin.Examples;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.connector.moovin.orders.MoovinExample;
import dev.ponte.connector.moovin.orders.MoovinOrdersSourceTest;
import dev.ponte.sandbox.MoovinOrders;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the document prints in two ways, by the numbers of the contract. */
class MoovinAmbiguitiesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"estoques\":[{\"qtd\":\"1\"},{\"qtd\":\"2\"}]}",
        "{\"estoque\":[{\"qtd\":\"1\"},{\"qtd\":\"2\"}]}",
        "{\"estoques\":{\"estoque\":[{\"qtd\":\"1\"},{\"qtd\":\"2\"}]}}",
        "{\"Estoques\":[{\"estoque\":{\"qtd\":\"1\"}},{\"estoque\":{\"qtd\":\"2\"}}]}",
        "[{\"qtd\":\"1\"},{\"qtd\":\"2\"}]",
        "{\"resultado\":[{\"qtd\":\"1\"},{\"qtd\":\"2\"}]}",
        "{ estoques: [ { qtd: 1 }, { qtd: 2 } ] }",
        "<estoques><estoque><qtd> 1 </qtd></estoque><estoque><qtd>2</qtd></estoque></estoques>",
        "<estoque><estoque><qtd>1</qtd></estoque><estoque><qtd>2</qtd></estoque></estoque>"
      })
  void m1_any_root_gives_the_same_records(String answer) {
    List<JsonNode> rows = RecordReader.rows(RecordReader.read(answer), "estoque");

    assertThat(rows.stream().map(it -> Fields.text(it, "qtd")).toList()).containsExactly("1", "2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"pedidos\":[]}",
        "{\"pedidos\":\"\"}",
        "{\"pedidos\":{\"pedido\":[]}}",
        "{\"pedidos\":{}}",
        "{\"pedidos\":null}",
        "<pedidos/>",
        "<pedidos></pedidos>",
        "<pedidos> </pedidos>",
        "<pedidos><pedido/></pedidos>"
      })
  void m1_nothing_is_no_record_in_every_form(String answer) {
    assertThat(RecordReader.rows(RecordReader.read(answer), "pedido")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"pedido\":{\"codigo_pedido\":\"7\"}}",
        "{\"pedidos\":{\"pedido\":{\"codigo_pedido\":7}}}",
        "{\"pedidos\":[{\"codigo_pedido\":\"7\"}]}",
        "<pedidos><pedido><codigo_pedido>7</codigo_pedido></pedido></pedidos>",
        "<pedido><codigo_pedido>7</codigo_pedido></pedido>"
      })
  void m2_one_record_is_read_as_object_and_as_array(String answer) {
    List<JsonNode> rows = RecordReader.rows(RecordReader.read(answer), "pedido");

    assertThat(rows).hasSize(1);
    assertThat(Fields.text(rows.get(0), "codigo_pedido")).isEqualTo("7");
  }

  @Test
  void m2_one_record_is_written_as_an_array_also_where_the_example_has_an_object() {
    String categories =
        data(
            "saveCategorias",
            """
            {"categoria_pai":{"nome":"A","codigo":"1","categorias_filho":{"categoria_filho":{"nome":"B","codigo":"2"}}}}
            """);

    assertThat(categories)
        .isEqualTo(
            """
            {"categoria":[{"categoria_pai":{"nome":"A","codigo":"1","categorias_filho":{"categoria_filho":[{"nome":"B","codigo":"2"}]}}}]}"""
                .strip());
    assertThat(
            data(
                "saveProdutosTagsRelationship",
                "{\"produto_codigo\":\"1\",\"tags\":{\"tag\":\"T\"}}"))
        .isEqualTo("{\"produto\":[{\"produto_codigo\":\"1\",\"tags\":{\"tag\":[\"T\"]}}]}");
  }

  @Test
  void m3_the_filter_is_spelled_as_configured() {
    assertThat(data("getPedidos", "{\"importado\":0}")).contains("\"importado\":\"0\"");
    assertThat(data("getPedidos", "{\"importado\":0}", "orders.imported-filter", "Importado"))
        .contains("\"Importado\":\"0\"")
        .doesNotContain("importado");
  }

  @Test
  void m3_the_answer_is_filtered_again() {
    try (MoovinStore store = new MoovinStore("orders.imported-filter", "Importado")) {
      store.moovin.place(MoovinOrders.order(1));
      store.moovin.place(MoovinOrders.order(2));
      store.moovin.change(MoovinOrders.id(1), "importado", "S");

      store.poll();

      assertThat(store.ids()).containsExactly(MoovinOrders.id(2));
    }
  }

  @Test
  void m4_codes_are_texts_with_their_zeros_and_letters() {
    JsonNode colour =
        RecordReader.rows(Examples.tree("getCor_L563.json"), "produto").get(0).at("/cores/cor/0");

    assertThat(Fields.text(colour, "codigo_produto_cor")).isEqualTo("922337203685477580k");
    assertThat(data("updatePrecosV2", "{\"produto_codigo_cor\":\"000011CT\",\"preco_por\":1.5}"))
        .isEqualTo("{\"produto\":[{\"produto_codigo_cor\":\"000011CT\",\"preco_por\":\"1.5\"}]}");
    assertThat(Fields.text(RecordReader.read("{\"cod_loja\":02}"), "cod_loja")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "0491875002,         00491875002",
    "49187500,           00049187500",
    "491875002,          00491875002",
    "018.756.880-01,     01875688001",
    "1234567000199,      01234567000199",
    "56643018000913,     56643018000913"
  })
  void m5_a_document_gets_its_zeros_back(String given, String sent) {
    assertThat(
            data("saveClientGroup", "{\"cpf_cnpj\":\"%s\",\"nome_grupo\":\"X\"}".formatted(given)))
        .isEqualTo("{\"cpf_cnpj\":\"%s\",\"nome_grupo\":\"X\"}".formatted(sent));
  }

  @Test
  void m6_keeping_discounts_is_sent_when_asked_for_only() {
    assertThat(data("updatePrecosV2", "{\"produto_codigo_cor\":\"1\",\"preco_por\":\"1.00\"}"))
        .doesNotContain("manter");
    assertThat(data("updatePrecosV2", "{\"produto_codigo_cor\":\"1\",\"manter_desconto\":1}"))
        .contains("\"manter_desconto\":\"1\"");
  }

  @Test
  void m7_names_are_read_with_and_without_accents() {
    ObjectNode order = Examples.order();
    String text =
        order
            .toString()
            .replace("\"numero\"", "\"número\"")
            .replace("\"instrucoes\"", "\"instruções\"");

    var delivery = MoovinExample.order(RecordReader.read(text)).delivery();

    assertThat(delivery.number()).isEqualTo("700");
    assertThat(delivery.reference()).isEqualTo("Morada do Sol");
  }

  @ParameterizedTest
  @CsvSource({"Expresso, false", "1, false", "2, true", "Loja, true", "0, false"})
  void m8_the_kind_of_transport_is_read_as_number_and_as_word(String type, boolean pickup) {
    ObjectNode order = Examples.order();
    ((ObjectNode) order.path("dados_transporte")).put("tipo", type);

    assertThat(MoovinExample.order(order).delivery().pickup()).isEqualTo(pickup);
  }

  @Test
  void m9_origin_zero_is_sent_as_absent() {
    Method method = new Methods(List.of()).get("saveProdutos");
    ObjectNode product = (ObjectNode) Examples.tree("saveProdutos_L725.json").at("/produto/0");
    product.put("status_cor", "1");

    assertThat(method.record(product.deepCopy().put("nfe_origem", 0)).has("nfe_origem")).isFalse();
    assertThat(method.record(product.deepCopy().put("nfe_origem", 2)).path("nfe_origem").asText())
        .isEqualTo("2");
  }

  @Test
  void m10_a_status_is_meant_by_its_type_whatever_the_store_calls_its_code() {
    JsonNode other =
        RecordReader.read("{\"status_pedidos\":[{\"codigo\":\"41\",\"tipo\":\"Cancelado\"}]}");
    assertThat(RecordReader.rows(other, "status_pedido", "status")).hasSize(1);
    try (MoovinStore store = new MoovinStore()) {
      store.moovin.place(MoovinOrders.order(1));

      store.deliver(
          "order-status",
          MoovinOrdersSourceTest.status(MoovinOrders.id(1), OrderStatus.Status.CANCELLED, null));

      assertThat(store.moovin.status(MoovinOrders.id(1))).isEqualTo("5");
      assertThat(store.moovin.calls("getStatusPedidos")).isEqualTo(1);
    }
  }

  @Test
  void m11_the_xml_of_an_invoice_is_sent_verbatim() {
    String xml = "<?xml version=\"1.0\"?><nfeProc a=\"ç\"><x>a]]>b &amp; c</x>\r\n</nfeProc> ";
    String record = Examples.order().objectNode().put("pedido", "1").put("nfe_xml", xml).toString();

    JsonNode json = RecordReader.read(data("saveNfe", record));
    String written = data("saveNfe", record, "format", "xml");

    assertThat(json.at("/nfe/0/nfe_xml").asText()).isEqualTo(xml);
    assertThat(written).contains("<nfe_xml><![CDATA[<?xml").contains("a]]]]><![CDATA[>b &amp; c");
  }

  @Test
  void m12_one_record_a_call() {
    assertThatThrownBy(
            () ->
                data(
                    "updatePedido",
                    "{\"pedido\":[{\"codigo_pedido\":\"1\"},{\"codigo_pedido\":\"2\"}]}"))
        .hasMessageContaining("one record a call, not 2");
    assertThat(data("updatePedido", "{\"pedido\":[{\"codigo_pedido\":\"1\"}]}"))
        .isEqualTo("{\"pedido\":[{\"codigo_pedido\":\"1\"}]}");
  }

  @Test
  void m13_the_list_of_methods_is_not_closed() {
    assertThat(
            data(
                "updateAlgo",
                "{\"codigo\":\"1\"}",
                "further-methods[0].name",
                "updateAlgo",
                "further-methods[0].child",
                "algo"))
        .isEqualTo("{\"algo\":[{\"codigo\":\"1\"}]}");
  }

  @Test
  void m14_invalid_answers_are_read_and_nothing_invalid_is_written() {
    assertThat(RecordReader.error(Examples.tree("general_L34_INVALID.json"))).isEqualTo("codigo");
    JsonNode order =
        RecordReader.rows(Examples.tree("getPedidos_L368_INVALID.json"), "pedido").get(0);
    assertThat(order).isEqualTo(Examples.order());
    assertThatCode(
            () ->
                MoovinStore.json(
                    data(
                        "updatePedido",
                        "{\"codigo_pedido\":\"1\",\"status_transacao\":\"a\\\"b\"}")))
        .doesNotThrowAnyException();
  }

  @Test
  void m15_the_accent_in_a_fields_name_is_not_sent() {
    JsonNode example = Examples.tree("saveCupom_L989.xml").path("data");

    String coupon = data("saveCupom", example.toString(), "format", "xml");

    assertThat(Examples.text("saveCupom_L989.xml")).contains("valor_máximo_compra");
    assertThat(coupon)
        .startsWith("<data><codigo>Teste12345</codigo>")
        .contains("<valor_maximo_compra>500</valor_maximo_compra>");
    assertThat(data("getProdutos", "{\"gênero\":\"1\"}")).contains("\"genero\":\"1\"");
  }

  private static String data(String operation, String arguments, String... keys) {
    return MoovinMethodsTest.data(
        MoovinStore.system()
            .operation(
                MoovinStore.connection(URI.create("http://x"), MoovinStore.settings(keys)),
                operation,
                MoovinStore.json(arguments)));
  }
}
