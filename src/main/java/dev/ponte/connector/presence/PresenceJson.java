package dev.ponte.connector.presence;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.LenientJson;
import java.math.BigDecimal;
import java.util.List;

/** How Presence's records are read: liberally in letter case, absence, types and dates. */
final class PresenceJson {

  private PresenceJson() {}

  /** The field of this name in any letter case; missing when there is none. */
  static JsonNode field(JsonNode node, String name) {
    return LenientJson.field(node, name);
  }

  /** The text without spaces around it; null when absent, null or blank. */
  static String text(JsonNode node, String name) {
    JsonNode value = field(node, name);
    if (value.isNull() || !value.isValueNode()) {
      return null;
    }
    String text = value.asText().strip();
    return text.isEmpty() ? null : text;
  }

  /** The text of the first of the names that has one; null when none has. */
  static String first(JsonNode node, List<String> names) {
    for (String name : names) {
      String text = text(node, name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /**
   * The number, with a point or a comma before its decimals; null for a null text.
   *
   * @throws IllegalArgumentException when it is none
   */
  static BigDecimal decimal(String text, String what) {
    if (text == null) {
      return null;
    }
    boolean comma = text.indexOf(',') > text.indexOf('.');
    String plain = comma ? text.replace(".", "").replace(',', '.') : text;
    try {
      return new BigDecimal(plain);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s is %s, which is no number".formatted(what, text), e);
    }
  }
}
