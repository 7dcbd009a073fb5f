package dev.ponte.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
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
import java.util.Locale;
import java.util.Map;

/** How JSON of others is read: names in any letter case, points in time in any form of ISO 8601. */
public final class LenientJson {

  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalStart()
          .appendOffsetId()
          .toFormatter(Locale.ROOT);

  private LenientJson() {}

  /** The first field of this name in any letter case; missing when there is none. */
  public static JsonNode field(JsonNode node, String name) {
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

  /**
   * A point in time, with a T or blanks before the time, any fraction of the second and perhaps an
   * offset; cut to microseconds, which is what databases hold. Null for a null text.
   *
   * @param what the field, for the error
   * @param zone of dates without an offset
   * @throws IllegalArgumentException when it is none
   */
  public static OffsetDateTime time(String text, String what, ZoneId zone) {
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
