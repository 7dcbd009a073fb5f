package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiCall.Effect;
import dev.ponte.connection.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One documented operation.
 *
 * @param name ours
 * @param method the HTTP method
 * @param path with {@code {name}} for each argument
 * @param query names of its query arguments
 * @param body whether it carries the argument {@code body} as JSON
 * @param effect what a repetition would do
 * @param host which of VTEX's hosts answers it
 * @param priority as in {@link ApiCall#priority}
 */
record VtexOperation(
    String name,
    String method,
    String path,
    List<String> query,
    boolean body,
    Effect effect,
    VtexHosts.Host host,
    int priority) {

  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");
  private static final String BODY = "body";

  /**
   * @throws IllegalArgumentException in one sentence, when an argument is missing or unknown
   */
  ApiCall call(Connection connection, JsonNode arguments) {
    List<String> variables = variables();
    requireKnown(variables, arguments);
    Object[] values = variables.stream().map(it -> required(arguments, it)).toArray();
    String template = VARIABLE.matcher(path).replaceAll("{}");
    ApiCall call = ApiCall.of(name, method, effect, template, values).priority(priority);
    for (String one : query) {
      String value = VtexJson.text(arguments, one);
      if (value != null) {
        call = call.query(one, value);
      }
    }
    if (body) {
      call = call.json(required(arguments, BODY));
    }
    return VtexHosts.at(connection, host, call.header("Accept", "application/json"));
  }

  private List<String> variables() {
    List<String> variables = new ArrayList<>();
    Matcher matcher = VARIABLE.matcher(path);
    while (matcher.find()) {
      variables.add(matcher.group(1));
    }
    return variables;
  }

  private void requireKnown(List<String> variables, JsonNode arguments) {
    Set<String> known = new HashSet<>(variables);
    known.addAll(query);
    if (body) {
      known.add(BODY);
    }
    for (Iterator<String> names = arguments.fieldNames(); names.hasNext(); ) {
      String given = names.next();
      if (!known.contains(given)) {
        throw new IllegalArgumentException(
            "Operation %s has no argument %s; it has %s".formatted(name, given, known));
      }
    }
  }

  private String required(JsonNode arguments, String argument) {
    String value = VtexJson.text(arguments, argument);
    if (value == null) {
      throw new IllegalArgumentException(
          "Operation %s needs the argument %s".formatted(name, argument));
    }
    return value;
  }
}
