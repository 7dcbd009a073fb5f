package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stock, prices, products, clients and invoices of a Moovin store. */
final class MoovinGoods {

  final Map<String, Integer> stock = new ConcurrentHashMap<>();
  final Map<String, ObjectNode> prices = new ConcurrentHashMap<>();
  final Map<String, ObjectNode> products = new ConcurrentHashMap<>();
  final Map<String, ObjectNode> clients = new ConcurrentHashMap<>();
  final Map<String, ObjectNode> invoices = new ConcurrentHashMap<>();

  static String place(String sku, String store) {
    return sku + '@' + store;
  }

  /** What is wrong with the record; null when it is carried out. */
  String stock(ObjectNode record) {
    String action = record.path("acao").asText("1");
    String quantity = record.path("qtd").asText();
    if (!Set.of("1", "2", "3").contains(action) || !quantity.matches("-?\\d+")) {
      return "Ação ou quantidade inválida";
    }
    int amount = Integer.parseInt(quantity);
    stock.merge(
        place(record.path("produto_codigo_tamanho").asText(), record.path("cod_loja").asText()),
        action.equals("3") ? -amount : amount,
        (before, it) -> action.equals("1") ? it : before + it);
    return null;
  }

  /** As {@link #stock}. */
  String price(ObjectNode record) {
    String colour = record.path("produto_codigo_cor").asText("");
    String size = record.path("produto_codigo_tamanho").asText("");
    if (colour.isEmpty() && size.isEmpty()) {
      return "Informe produto_codigo_cor ou produto_codigo_tamanho";
    }
    boolean bySize = record.has("preco_atual_tamanho") || record.has("preco_antigo_tamanho");
    if (bySize && (record.has("preco_de") || record.has("preco_por"))) {
      return "Não envie preco_de e preco_por com preços por tamanho";
    }
    if (record.has("codigo_etiqueta") && record.has("desconto_avista")) {
      return "Não envie codigo_etiqueta com desconto_avista";
    }
    prices.merge(
        size.isEmpty() ? colour : size,
        record.deepCopy(),
        (before, it) -> {
          ObjectNode merged = before.deepCopy();
          merged.setAll(it);
          return merged;
        });
    return null;
  }

  /** As {@link #stock}. */
  String product(ObjectNode record) {
    String code = record.path("produto_codigo_tam").asText();
    boolean update = record.path("atualiza").asText("0").equals("1");
    if (update) {
      products.put(code, record.deepCopy());
    } else {
      products.putIfAbsent(code, record.deepCopy());
    }
    return null;
  }

  /** As {@link #stock}. */
  String group(ObjectNode record) {
    String document = record.path("cpf_cnpj").asText();
    if (!document.matches("\\d{11}|\\d{14}")) {
      return "CPF/CNPJ inválido";
    }
    clients
        .computeIfAbsent(document, it -> client(document))
        .put("grupo", record.path("nome_grupo").asText());
    return null;
  }

  List<ObjectNode> quantities(JsonNode filters) {
    String sku = filters.path("produto_codigo_tamanho").asText("");
    return page(
        filters,
        stock.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(it -> quantity(it.getKey(), it.getValue()))
            .filter(it -> sku.isEmpty() || sku.equals(it.path("produto_codigo_tamanho").asText()))
            .toList());
  }

  List<ObjectNode> prices(JsonNode filters) {
    String colour = filters.path("produto_codigo_cor").asText("");
    return page(
        filters,
        new LinkedHashMap<>(prices)
            .values().stream()
                .filter(it -> colour.isEmpty() || colour.equals(text(it, "produto_codigo_cor")))
                .toList());
  }

  static List<ObjectNode> page(JsonNode filters, List<ObjectNode> rows) {
    int limit = filters.path("limite").asInt(30);
    int size = limit < 1 || limit > 100 ? 30 : limit;
    int page = Math.max(1, filters.path("pagina").asInt(1));
    return rows.stream().skip((long) (page - 1) * size).limit(size).toList();
  }

  private static ObjectNode quantity(String place, int quantity) {
    int at = place.lastIndexOf('@');
    return JsonNodeFactory.instance
        .objectNode()
        .put("produto_codigo_tamanho", place.substring(0, at))
        .put("qtd", String.valueOf(quantity))
        .put("cod_loja", place.substring(at + 1));
  }

  private static ObjectNode client(String document) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("codigo_cliente", "1")
        .put("status", "1")
        .put("tipo_pessoa", document.length() == 14 ? "1" : "0")
        .put("cpf_cnpj", document)
        .put("nome", "Cliente " + document);
  }

  private static String text(JsonNode record, String name) {
    return record.path(name).asText();
  }
}
