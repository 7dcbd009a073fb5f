package dev.ponte.connection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.delivery.Priority;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One documented operation of a system.
 *
 * @param name for {@code <system>-call-action}, the command line, metrics, logs and errors
 * @param verb the HTTP method; where a setting decides, its default
 * @param path with {@code {name}} for each argument that stands in it
 * @param effect what a repetition would do
 * @param more what else the system's connector must know of it, by name
 * @param arguments what it takes
 * @param rules what its arguments must be together
 */
public record Operation(
    String name,
    String verb,
    String path,
    ApiCall.Effect effect,
    Priority priority,
    Map<String, String> more,
    List<Argument> arguments,
    List<ArgumentRule> rules) {

  /** Of {@link #more}: it takes any argument, since none is documented. */
  public static final String ANYTHING = "anything";

  /** Of {@link #more}: what it does is more than its name says, and cannot be brought back. */
  public static final String DANGEROUS = "dangerous";

  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  /** The argument that is sent as the body, as JSON. */
  private static final String BODY = "body";

  /** Whether it takes an argument of that name. */
  public boolean takes(String argument) {
    return arguments.stream().anyMatch(it -> it.isNamed(argument));
  }

  /** The same at another address. */
  public Operation at(String otherVerb, String otherPath) {
    return new Operation(name, otherVerb, otherPath, effect, priority, more, arguments, rules);
  }

  /**
   * The call: what is named in the path goes there, {@code body} is the body, the rest the query.
   *
   * @throws IllegalArgumentException as {@link #check}
   */
  public ApiCall call(JsonNode given) {
    check(given);
    List<Object> inPath = new ArrayList<>();
    List<String> others = new ArrayList<>(arguments.stream().map(Argument::name).toList());
    for (Matcher it = VARIABLE.matcher(path); it.find(); ) {
      inPath.add(text(given, it.group(1)));
      others.remove(it.group(1));
    }
    ApiCall call =
        ApiCall.of(name, verb, effect, VARIABLE.matcher(path).replaceAll("{}"), inPath.toArray())
            .priority(priority);
    for (String other : others) {
      String value = text(given, other);
      if (value != null) {
        call = other.equals(BODY) ? call.json(value) : call.query(other, value);
      }
    }
    return call;
  }

  private String text(JsonNode given, String argument) {
    JsonNode value = argument(argument).in(given);
    if (Argument.isEmpty(value)) {
      return value.isContainerNode() ? value.toString() : null;
    }
    return value.isContainerNode() ? value.toString() : value.asText().strip();
  }

  /**
   * Checks arguments before a call is spent on them.
   *
   * @throws IllegalArgumentException in one sentence, when one is missing, unknown or malformed, or
   *     they do not go together
   */
  public void check(JsonNode given) {
    if (more.containsKey(ANYTHING)) {
      return;
    }
    for (Iterator<String> names = given.fieldNames(); names.hasNext(); ) {
      String one = names.next();
      if (!takes(one)) {
        throw new IllegalArgumentException(
            "%s has no argument %s; it has %s"
                .formatted(
                    name,
                    one,
                    arguments.stream().map(Argument::name).collect(Collectors.joining(", "))));
      }
    }
    arguments.forEach(it -> it.check(name, "", it.in(given)));
    rules.forEach(it -> it.check(name, given));
  }

  /**
   * What the arguments lack that keeps the call from changing everything that the system has; empty
   * when nothing does.
   */
  public List<String> endangers(JsonNode given) {
    return rules.stream()
        .filter(it -> it.kind() == ArgumentRule.Kind.ENDANGERS_WITHOUT && it.lacksAll(given))
        .flatMap(it -> it.sets().stream())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * Refuses what would change everything, or cannot be brought back, unless it is allowed.
   *
   * @param allowed the setting {@code allow-dangerous} of the connection
   * @throws IllegalArgumentException in one sentence that names the setting
   */
  public void requireSafe(String connection, boolean allowed, JsonNode given) {
    List<String> lacks = endangers(given);
    if (!allowed && (more.containsKey(DANGEROUS) || !lacks.isEmpty())) {
      throw new IllegalArgumentException(
          "%s%s cannot be brought back; set ponte.connections.%s.allow-dangerous to true if that is wanted"
              .formatted(
                  name,
                  lacks.isEmpty()
                      ? ""
                      : " without %s changes everything, which".formatted(String.join(", ", lacks)),
                  connection));
    }
  }

  /** What it takes, in one line: the names, with {@code *} what is required, and the rules. */
  public String usage() {
    List<String> parts = new ArrayList<>();
    arguments.forEach(it -> parts.add(it.toString()));
    rules.forEach(it -> parts.add("(" + it + ")"));
    String none = more.containsKey(ANYTHING) ? "anything" : "nothing";
    return parts.isEmpty() ? none : String.join(" ", parts);
  }

  /** As {@link #usage}, with what each value must look like. */
  public String documentation() {
    List<String> parts = new ArrayList<>();
    arguments.forEach(it -> parts.add(it.documentation()));
    rules.forEach(it -> parts.add("(" + it + ")"));
    String none = more.containsKey(ANYTHING) ? "anything" : "nothing";
    return parts.isEmpty() ? none : String.join(" ", parts);
  }

  /**
   * @throws IllegalArgumentException when it takes none of that name
   */
  public Argument argument(String named) {
    return arguments.stream()
        .filter(it -> it.isNamed(named))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("%s has no argument %s".formatted(name, named)));
  }
}
