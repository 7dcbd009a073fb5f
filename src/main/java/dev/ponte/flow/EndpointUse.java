package dev.ponte.flow;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An endpoint as a route names it.
 *
 * @param role {@code from}, {@code to}, {@code toD} or {@code wireTap}
 * @param scheme such as {@code kamelet}
 * @param path what follows the scheme, without options
 * @param parameters options from the URI and from {@code parameters}
 */
record EndpointUse(String role, String scheme, String path, Map<String, String> parameters) {

  static EndpointUse of(String role, String uri, Map<?, ?> parameters) {
    Map<String, String> all = new LinkedHashMap<>();
    String[] halves = uri.split("\\?", 2);
    if (halves.length == 2) {
      for (String pair : halves[1].split("&")) {
        String[] parts = pair.split("=", 2);
        all.put(parts[0], parts.length == 2 ? decode(parts[1]) : "");
      }
    }
    parameters.forEach((name, value) -> all.put(String.valueOf(name), String.valueOf(value)));
    String[] names = halves[0].split(":", 2);
    String path = names.length == 2 ? names[1].replaceFirst("^//", "") : "";
    return new EndpointUse(role, names[0], path, all);
  }

  boolean isKamelet() {
    return scheme.equals("kamelet");
  }

  boolean isLedger() {
    return scheme.equals("ledger");
  }

  boolean isSource() {
    return role.equals("from");
  }

  boolean isSink() {
    return !isSource() && isKamelet() && path.endsWith("-sink");
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
