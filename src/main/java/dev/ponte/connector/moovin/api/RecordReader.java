package dev.ponte.connector.moovin.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ponte.connection.SafeXml;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads Moovin's answers, JSON or XML, into one kind of tree: names without accents and in lower
 * case, an XML element with children as an object, repeated ones as an array. Nothing is assumed of
 * a root's name, nor of whether one record stands alone or in an array.
 */
public final class RecordReader {

  private static final JsonNodeFactory NODES = new JsonNodeFactory(true);
  private static final Pattern MISSING_COLON =
      Pattern.compile("([{,]\\s*\"(?:[^\"\\\\]++|\\\\.)*+\")(\\s+\")");

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(
              JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES,
              JsonReadFeature.ALLOW_SINGLE_QUOTES,
              JsonReadFeature.ALLOW_TRAILING_COMMA,
              JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS,
              JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private RecordReader() {}

  /**
   * The tree of an answer.
   *
   * @throws IllegalArgumentException in one sentence, when it is neither JSON nor XML
   */
  public static JsonNode read(String text) {
    String body = text.startsWith("\uFEFF") ? text.substring(1).strip() : text.strip();
    if (body.isEmpty()) {
      throw new IllegalArgumentException("it is empty");
    }
    return body.startsWith("<") ? xml(body) : json(body);
  }

  /**
   * The records of an answer: those below the first of the names that is there, or below its
   * plural, else the first array; none when there is nothing of the kind.
   *
   * @param names of one record, such as {@code pedido}
   */
  public static List<JsonNode> rows(JsonNode answer, String... names) {
    Set<String> known =
        Stream.of(names).flatMap(it -> Stream.of(it, it + "s")).collect(Collectors.toSet());
    List<JsonNode> rows = new ArrayList<>();
    collect(inside(answer, known), known, rows);
    return rows;
  }

  /** The records of this name inside of what holds them, which may be an array itself. */
  public static List<JsonNode> inside(JsonNode holder, String name) {
    JsonNode records = holder.isObject() && holder.has(name) ? holder.path(name) : holder;
    List<JsonNode> rows = new ArrayList<>();
    if (records.isArray()) {
      records.forEach(rows::add);
    } else if (records.isObject() && !records.isEmpty()) {
      rows.add(records);
    }
    return rows;
  }

  /** What {@code error} says at the top or in the root; null when there is no such field. */
  static String error(JsonNode answer) {
    JsonNode error = answer.path("error");
    if (error.isMissingNode() && answer.size() == 1) {
      error = answer.elements().next().path("error");
    }
    return error.isValueNode() && !error.isNull() ? error.asText().strip() : null;
  }

  /** What {@code message} says beside {@link #error}; empty when nothing. */
  static String message(JsonNode answer) {
    JsonNode holder = answer.has("error") ? answer : answer.elements().next();
    return holder.path("message").asText("").strip();
  }

  private static JsonNode inside(JsonNode answer, Set<String> known) {
    JsonNode named = named(answer, known);
    if (!named.isMissingNode() || !answer.isObject()) {
      return named.isMissingNode() ? answer : named;
    }
    for (JsonNode value : answer) {
      if (value.isArray()) {
        return value;
      }
    }
    return MissingNode.getInstance();
  }

  private static JsonNode named(JsonNode node, Set<String> known) {
    for (var fields = node.fields(); fields.hasNext(); ) {
      var field = fields.next();
      if (known.contains(field.getKey()) && !isText(field.getValue())) {
        return field.getValue();
      }
    }
    return MissingNode.getInstance();
  }

  private static void collect(JsonNode node, Set<String> known, List<JsonNode> rows) {
    JsonNode deeper = named(node, known);
    if (node.isArray()) {
      node.forEach(one -> collect(one, known, rows));
    } else if (!deeper.isMissingNode()) {
      collect(deeper, known, rows);
    } else if (node.isObject() && node.size() > 0) {
      rows.add(node);
    }
  }

  private static boolean isText(JsonNode value) {
    return value.isValueNode() && !value.asText("").isBlank();
  }

  private static JsonNode json(String body) {
    try {
      return plain(JSON.readTree(body));
    } catch (JsonProcessingException broken) {
      return repaired(body, broken);
    }
  }

  /** The document's own example of orders lacks a colon. */
  private static JsonNode repaired(String body, JsonProcessingException broken) {
    try {
      return plain(JSON.readTree(MISSING_COLON.matcher(body).replaceAll("$1:$2")));
    } catch (JsonProcessingException still) {
      throw new IllegalArgumentException("it is no JSON: " + broken.getOriginalMessage(), still);
    }
  }

  private static JsonNode plain(JsonNode node) {
    if (node.isArray()) {
      ArrayNode array = NODES.arrayNode(node.size());
      node.forEach(one -> array.add(plain(one)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    ObjectNode object = NODES.objectNode();
    node.fields()
        .forEachRemaining(it -> object.set(Accents.plain(it.getKey()), plain(it.getValue())));
    return object;
  }

  private static JsonNode xml(String body) {
    try {
      XMLStreamReader in = SafeXml.reader(new StringReader(body));
      while (in.next() != XMLStreamConstants.START_ELEMENT) {
        // Comments and the like before the root say nothing.
      }
      ObjectNode root = NODES.objectNode();
      root.set(Accents.plain(in.getLocalName()), element(in));
      while (in.hasNext()) {
        in.next();
      }
      return root;
    } catch (XMLStreamException broken) {
      throw new IllegalArgumentException(
          "it is no XML: " + broken.getMessage().replaceAll("\\s+", " "), broken);
    }
  }

  private static JsonNode element(XMLStreamReader in) throws XMLStreamException {
    ObjectNode object = null;
    StringBuilder text = new StringBuilder();
    while (true) {
      switch (in.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          object = object == null ? NODES.objectNode() : object;
          append(object, Accents.plain(in.getLocalName()), element(in));
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(in.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          return object == null ? TextNode.valueOf(text.toString().strip()) : object;
        }
        default -> {
          // Comments and processing instructions say nothing.
        }
      }
    }
  }

  private static void append(ObjectNode object, String name, JsonNode value) {
    JsonNode known = object.get(name);
    if (known == null) {
      object.set(name, value);
    } else if (known instanceof ArrayNode array) {
      array.add(value);
    } else {
      object.set(name, NODES.arrayNode().add(known).add(value));
    }
  }
}
