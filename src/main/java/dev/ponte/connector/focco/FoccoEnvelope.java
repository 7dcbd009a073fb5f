package dev.ponte.connector.focco;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.ApiAnswer;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer of Focco, whatever its shape: references of Json.NET resolved, names in lower case, the
 * verdict and the error messages found.
 */
final class FoccoEnvelope {

  private static final int MOST_WORDS = 500;

  /** What is not found stands before or behind it. */
  private static final Pattern NOT_FOUND =
      Pattern.compile(
          "nao (?:foi |foram )encontrad[oa]s?([^.:/]*)|([^.:/]*?)nao (?:existe|encontrad[oa]s?)");

  /** It was looked for, and nothing is said of what. */
  private static final Pattern NOTHING_ELSE = Pattern.compile("\\b(registros?|dados|nenhum|id)\\b");

  private static final JsonNodeFactory NODES = new JsonNodeFactory(true);

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final JsonNode root;

  private FoccoEnvelope(JsonNode root) {
    this.root = root;
  }

  /** Empty when the answer is no JSON object or array. */
  static Optional<FoccoEnvelope> of(ApiAnswer answer) {
    return Optional.ofNullable(answer.as(FoccoEnvelope.class, text -> read(text).orElse(null)));
  }

  /** Empty when the text is no JSON object or array. */
  static Optional<FoccoEnvelope> read(String text) {
    try {
      JsonNode tree = JSON.readTree(text);
      return tree != null && tree.isContainerNode()
          ? Optional.of(new FoccoEnvelope(plain(tree, new HashMap<>())))
          : Optional.empty();
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  /** Whether the answer carries a verdict at all; bare lists and pages do not. */
  boolean hasVerdict() {
    return root.has("succeeded") || root.has("issuccessful");
  }

  /** Focco's verdict, from the body alone. */
  boolean succeeded() {
    return root.path("succeeded").asBoolean(root.path("issuccessful").asBoolean());
  }

  /** All error messages, each once, in one line. */
  String words() {
    Set<String> messages = new LinkedHashSet<>();
    collect(root, messages);
    String words = messages.isEmpty() ? "Focco gave no reason" : String.join(" / ", messages);
    return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS) + "…";
  }

  /**
   * Whether Focco says that what was asked for does not exist. That something else is missing, such
   * as the customer or the user, does not say so.
   *
   * @param thing in lower case, such as {@code orçamento}
   */
  boolean saysNotFound(String thing) {
    String words = plain(words());
    if (words.contains("ora-01403")) {
      return true;
    }
    Matcher said = NOT_FOUND.matcher(words);
    while (said.find()) {
      String what = said.group(1) == null ? said.group(2) : said.group(1);
      if (what.isBlank() || NOTHING_ELSE.matcher(what).find() || what.contains(plain(thing))) {
        return true;
      }
    }
    return false;
  }

  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFD)
        .replaceAll("\\p{M}", "")
        .toLowerCase(Locale.ROOT);
  }

  /** The result: what stands in {@code Value}, else the whole answer. */
  JsonNode value() {
    JsonNode value = root.get("value");
    return value == null ? root : value;
  }

  /** The first of several results, or the only one. */
  JsonNode first() {
    JsonNode value = value();
    return value.isArray() ? value.path(0) : value;
  }

  private static void collect(JsonNode status, Set<String> messages) {
    for (String name : new String[] {"errormessage", "baseerrormessage", "customerrormessage"}) {
      String said = status.path(name).asText("").replaceAll("\\s+", " ").strip();
      if (!said.isEmpty() && !said.equals("null")) {
        messages.add(said);
      }
    }
    status.path("innersinglestatuses").forEach(inner -> collect(inner, messages));
  }

  private static JsonNode plain(JsonNode node, Map<String, JsonNode> known) {
    if (node.isArray()) {
      ArrayNode array = NODES.arrayNode(node.size());
      node.forEach(item -> array.add(plain(item, known)));
      return array;
    }
    if (!node.isObject()) {
      return node;
    }
    if (node.has("$ref")) {
      return known.getOrDefault(node.get("$ref").asText(), MissingNode.getInstance());
    }
    if (node.has("$values")) {
      JsonNode values = plain(node.get("$values"), known);
      known.put(node.path("$id").asText(), values);
      return values;
    }
    ObjectNode object = NODES.objectNode();
    known.put(node.path("$id").asText(), object);
    node.fields()
        .forEachRemaining(
            field -> {
              if (!field.getKey().startsWith("$")) {
                object.set(field.getKey().toLowerCase(Locale.ROOT), plain(field.getValue(), known));
              }
            });
    return object;
  }
}
