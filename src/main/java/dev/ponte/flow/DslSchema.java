package dev.ponte.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ponte.connection.Finding;
import dev.ponte.connection.Nearest;
import dev.ponte.connection.Place;
import dev.ponte.connection.YamlNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The form of a file of flows, as Camel's own schema of its YAML language tells it. A validator of
 * schemas would say that none of forty alternatives fits; this says which key is wrong.
 */
final class DslSchema {

  private static final JsonNode ROOT = load();
  private static final String LANGUAGE = "org.apache.camel.model.language.";
  private static final String ANY_LANGUAGE = LANGUAGE + "ExpressionDefinition";
  private static final String STEP = "org.apache.camel.model.ProcessorDefinition";
  private static final String LOG = "org.apache.camel.model.LogDefinition";
  private static final String EXPRESSION = "expression";

  /** What has an expression only when somebody wants one. */
  private static final Set<String> NEED_NONE = Set.of("org.apache.camel.model.SortDefinition");

  /** Where an expression is asked for yes or no. */
  private static final Set<String> PREDICATES =
      Set.of("filter", "when", "onWhen", "validate", "retryWhile", "onFallbackWhen");

  private static final int MOST_NAMED = 15;

  private final Map<JsonNode, Shape> shapes = new IdentityHashMap<>();

  /**
   * An expression in a file.
   *
   * @param language such as {@code simple}
   * @param text where it stands
   * @param predicate whether it is asked for yes or no
   */
  record Site(String language, YamlNode text, boolean predicate) {}

  /** What was found in one file. */
  record Result(List<Finding> findings, List<Site> sites) {}

  /** All that the schema says of what may stand at one place. */
  private static final class Shape {
    private final Map<String, JsonNode> properties = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private final Set<String> types = new LinkedHashSet<>();
    private final Set<String> words = new LinkedHashSet<>();
    private String definition = "";
    private boolean closed;
    private boolean single;
    private JsonNode items;

    boolean isOpen() {
      return types.isEmpty() && properties.isEmpty();
    }

    boolean isMap() {
      return types.contains("object") || !properties.isEmpty();
    }

    boolean isText() {
      return types.contains("string");
    }

    boolean isExpression() {
      return definition.startsWith(LANGUAGE) && !definition.equals(ANY_LANGUAGE);
    }

    /** Whether a language must be among the keys. */
    boolean needsExpression() {
      return properties.containsKey("simple")
          && properties.containsKey("constant")
          && !NEED_NONE.contains(definition);
    }
  }

  Result check(YamlNode file) {
    Result result = new Result(new ArrayList<>(), new ArrayList<>());
    if (!file.isList()) {
      result
          .findings()
          .add(
              Finding.fault(
                  file.place(),
                  "the file must be a list of routes, each beginning with \"- route:\""));
      return result;
    }
    for (YamlNode item : file.items()) {
      check("this element", item.place(), item, ROOT.path("items"), "", result);
    }
    return result;
  }

  /** All languages that an expression may be of. */
  Collection<String> languages() {
    return shape(ROOT.at("/items/definitions").path(ANY_LANGUAGE)).properties.keySet();
  }

  private void check(
      String name, Place key, YamlNode value, JsonNode schema, String around, Result result) {
    Shape shape = shape(schema);
    if (shape.isOpen()) {
      return;
    }
    if (shape.isExpression()) {
      site(name, value, around, result);
    } else if (shape.definition.equals(LOG)) {
      logged(value, result);
    }
    if (value.isNull()) {
      empty(name, key, shape, result);
    } else if (value.isMap()) {
      map(name, key, value, shape, around, result);
    } else if (value.isList()) {
      list(name, value, shape, around, result);
    } else {
      scalar(name, value, shape, result);
    }
  }

  private static void empty(String name, Place key, Shape shape, Result result) {
    boolean needs = shape.needsExpression() || !shape.required.isEmpty();
    if (!shape.isMap() || needs) {
      add(result, key, "%s has no value%s", name, needed(shape));
    }
  }

  private static String needed(Shape shape) {
    if (shape.items != null) {
      return "; below it stands a list, each line beginning with -";
    }
    return shape.required.isEmpty() ? "" : "; it needs " + String.join(" and ", shape.required);
  }

  private void map(
      String name, Place key, YamlNode value, Shape shape, String around, Result result) {
    if (!shape.isMap()) {
      String must =
          shape.items != null
              ? "must be a list, each line beginning with -"
              : "must be %s and nothing below it".formatted(scalarForm(shape));
      add(result, value.place(), "%s %s", name, must);
      return;
    }
    List<YamlNode.Entry> entries = value.entries();
    boolean step = shape.definition.equals(STEP);
    if (shape.single && entries.size() > 1) {
      YamlNode.Entry second = entries.get(1);
      add(
          result,
          second.place(),
          "%s stands beside %s in one element of the list; put - before it, or indent it if it belongs to %s",
          second.key(),
          entries.get(0).key(),
          entries.get(0).key());
    }
    for (YamlNode.Entry it : entries) {
      JsonNode property = shape.properties.get(it.key());
      if (property != null) {
        String inside = step || PREDICATES.contains(it.key()) ? it.key() : around;
        check(it.key(), it.place(), it.value(), property, inside, result);
      } else if (shape.closed && !it.key().startsWith("x-")) {
        add(
            result,
            it.place(),
            step || shape.single ? "there is no step %s%s" : "unknown key %s in %s%s",
            step || shape.single
                ? new Object[] {it.key(), advice(it.key(), shape.properties.keySet())}
                : new Object[] {it.key(), name, advice(it.key(), shape.properties.keySet())});
      }
    }
    Set<String> given = new LinkedHashSet<>();
    entries.forEach(it -> given.add(it.key()));
    boolean mistyped = entries.stream().anyMatch(it -> !shape.properties.containsKey(it.key()));
    for (String needed : shape.required) {
      if (!given.contains(needed)) {
        add(result, key, "%s has no %s", name, needed);
      }
    }
    if (shape.needsExpression()
        && !mistyped
        && languages().stream().noneMatch(given::contains)
        && !given.contains(EXPRESSION)) {
      add(result, key, "%s has no expression; write below it simple, jq or another language", name);
    }
  }

  private void list(String name, YamlNode value, Shape shape, String around, Result result) {
    if (shape.items == null) {
      add(result, value.place(), "%s must not be a list; take the - away", name);
      return;
    }
    for (YamlNode item : value.items()) {
      check(name, item.place(), item, shape.items, around, result);
    }
  }

  private static void scalar(String name, YamlNode value, Shape shape, Result result) {
    String text = value.text();
    boolean open = text.contains("{{") || text.contains("${");
    if (shape.items != null && !shape.isText()) {
      add(result, value.place(), "%s must be a list, each line beginning with -", name);
    } else if (shape.types.contains("boolean") && !open && !text.matches("(?i)true|false")) {
      add(result, value.place(), "%s is %s, but must be true or false", name, text);
    } else if ((shape.types.contains("number") || shape.types.contains("integer"))
        && !open
        && !text.matches("[-+]?\\d+(\\.\\d+)?")) {
      add(result, value.place(), "%s is %s, but must be a number", name, text);
    } else if (!shape.words.isEmpty()
        && !open
        && shape.words.stream().noneMatch(it -> it.equalsIgnoreCase(text))) {
      add(
          result,
          value.place(),
          "%s is %s, but must be one of %s",
          name,
          text,
          String.join(", ", shape.words));
    } else if (shape.isMap() && !shape.isText() && shape.items == null) {
      add(
          result,
          value.place(),
          "%s is \"%s\", but must have keys below it%s",
          name,
          text,
          shape.properties.isEmpty() || shape.properties.size() > MOST_NAMED
              ? ""
              : ": " + String.join(", ", shape.properties.keySet()));
    }
  }

  private static void site(String language, YamlNode value, String around, Result result) {
    YamlNode text = value.isMap() ? value.get(EXPRESSION).orElse(null) : value;
    String named = language;
    if (language.equals("language")) {
      named = value.get("language").map(YamlNode::text).orElse("");
    }
    if (text != null && text.isScalar()) {
      result.sites().add(new Site(named, text, PREDICATES.contains(around)));
    }
  }

  private static void logged(YamlNode value, Result result) {
    YamlNode message = value.isMap() ? value.get("message").orElse(null) : value;
    if (message != null && message.isScalar() && value.get("logLanguage").isEmpty()) {
      result.sites().add(new Site("simple", message, false));
    }
  }

  private static String scalarForm(Shape shape) {
    if (shape.types.contains("boolean")) {
      return "true or false";
    }
    return shape.types.contains("number") || shape.types.contains("integer") ? "a number" : "text";
  }

  private static String advice(String key, Set<String> names) {
    return Nearest.of(key, names)
        .map("; did you mean %s?"::formatted)
        .orElse(names.size() > MOST_NAMED ? "" : "; there are " + String.join(", ", names));
  }

  private static void add(Result result, Place place, String sentence, Object... words) {
    result.findings().add(Finding.fault(place, sentence.formatted(words)));
  }

  private Shape shape(JsonNode schema) {
    Shape known = shapes.get(schema);
    if (known == null) {
      known = new Shape();
      merge(known, schema, true);
      shapes.put(schema, known);
    }
    return known;
  }

  private static void merge(Shape shape, JsonNode schema, boolean surely) {
    if (schema.has("$ref")) {
      String pointer = schema.get("$ref").asText().substring(1);
      if (shape.definition.isEmpty()) {
        shape.definition = pointer.substring(pointer.lastIndexOf('/') + 1);
      }
      merge(shape, ROOT.at(pointer), surely);
    }
    if (schema.has("type")) {
      shape.types.add(schema.get("type").asText());
    }
    schema
        .path("properties")
        .fields()
        .forEachRemaining(
            it -> shape.properties.merge(it.getKey(), it.getValue(), DslSchema::fuller));
    if (surely) {
      schema.path("required").forEach(it -> shape.required.add(it.asText()));
    }
    schema.path("enum").forEach(it -> shape.words.add(it.asText()));
    shape.closed |=
        schema.has("additionalProperties") && !schema.get("additionalProperties").asBoolean();
    shape.single |= schema.path("maxProperties").asInt() == 1;
    if (schema.has("items") && schema.path("type").asText().equals("array")) {
      shape.items = schema.get("items");
    }
    for (String alternatives : List.of("oneOf", "anyOf")) {
      schema
          .path(alternatives)
          .forEach(
              it -> {
                if (!it.has("not")) {
                  merge(shape, it, false);
                }
              });
    }
  }

  /** The schema lists a property that an alternative describes as empty beside it. */
  private static JsonNode fuller(JsonNode one, JsonNode other) {
    return one.isEmpty() ? other : one;
  }

  private static JsonNode load() {
    String name = "/schema/camelYamlDsl.json";
    try (InputStream in = DslSchema.class.getResourceAsStream(name)) {
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("Camel's schema %s cannot be read".formatted(name), e);
    }
  }
}
