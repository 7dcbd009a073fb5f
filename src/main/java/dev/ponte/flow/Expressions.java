package dev.ponte.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.connection.Finding;
import dev.ponte.connection.Nearest;
import dev.ponte.connection.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.Predicate;
import org.apache.camel.spi.Language;
import org.apache.camel.support.DefaultExchange;

/** The expressions of flows: whether they compile, and what they do with a message of the type. */
final class Expressions {

  /** Whose text is a value, or the name of something. */
  private static final Set<String> PLAIN =
      Set.of(
          "constant",
          "header",
          "exchangeProperty",
          "variable",
          "method",
          "ref",
          "tokenize",
          "xtokenize",
          "csimple",
          "java",
          "joor");

  private static final Pattern JQ_PATH =
      Pattern.compile("^\\s*\\.([A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*)");
  private static final Pattern JSON_PATH =
      Pattern.compile("^\\s*\\$\\.([A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*)");
  private static final Set<String> UNTOUCHED =
      Set.of(
          "log",
          "removeHeader",
          "removeHeaders",
          "removeProperty",
          "removeProperties",
          "removeVariable",
          "convertBodyTo",
          "delay",
          "stop",
          "throttle");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final CamelContext camel;

  Expressions(CamelContext camel) {
    this.camel = camel;
  }

  /** What is wrong with the expressions as they are written; empty when nothing is. */
  List<Finding> findings(Collection<DslSchema.Site> sites) {
    List<Finding> found = new ArrayList<>();
    for (DslSchema.Site it : sites) {
      fault(it).ifPresent(words -> found.add(Finding.fault(it.text().place(), words)));
    }
    return found;
  }

  private Optional<String> fault(DslSchema.Site site) {
    if (PLAIN.contains(site.language())) {
      return Optional.empty();
    }
    String text = site.text().text();
    try {
      String resolved = camel.resolvePropertyPlaceholders(text);
      if (site.predicate()) {
        predicate(site.language(), resolved);
      } else {
        expression(site.language(), resolved);
      }
      return Optional.empty();
    } catch (NoSuchLanguageException e) {
      return Optional.of(
          "there is no language %s here%s"
              .formatted(
                  site.language(),
                  Nearest.of(site.language(), Set.of("simple", "jq", "xpath", "constant"))
                      .filter(it -> !it.equals(site.language()))
                      .map("; did you mean %s?"::formatted)
                      .orElse("; use simple, jq or xpath")));
    } catch (RuntimeException | LinkageError e) {
      // A placeholder that is missing is told of by itself.
      return e.getMessage() != null && e.getMessage().contains("{{")
          ? Optional.empty()
          : Optional.of(
              "the %s expression does not compile: %s".formatted(site.language(), words(e)));
    }
  }

  private Predicate predicate(String language, String text) {
    Predicate predicate = camel.resolveLanguage(language).createPredicate(text);
    predicate.init(camel);
    return predicate;
  }

  private Expression expression(String language, String text) {
    Language known = camel.resolveLanguage(language);
    Expression expression = known.createExpression(text);
    expression.init(camel);
    return expression;
  }

  /** What the steps of a route from the ledger do with a message, as far as nothing is called. */
  List<Finding> tried(FlowRoute route) {
    EndpointUse source = route.source();
    YamlNode steps = route.node().get("from").flatMap(it -> it.get("steps")).orElse(null);
    if (source == null || !source.isLedger() || steps == null || !isType(source.path())) {
      return List.of();
    }
    JsonNode sample = Samples.of(source.path());
    boolean batch = source.parameters().getOrDefault("batchSize", "1").matches("[2-9]|\\d{2,}");
    Exchange exchange = new DefaultExchange(camel);
    exchange.getMessage().setBody((batch ? batch(sample) : sample).toString());
    Trying trying = new Trying(source.path(), batch ? null : sample, new ArrayList<>());
    trying.steps(steps, exchange);
    return trying.found();
  }

  private static JsonNode batch(JsonNode sample) {
    ArrayNode all = JSON.createArrayNode();
    all.addObject().put("id", 1).set("body", sample);
    return all;
  }

  private static boolean isType(String type) {
    return Canonical.TYPES.containsKey(type);
  }

  /**
   * One run through the steps of a route.
   *
   * @param sample what the body was; null when that is a batch
   */
  private final class Trying {

    private final String type;
    private final JsonNode sample;
    private final List<Finding> found;
    private boolean untouched = true;

    private Trying(String type, JsonNode sample, List<Finding> found) {
      this.type = type;
      this.sample = sample;
      this.found = found;
    }

    List<Finding> found() {
      return found;
    }

    /** Whether the body is still known behind them. */
    private boolean steps(YamlNode steps, Exchange exchange) {
      for (YamlNode step : steps.items()) {
        for (YamlNode.Entry it : step.entries()) {
          if (!step(it.key(), it.value(), exchange)) {
            return false;
          }
        }
      }
      return true;
    }

    private boolean step(String name, YamlNode value, Exchange exchange) {
      switch (name) {
        case "filter" -> {
          evaluate(value, exchange, true);
          return inside(value, exchange);
        }
        case "choice" -> {
          value.get("when").ifPresent(it -> it.items().forEach(when -> when(when, exchange)));
          value.get("otherwise").ifPresent(it -> inside(it, exchange));
          return value.get("when").stream()
                  .flatMap(it -> it.items().stream())
                  .allMatch(Trying::isHarmless)
              && value.get("otherwise").stream().allMatch(Trying::isHarmless);
        }
        case "validate" -> {
          evaluate(value, exchange, true);
          return true;
        }
        case "setHeader", "setProperty", "setVariable" -> {
          String key = value.get("name").map(YamlNode::text).orElse("");
          evaluate(value, exchange, false).ifPresent(it -> set(name, key, it, exchange));
          return true;
        }
        case "setBody", "transform" -> {
          Optional<Object> body = evaluate(value, exchange, false);
          body.ifPresent(exchange.getMessage()::setBody);
          untouched = false;
          return body.isPresent();
        }
        case "unmarshal" -> {
          return unmarshal(value, exchange);
        }
        case "to" -> {
          String uri =
              value.isMap() ? value.get("uri").map(YamlNode::text).orElse("") : value.text();
          return uri != null && (uri.startsWith("ledger:") || uri.startsWith("log:"));
        }
        default -> {
          return UNTOUCHED.contains(name);
        }
      }
    }

    private void when(YamlNode when, Exchange exchange) {
      evaluate(when, exchange, true);
      inside(when, exchange);
    }

    /** On a copy: what happens inside does not always happen. */
    private boolean inside(YamlNode block, Exchange exchange) {
      boolean before = untouched;
      boolean known = block.get("steps").map(it -> steps(it, exchange.copy())).orElse(true);
      untouched = before;
      return known;
    }

    private static boolean isHarmless(YamlNode block) {
      return block.get("steps").stream()
          .flatMap(it -> it.items().stream())
          .flatMap(it -> it.entries().stream())
          .allMatch(
              it ->
                  UNTOUCHED.contains(it.key())
                      || it.key().startsWith("set") && !it.key().equals("setBody"));
    }

    private boolean unmarshal(YamlNode value, Exchange exchange) {
      if (value.get("json").isEmpty()) {
        return false;
      }
      try {
        Object read = JSON.readValue(exchange.getMessage().getBody(String.class), Object.class);
        Optional<String> variable = value.get("variableReceive").map(YamlNode::text);
        if (variable.isPresent()) {
          exchange.setVariable(variable.get(), read);
        } else {
          exchange.getMessage().setBody(read);
          untouched = false;
        }
        return true;
      } catch (JsonProcessingException e) {
        return false;
      }
    }

    private static void set(String step, String key, Object value, Exchange exchange) {
      switch (step) {
        case "setHeader" -> exchange.getMessage().setHeader(key, value);
        case "setProperty" -> exchange.setProperty(key, value);
        default -> exchange.setVariable(key, value);
      }
    }

    /** Empty when it cannot be told. */
    private Optional<Object> evaluate(YamlNode step, Exchange exchange, boolean predicate) {
      YamlNode holder = step.get("expression").filter(YamlNode::isMap).orElse(step);
      for (YamlNode.Entry it : holder.entries()) {
        YamlNode value = it.value();
        YamlNode text = value.isMap() ? value.get("expression").orElse(null) : value;
        boolean known =
            Set.of("simple", "jq", "jsonpath", "constant", "header", "exchangeProperty", "variable")
                .contains(it.key());
        if (known && text != null && text.isScalar()) {
          return evaluate(it.key(), text, exchange, predicate);
        }
      }
      return Optional.empty();
    }

    private Optional<Object> evaluate(
        String language, YamlNode text, Exchange exchange, boolean predicate) {
      try {
        String resolved = camel.resolvePropertyPlaceholders(text.text());
        Optional<String> wrong = untouched ? field(language, resolved) : Optional.empty();
        if (wrong.isPresent()) {
          found.add(Finding.fault(text.place(), wrong.get()));
          return Optional.empty();
        }
        Exchange copy = exchange.copy();
        if (predicate) {
          return Optional.of(predicate(language, resolved).matches(copy));
        }
        Object value = expression(language, resolved).evaluate(copy, Object.class);
        if (copy.getException() != null) {
          throw copy.getException();
        }
        return Optional.ofNullable(value);
      } catch (Exception | LinkageError e) {
        if (compiles(language, text, predicate)) {
          found.add(
              Finding.fault(
                  text.place(),
                  "the %s expression fails on a message of type %s: %s"
                      .formatted(language, type, advised(words(e)))));
        }
        return Optional.empty();
      }
    }

    /** What does not compile is told already. */
    private boolean compiles(String language, YamlNode text, boolean predicate) {
      return fault(new DslSchema.Site(language, text, predicate)).isEmpty();
    }

    private Optional<String> field(String language, String text) {
      Pattern form =
          language.equals("jq") ? JQ_PATH : language.equals("jsonpath") ? JSON_PATH : null;
      Matcher path = form == null || sample == null ? null : form.matcher(text);
      if (path == null || !path.find()) {
        return Optional.empty();
      }
      JsonNode at = sample;
      for (String name : path.group(1).split("\\.")) {
        // Where anything may stand, as in a map, or below a value, nothing can be told.
        if (!at.isObject() || at.isEmpty()) {
          return Optional.empty();
        }
        if (!at.has(name)) {
          Set<String> names = new TreeSet<>();
          for (Iterator<Map.Entry<String, JsonNode>> all = at.fields(); all.hasNext(); ) {
            names.add(all.next().getKey());
          }
          return Optional.of(
              "a message of type %s has no field %s%s"
                  .formatted(
                      type,
                      name,
                      Nearest.of(name, names)
                          .map("; did you mean %s?"::formatted)
                          .orElse("; there are " + String.join(", ", names))));
        }
        at = at.get(name);
      }
      return Optional.empty();
    }
  }

  private static String advised(String words) {
    return words.contains("on bean: {") || words.contains("on bean: [")
        ? words.replaceAll(
            "on bean: .*", "in the body, which is JSON as text; unmarshal it before, or use jq")
        : words;
  }

  static String words(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    String words = root.getMessage() == null ? root.toString() : root.getMessage();
    return words.replaceAll("\\s+", " ").strip();
  }
}
