package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.LenientJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** How VTEX's documents are read: liberally in letter case, absence, numbers and dates. */
final class VtexJson {

  private VtexJson() {}

  /** The first field of this name in any letter case; missing when there is none. */
  static JsonNode field(JsonNode node, String name) {
    return LenientJson.field(node, name);
  }

  /** The text without spaces around it; null when absent or blank. */
  static String text(JsonNode node, String name) {
    return text(field(node, name));
  }

  static String text(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return null;
    }
    String text = (value.isValueNode() ? value.asText() : value.toString()).strip();
    return text.isEmpty() ? null : text;
  }

  /** The first of the names that has a text; null when none has. */
  static String firstText(JsonNode node, String... names) {
    for (String name : names) {
      String text = text(node, name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  static boolean flag(JsonNode node, String name) {
    return "true".equalsIgnoreCase(text(node, name));
  }

  /** The elements; none when the field is absent or no array. */
  static List<JsonNode> list(JsonNode node, String name) {
    List<JsonNode> elements = new ArrayList<>();
    JsonNode array = field(node, name);
    if (array.isArray()) {
      array.forEach(elements::add);
    }
    return elements;
  }

  /** The number; null when absent. */
  static BigDecimal decimal(JsonNode node, String name) {
    String text = text(node, name);
    if (text == null) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s is %s, which is no number".formatted(name, text), e);
    }
  }

  /** An amount in cents, as currency units; null when absent. */
  static BigDecimal money(JsonNode node, String name) {
    BigDecimal cents = decimal(node, name);
    return cents == null ? null : cents.movePointLeft(2);
  }

  /** As {@link #money}, without fractions of a cent. */
  static BigDecimal cents(JsonNode node, String name) {
    BigDecimal money = money(node, name);
    return money == null ? null : money.setScale(2, RoundingMode.HALF_UP);
  }

  /** As {@link #cents}, zero when absent. */
  static BigDecimal centsOrZero(JsonNode node, String name) {
    BigDecimal cents = cents(node, name);
    return cents == null ? BigDecimal.ZERO : cents;
  }

  /**
   * A point in time with any number of fraction digits; null when absent.
   *
   * @param zone of dates without an offset
   */
  static OffsetDateTime time(JsonNode node, String name, ZoneId zone) {
    return LenientJson.time(text(node, name), name, zone);
  }
}
