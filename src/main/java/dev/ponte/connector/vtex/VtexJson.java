package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How VTEX's documents are read: liberally in letter case, absence, numbers and dates. */
final class VtexJson {

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  private VtexJson() {}

  /** The first field of this name in any letter case; missing when there is none. */
  static JsonNode field(JsonNode node, String name) {
    JsonNode exact = node.get(name);
    if (exact != null) {
      return exact;
    }
    for (Iterator<Map.Entry<String, JsonNode>> all = node.fields(); all.hasNext(); ) {
      Map.Entry<String, JsonNode> one = all.next();
      if (one.getKey().equalsIgnoreCase(name)) {
        return one.getValue();
      }
    }
    return MissingNode.getInstance();
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

  /** As {@link #money}, zero when absent. */
  static BigDecimal moneyOrZero(JsonNode node, String name) {
    BigDecimal money = money(node, name);
    return money == null ? BigDecimal.ZERO : money;
  }

  /**
   * A point in time with any number of fraction digits; null when absent.
   *
   * @param zone of dates without an offset
   */
  static OffsetDateTime time(JsonNode node, String name, ZoneId zone) {
    String text = text(node, name);
    if (text == null) {
      return null;
    }
    try {
      TemporalAccessor read =
          ISO.parseBest(
              text.replace(' ', 'T'), OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      return (read instanceof OffsetDateTime exact ? exact : atZone(read, zone))
          .truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("%s is %s, which is no date".formatted(name, text), e);
    }
  }

  private static OffsetDateTime atZone(TemporalAccessor local, ZoneId zone) {
    LocalDateTime time =
        local instanceof LocalDateTime it ? it : LocalDate.from(local).atStartOfDay();
    return time.atZone(zone).toOffsetDateTime();
  }
}
