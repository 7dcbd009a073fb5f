package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connector.moovin.api.RecordReader;
import dev.ponte.kit.Shared;
import java.util.Set;

/** The document's own examples. */
public final class Examples {

  private static final Set<String> LISTS =
      Set.of(
          "categoria",
          "categoria_filho",
          "categoria_neto",
          "caracteristica",
          "atributo",
          "imagem",
          "tag",
          "produto_cor");

  private Examples() {}

  /** The example of the document; the name without {@code doc_}. */
  public static String text(String name) {
    return Shared.resource("moovin/doc_" + name);
  }

  public static JsonNode tree(String name) {
    return RecordReader.read(text(name));
  }

  public static ObjectNode order() {
    return (ObjectNode) RecordReader.rows(tree("getPedidos_response_FIXED.json"), "pedido").get(0);
  }

  /** With all values as texts and every list as an array, so that only the meaning is compared. */
  public static JsonNode meaning(JsonNode node) {
    return meaning("", node);
  }

  private static JsonNode meaning(String name, JsonNode node) {
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(one -> array.add(meaning("", one)));
      return array;
    }
    if (!node.isObject()) {
      return JsonNodeFactory.instance.textNode(node.asText().strip());
    }
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    node.fields()
        .forEachRemaining(
            it -> {
              JsonNode value = meaning(it.getKey(), it.getValue());
              boolean alone = LISTS.contains(it.getKey()) && !value.isArray();
              object.set(
                  it.getKey(), alone ? JsonNodeFactory.instance.arrayNode().add(value) : value);
            });
    return object;
  }
}
