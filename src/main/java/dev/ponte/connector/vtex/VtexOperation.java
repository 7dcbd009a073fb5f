package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.ApiCall;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A documented operation of VTEX (contract, section 3).
 *
 * @param path with its arguments in braces, such as {@code /orders/{orderId}}
 * @param host which of VTEX's hosts serves it
 */
record VtexOperation(String name, String method, String path, Host host, ApiCall.Effect effect) {

  private static final Pattern ARGUMENT = Pattern.compile("\\{(\\w+)}");

  /** VTEX's hosts. */
  enum Host {
    STORE,
    PAYMENTS,
    PRICING
  }

  /**
   * The call with these arguments: those that the path names go into it, {@code body} is the body,
   * all others are the query.
   *
   * @throws IllegalArgumentException when the path names one that is missing
   */
  ApiCall call(JsonNode arguments) {
    List<String> inPath = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    Matcher matcher = ARGUMENT.matcher(path);
    while (matcher.find()) {
      String argument = matcher.group(1);
      if (!arguments.hasNonNull(argument)) {
        throw new IllegalArgumentException("%s needs the argument %s".formatted(name, argument));
      }
      inPath.add(argument);
      values.add(arguments.get(argument).asText());
    }
    ApiCall call =
        ApiCall.of(name, method, effect, ARGUMENT.matcher(path).replaceAll("{}"), values.toArray());
    for (var field : (Iterable<java.util.Map.Entry<String, JsonNode>>) arguments::fields) {
      if (field.getKey().equals("body")) {
        call = call.json(field.getValue().toString());
      } else if (!inPath.contains(field.getKey())) {
        call = call.query(field.getKey(), field.getValue().asText());
      }
    }
    return call;
  }
}
