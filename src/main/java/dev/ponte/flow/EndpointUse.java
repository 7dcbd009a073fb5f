package dev.ponte.flow;

import dev.ponte.connection.Place;
import dev.ponte.connection.YamlNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * An endpoint as a route names it.
 *
 * @param role {@code from}, {@code to}, {@code toD}, {@code wireTap} or {@code kamelet}
 * @param scheme such as {@code kamelet}
 * @param path what follows the scheme, without options
 * @param parameters options from the URI and from {@code parameters}, with placeholders resolved
 * @param place of the URI
 * @param places of the options that have lines of their own
 */
record EndpointUse(
    String role,
    String scheme,
    String path,
    Map<String, String> parameters,
    Place place,
    Map<String, Place> places) {

  static EndpointUse of(
      String role, YamlNode uri, YamlNode parameters, UnaryOperator<String> resolver) {
    String written = resolver.apply(uri.text());
    String whole = role.equals("kamelet") ? "kamelet:" + written : written;
    Map<String, String> all = new LinkedHashMap<>();
    Map<String, Place> places = new HashMap<>();
    String[] halves = whole.split("\\?", 2);
    if (halves.length == 2) {
      for (String pair : halves[1].split("&")) {
        String[] parts = pair.split("=", 2);
        all.put(parts[0], parts.length == 2 ? decode(parts[1]) : "");
      }
    }
    if (parameters != null) {
      for (YamlNode.Entry it : parameters.entries()) {
        String text = it.value().text();
        all.put(it.key(), text == null ? "" : resolver.apply(text));
        places.put(it.key(), it.place());
      }
    }
    String[] names = halves[0].split(":", 2);
    String path = names.length == 2 ? names[1].replaceFirst("^//", "") : "";
    return new EndpointUse(role, names[0], path, all, uri.place(), places);
  }

  /** Where an option stands; the URI's place when it stands there or nowhere. */
  Place place(String parameter) {
    return places.getOrDefault(parameter, place);
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
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
