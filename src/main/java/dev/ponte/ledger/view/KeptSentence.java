package dev.ponte.ledger.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A sentence as the database keeps it: its code and its parts, so that whoever reads it later does
 * so in their own language. Beside it stands the same in English, for scripts and for a release
 * that has no words for the code any more.
 */
public final class KeptSentence {

  /** What is longer is read in English. */
  private static final int MOST = 8_000;

  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String CODE = "code";
  private static final String ARGS = "args";
  private static final String SPAN = "span";
  private static final String AMOUNT = "amount";
  private static final String TIME = "time";

  private KeptSentence() {}

  /** JSON; null for no sentence, and for one that is too long. */
  public static String write(Sentence it) {
    String json = it == null ? null : node(it).toString();
    return json == null || json.length() > MOST ? null : json;
  }

  /**
   * @param json as {@link #write} makes it; null for what an older release has kept
   * @param english the same as words; null for none
   * @return null for neither
   */
  public static Sentence read(String json, String english) {
    if (json != null) {
      try {
        return sentence(JSON.readTree(json)).or(english);
      } catch (JsonProcessingException | DateTimeException | IllegalArgumentException another) {
        return words(english);
      }
    }
    return words(english);
  }

  private static Sentence words(String english) {
    return english == null ? null : Sentence.words(english);
  }

  private static ObjectNode node(Sentence it) {
    ArrayNode args = NODES.arrayNode();
    it.args().forEach(arg -> args.add(value(arg)));
    ObjectNode node = NODES.objectNode().put(CODE, it.code());
    node.set(ARGS, args);
    return node;
  }

  private static JsonNode value(Object it) {
    if (it == null) {
      return NODES.nullNode();
    }
    if (it instanceof Sentence inner) {
      return node(inner);
    }
    if (it instanceof List<?> several) {
      ArrayNode all = NODES.arrayNode();
      several.forEach(one -> all.add(value(one)));
      return all;
    }
    if (it instanceof Duration span) {
      return NODES.objectNode().put(SPAN, span.toString());
    }
    if (it instanceof BigDecimal amount) {
      return NODES.objectNode().put(AMOUNT, amount.toPlainString());
    }
    if (it instanceof Instant || it instanceof OffsetDateTime) {
      return NODES.objectNode().put(TIME, it.toString());
    }
    return it instanceof Number number
        ? NODES.numberNode(number.longValue())
        : NODES.textNode(it.toString());
  }

  private static Sentence sentence(JsonNode node) {
    List<Object> args = new ArrayList<>();
    node.path(ARGS).forEach(it -> args.add(value(it)));
    return new Sentence(node.path(CODE).asText(), args, null);
  }

  private static Object value(JsonNode it) {
    if (it.isNull()) {
      return null;
    }
    if (it.isArray()) {
      return StreamSupport.stream(it.spliterator(), false).map(KeptSentence::value).toList();
    }
    if (it.has(CODE)) {
      return sentence(it);
    }
    if (it.has(SPAN)) {
      return Duration.parse(it.path(SPAN).asText());
    }
    if (it.has(AMOUNT)) {
      return new BigDecimal(it.path(AMOUNT).asText());
    }
    if (it.has(TIME)) {
      return OffsetDateTime.parse(it.path(TIME).asText());
    }
    return it.isNumber() ? it.longValue() : it.asText();
  }
}
