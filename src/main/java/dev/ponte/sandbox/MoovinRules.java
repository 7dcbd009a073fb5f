package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the document demands of one method.
 *
 * @param root of its XML; null when the record is the root
 * @param child name of a record; null when the root is the record
 * @param required fields marked with an asterisk
 * @param lengths most characters by field
 */
record MoovinRules(String root, String child, List<String> required, Map<String, Integer> lengths) {

  private static final MoovinRules FILTERS = new MoovinRules("filtros", null, List.of(), Map.of());
  private static final Map<String, MoovinRules> RULES = new HashMap<>();

  static {
    put(
        "updatePedido",
        "pedidos",
        "pedido",
        "codigo_pedido*11 codigo_integracao 35 codigo_rastreio 60 uf_transporte 2 status_transacao 30");
    put("saveNfe", "data", "nfe", "pedido*11 numero*20 chave*44 status_pedido 11");
    String stock = "produto_codigo_tamanho*35 qtd*11 cod_loja*30 acao 1 tamanho 20";
    put("saveEstoque", "estoques", "estoque", stock);
    put("saveEstoqueV2", "estoques", "estoque", stock);
    String prices = "produto_codigo_cor 35 produto_codigo_tamanho 35 codigo_etiqueta 50";
    put("updatePrecos", "produtos", "produto", prices);
    put("updatePrecosV2", "produtos", "produto", prices);
    put(
        "saveProdutos",
        "produtos",
        "produto",
        "produto_codigo*40 produto_codigo_cor*35 produto_codigo_tam*35 titulo*200 cor*50 tamanho*20"
            + " variacao*12 peso*10 medidas*14 genero*1 status*1 status_cor*1");
    put("saveEan", "produtos", "produto", "produto_codigo_tam*50 ean13*13");
    put("updateStatusProduto", "produtos", "produto", "produto_codigo*50 status*1");
    put("saveProdutosTag", "data", "tag", "nome*100 codigo 11");
    put("saveProdutosTagsRelationship", "data", "produto", "produto_codigo*40 tags*0");
    put("removeProdutosTagsRelationship", "data", "produto", "produto_codigo*40 tags*0");
    put("saveCategorias", null, "categoria", "categoria_pai*0");
    put(
        "saveCaracteristicas",
        "caracteristicas",
        "caracteristica",
        "nome*50 codigo*10 categorias*0");
    put("saveCaracteristicasProduto", "produtos", "produto", "produto_codigo*40 categorias*0");
    put(
        "saveCupom",
        "data",
        null,
        "codigo*50 valor_desconto*10 tipo_desconto*10 tipo_utilizacao*20 status*1 descricao 150");
    put("saveRedirect", "urls", "url", "url_antiga*255 url_nova*255 status*1");
    put("saveClientGroup", "root", null, "cpf_cnpj*14 nome_grupo*70");
    put("updateUserStatus", null, "usuario", "status 1");
  }

  private static void put(String method, String root, String child, String fields) {
    List<String> required =
        Arrays.stream(fields.split(" "))
            .filter(it -> it.contains("*"))
            .map(it -> it.substring(0, it.indexOf('*')))
            .toList();
    Map<String, Integer> lengths = new HashMap<>();
    String[] words = fields.replace("*", " ").split(" ");
    for (int i = 0; i + 1 < words.length; i += 2) {
      lengths.put(words[i], Integer.parseInt(words[i + 1]));
    }
    RULES.put(method, new MoovinRules(root, child, required, Map.copyOf(lengths)));
  }

  /** Null when there is no such method. */
  static MoovinRules of(String method) {
    return method.startsWith("get") ? FILTERS : RULES.get(method);
  }

  /** What is wrong with a record; null when nothing is. */
  String fault(ObjectNode record) {
    for (String name : required) {
      JsonNode value = record.path(name);
      if (value.isMissingNode() || value.isValueNode() && value.asText().isBlank()) {
        return "Campo obrigatório não informado: " + name;
      }
    }
    for (var limit : lengths.entrySet()) {
      String value = record.path(limit.getKey()).asText("");
      if (limit.getValue() > 0 && value.codePointCount(0, value.length()) > limit.getValue()) {
        return "Campo %s excede %d caracteres".formatted(limit.getKey(), limit.getValue());
      }
    }
    return null;
  }
}
