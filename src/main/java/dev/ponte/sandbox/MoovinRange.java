package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The products of a Moovin store with their colours and sizes, and its categories. */
final class MoovinRange {

  private final Map<String, ObjectNode> sizes = new LinkedHashMap<>();
  private final Map<String, Set<String>> byProduct = new HashMap<>();
  private final MoovinRows colours;
  private final MoovinRows bySize;
  final Map<String, ObjectNode> categories = new LinkedHashMap<>();
  final Map<String, ObjectNode> characteristics = new LinkedHashMap<>();

  MoovinRange(Clock clock) {
    colours = new MoovinRows(clock);
    bySize = new MoovinRows(clock);
  }

  /** What is wrong with the record; null when it is carried out. */
  synchronized String save(ObjectNode record) {
    String code = record.path("produto_codigo_tam").asText();
    if (sizes.containsKey(code) && !record.path("atualiza").asText("0").equals("1")) {
      return null;
    }
    sizes.merge(code, record.deepCopy(), MoovinRange::merged);
    String product = record.path("produto_codigo").asText();
    String colour = record.path("produto_codigo_cor").asText();
    byProduct.computeIfAbsent(product, any -> new LinkedHashSet<>()).add(code);
    colours.change(colour, before -> colour(product, colour, record));
    bySize.change(product + '\n' + colour, before -> withSize(before, product, colour, record));
    return null;
  }

  /** As {@link #save}. */
  synchronized String ean(ObjectNode record) {
    ObjectNode size = sizes.get(record.path("produto_codigo_tam").asText());
    if (size == null) {
      return "Produto não encontrado";
    }
    return save(size.deepCopy().put("atualiza", "1").put("ean13", text(record, "ean13")));
  }

  /** As {@link #save}. */
  synchronized String status(ObjectNode record) {
    String product = text(record, "produto_codigo");
    Set<String> codes = byProduct.getOrDefault(product, Set.of());
    for (String code : List.copyOf(codes)) {
      ObjectNode changed = sizes.get(code).deepCopy().put("atualiza", "1");
      changed.put("status", text(record, "status"));
      record.path("produto_cor").forEach(it -> colour(changed, it));
      save(changed);
    }
    return codes.isEmpty() ? "Produto não encontrado: " + product : null;
  }

  /** The record of a size as it was saved; null when there is none. */
  synchronized ObjectNode size(String code) {
    return sizes.get(code);
  }

  synchronized String category(ObjectNode record) {
    categories.put(record.path("categoria_pai").path("codigo").asText(), record.deepCopy());
    return null;
  }

  synchronized String characteristic(ObjectNode record) {
    characteristics.put(text(record, "codigo"), record.deepCopy());
    return null;
  }

  /** Rows of getCor. */
  List<ObjectNode> colours(JsonNode filters) {
    return MoovinGoods.isPlain(filters)
        ? colours.page(filters)
        : colours.page(
            filters,
            it ->
                it.createdWithin(filters, "data_de", "data_ate")
                    && contains(
                        it.content().at("/cores/cor/0/codigo_produto_cor"),
                        filters,
                        "produto_codigo_cor"));
  }

  /** Rows of getTamanho. */
  List<ObjectNode> sizes(JsonNode filters) {
    return MoovinGoods.isPlain(filters)
        ? bySize.page(filters)
        : bySize.page(
            filters,
            it ->
                it.createdWithin(filters, "data_de", "data_ate")
                    && contains(it.content().path("codigo"), filters, "produto_codigo")
                    && contains(it.content().path("codigo_cor"), filters, "produto_codigo_cor")
                    && hasSize(it.content(), text(filters, "produto_codigo_tamanho")));
  }

  private static boolean hasSize(ObjectNode row, String code) {
    boolean found = code.isEmpty();
    for (JsonNode size : row.at("/tamanhos/tamanho")) {
      found |= text(size, "codigo_produto_tamanho").equals(code);
    }
    return found;
  }

  private static boolean contains(JsonNode value, JsonNode filters, String filter) {
    return value.asText().contains(text(filters, filter));
  }

  private static void colour(ObjectNode size, JsonNode told) {
    if (text(size, "produto_codigo_cor").equals(text(told, "produto_codigo_cor"))) {
      size.put("status_cor", text(told, "status"));
    }
  }

  private static ObjectNode merged(ObjectNode before, ObjectNode record) {
    ObjectNode merged = before.deepCopy();
    merged.setAll(record);
    return merged;
  }

  private static ObjectNode colour(String product, String colour, ObjectNode record) {
    ObjectNode row = JsonNodeFactory.instance.objectNode().put("codigo", product);
    row.putObject("cores")
        .putArray("cor")
        .addObject()
        .put("codigo_produto_cor", colour)
        .put("titulo", text(record, "titulo"))
        .put("descricao", text(record, "descricao"))
        .put("referencia", text(record, "referencia"))
        .put("status", text(record, "status_cor"))
        .put("genero", "U")
        .put("cor", text(record, "cor"))
        .putArray("valores");
    return row;
  }

  private static ObjectNode withSize(
      ObjectNode before, String product, String colour, ObjectNode record) {
    ObjectNode row =
        JsonNodeFactory.instance.objectNode().put("codigo", product).put("codigo_cor", colour);
    var all = row.putObject("tamanhos").putArray("tamanho");
    String code = text(record, "produto_codigo_tam");
    if (before != null) {
      before
          .at("/tamanhos/tamanho")
          .forEach(
              it -> {
                if (!text(it, "codigo_produto_tamanho").equals(code)) {
                  all.add(it);
                }
              });
    }
    all.addObject()
        .put("codigo_produto_tamanho", code)
        .put("cod_loja", "1")
        .put("tamanho", text(record, "tamanho"))
        .put("ean", text(record, "ean13"))
        .put("medida1", "0")
        .put("medida2", "0")
        .put("medida3", "0")
        .put("tamanho_descricao", text(record, "tamanho"))
        .put("qtd", "0")
        .putArray("valores");
    return row;
  }

  private static String text(JsonNode record, String name) {
    return record.path(name).asText("");
  }
}
