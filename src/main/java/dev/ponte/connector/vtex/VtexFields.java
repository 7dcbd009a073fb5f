package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;

/** Reads fields of VTEX's documents as liberally as they are written. */
final class VtexFields {

  private VtexFields() {}

  /** A text; null when it is missing, null or blank. */
  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull() || value.isContainerNode()) {
      return null;
    }
    String text = value.asText().strip();
    return text.isEmpty() ? null : text;
  }

  /** As {@link #text}, by any case of the field's name. */
  static String anyCase(JsonNode node, String field) {
    for (Iterator<Map.Entry<String, JsonNode>> it = node.fields(); it.hasNext(); ) {
      String name = it.next().getKey();
      if (name.toLowerCase(Locale.ROOT).equals(field.toLowerCase(Locale.ROOT))) {
        return text(node, name);
      }
    }
    return null;
  }

  /** An amount in cents as money; zero when it is missing or null. */
  static BigDecimal cents(JsonNode node, String field) {
    return number(node, field, BigDecimal.ZERO).movePointLeft(2);
  }

  /** A number, whether written as number or text. */
  static BigDecimal number(JsonNode node, String field, BigDecimal otherwise) {
    JsonNode value = node.path(field);
    if (value.isNumber()) {
      return value.decimalValue();
    }
    String text = text(node, field);
    try {
      return text == null ? otherwise : new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s is %s, which is no number".formatted(field, text), e);
    }
  }

  /** A time with 0 to 9 digits of fraction; without an offset it is in the zone. */
  static OffsetDateTime time(JsonNode node, String field, ZoneId zone) {
    String text = text(node, field);
    if (text == null) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME);
    } catch (DateTimeParseException noOffset) {
      try {
        return LocalDateTime.parse(text).atZone(zone).toOffsetDateTime();
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("%s is %s, which is no time".formatted(field, text), e);
      }
    }
  }
}
