package dev.ponte.connector.presence;

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
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How Presence's records are read: liberally in letter case, absence, types and dates (P2, P3). */
final class PresenceJson {

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  private PresenceJson() {}

  /** The field of this name in any letter case; missing when there is none. */
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

  /**
   * A point in time, with a T or a blank before the time, any fraction of the second and perhaps an
   * offset; null for a null text.
   *
   * @param zone of dates without an offset
   * @throws IllegalArgumentException when it is none
   */
  static OffsetDateTime time(String text, String what, ZoneId zone) {
    if (text == null) {
      return null;
    }
    try {
      TemporalAccessor read =
          ISO.parseBest(
              text.replaceFirst(" +", "T"),
              OffsetDateTime::from,
              LocalDateTime::from,
              LocalDate::from);
      return (read instanceof OffsetDateTime exact ? exact : atZone(read, zone))
          .truncatedTo(ChronoUnit.MICROS);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("%s is %s, which is no date".formatted(what, text), e);
    }
  }

  private static OffsetDateTime atZone(TemporalAccessor local, ZoneId zone) {
    LocalDateTime time =
        local instanceof LocalDateTime it ? it : LocalDate.from(local).atStartOfDay();
    return time.atZone(zone).toOffsetDateTime();
  }
}
