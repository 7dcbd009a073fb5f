package dev.ponte.connector.moovin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * Writes records in exactly one form a format. JSON has no root, and what can repeat is an array,
 * also for one. XML has no declaration, and the XML of an invoice stands in CDATA. Every value is a
 * text, since codes have leading zeros and letters.
 */
public final class RecordWriter {

  private static final JsonNodeFactory NODES = new JsonNodeFactory(true);
  private static final String VERBATIM = "nfe_xml";

  /** What repeats, by its name and that of what holds it; no holder means anywhere. */
  private static final Map<String, String> REPEATED =
      Map.of(
          "categoria", "categorias",
          "categoria_filho", "categorias_filho",
          "categoria_neto", "categorias_neto",
          "caracteristica", "caracteristicas",
          "atributo", "atributos",
          "imagem", "imagens",
          "tag", "tags",
          "produto_cor", "");

  private RecordWriter() {}

  /** The parameter {@code data} of a call with these records. */
  public static String write(Method method, List<ObjectNode> records, boolean asXml) {
    return asXml ? xml(method, records) : json(method, records);
  }

  /**
   * The record in the form that is sent: plain names, texts, arrays. {@code nfe_origem} 0 is left
   * out, since only 1 and 2 can be sent, and a CPF that has lost its leading zeros gets them back.
   */
  static ObjectNode plain(JsonNode record) {
    ObjectNode plain = (ObjectNode) plain(record, "");
    if ("0".equals(Fields.text(plain, "nfe_origem"))) {
      plain.remove("nfe_origem");
    }
    String document = Fields.text(plain, "cpf_cnpj");
    if (document != null && document.matches("[\\d./ -]+")) {
      plain.put("cpf_cnpj", Documents.padded(document));
    }
    return plain;
  }

  private static JsonNode plain(JsonNode node, String holder) {
    if (node.isArray()) {
      ArrayNode array = NODES.arrayNode();
      node.forEach(one -> array.add(plain(one, holder)));
      return array;
    }
    if (!node.isObject()) {
      return NODES.textNode(text(node));
    }
    ObjectNode object = NODES.objectNode();
    node.fields()
        .forEachRemaining(
            field -> {
              String name = Accents.plain(field.getKey());
              JsonNode value =
                  name.equals(VERBATIM) ? field.getValue() : plain(field.getValue(), name);
              object.set(name, repeats(name, holder, value) ? NODES.arrayNode().add(value) : value);
            });
    return object;
  }

  private static boolean repeats(String name, String holder, JsonNode value) {
    String needed = REPEATED.get(name);
    return needed != null && !value.isArray() && (needed.isEmpty() || needed.equals(holder));
  }

  private static String text(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "";
    }
    if (value.isBoolean()) {
      return value.asBoolean() ? "1" : "0";
    }
    return value.isNumber() ? value.decimalValue().toPlainString() : value.asText().strip();
  }

  private static String json(Method method, List<ObjectNode> records) {
    if (method.child() == null) {
      return records.get(0).toString();
    }
    ObjectNode data = NODES.objectNode();
    data.putArray(method.child()).addAll(records);
    return data.toString();
  }

  private static String xml(Method method, List<ObjectNode> records) {
    StringBuilder out = new StringBuilder();
    for (ObjectNode record : records) {
      if (method.child() == null) {
        content(out, record);
      } else {
        element(out, method.child(), record);
      }
    }
    return method.root() == null ? out.toString() : "<%s>%s</%1$s>".formatted(method.root(), out);
  }

  private static void content(StringBuilder out, JsonNode object) {
    object.fields().forEachRemaining(field -> element(out, field.getKey(), field.getValue()));
  }

  private static void element(StringBuilder out, String name, JsonNode value) {
    if (value.isArray()) {
      value.forEach(one -> element(out, name, one));
      return;
    }
    out.append('<').append(name).append('>');
    if (value.isObject()) {
      content(out, value);
    } else if (name.equals(VERBATIM)) {
      out.append("<![CDATA[")
          .append(value.asText().replace("]]>", "]]]]><![CDATA[>"))
          .append("]]>");
    } else {
      escape(out, value.asText());
    }
    out.append("</").append(name).append('>');
  }

  /** Control characters have no form in XML and no meaning in a store; a line break survives. */
  private static void escape(StringBuilder out, String text) {
    text.codePoints()
        .forEach(
            it -> {
              switch (it) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '\r' -> out.append("&#13;");
                default -> {
                  if (it >= ' ' || it == '\t' || it == '\n') {
                    out.appendCodePoint(it);
                  }
                }
              }
            });
  }
}
