package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Answers in both formats, with all that the document leaves open in turn: the root in the plural
 * and in the singular, as an array alone, one record without an array, {@code error} as number and
 * as text, keys with and without quotes.
 */
final class MoovinAnswers {

  private static final String[] PLURAL = {"pedidos", "estoques", "produtos", "clientes", "precos"};

  private final AtomicInteger turn = new AtomicInteger();

  /** A list of records. */
  Answer rows(String singular, List<? extends JsonNode> rows, boolean xml) {
    int now = turn.getAndIncrement();
    String plural = plural(singular);
    return xml
        ? xml(now % 2 == 0 ? plural : singular, singular, rows)
        : json(now, now % 2 == 0 ? plural : singular, singular, rows);
  }

  /** The answer to a save, or a failure. */
  Answer verdict(String code, String message, boolean xml) {
    int now = turn.getAndIncrement();
    if (xml) {
      return xml(
          "<response><error>%s</error><message>%s</message></response>"
              .formatted(code, escaped(message)));
    }
    String words = message.replace("\"", "'");
    return Answer.json(
        200,
        switch (now % 3) {
          case 0 -> "{\"error\":\"%s\",\"message\":\"%s\"}".formatted(code, words);
          case 1 -> "{\"error\":%s,\"message\":\"%s\"}".formatted(code, words);
          default -> "{ error: \"%s\", message: \"%s\" }".formatted(code, words);
        });
  }

  private static Answer json(
      int turn, String root, String singular, List<? extends JsonNode> rows) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode().addAll(rows);
    if (turn % 4 == 3) {
      return Answer.json(200, array.toString());
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    if (rows.size() == 1 && turn % 4 == 1) {
      answer.set(root, rows.get(0));
    } else if (turn % 4 == 2 && !rows.isEmpty()) {
      answer.putObject(plural(singular)).set(singular, array);
    } else {
      answer.set(root, array);
    }
    return Answer.json(200, answer.toString());
  }

  private static Answer xml(String root, String child, List<? extends JsonNode> rows) {
    StringBuilder out = new StringBuilder("<" + root + ">");
    rows.forEach(row -> element(out, child, row));
    return xml(out.append("</").append(root).append('>').toString());
  }

  private static Answer xml(String content) {
    String whole = "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n" + content;
    return new Answer(
        200, "text/xml; charset=utf-8", whole.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  private static void element(StringBuilder out, String name, JsonNode value) {
    if (value.isArray()) {
      value.forEach(one -> element(out, name, one));
      return;
    }
    out.append('<').append(name).append('>');
    if (value.isObject()) {
      value.fields().forEachRemaining(it -> element(out, it.getKey(), it.getValue()));
    } else {
      out.append(escaped(value.isNull() ? "" : value.asText()));
    }
    out.append("</").append(name).append('>');
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String plural(String singular) {
    for (String plural : PLURAL) {
      if (plural.equals(singular + "s")) {
        return plural;
      }
    }
    return singular.equals("status") ? "status_pedidos" : singular + "s";
  }
}
