package dev.ponte.connector.moovin.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** How values of Moovin's records are read: numbers as text, null dates, flags in every form. */
public final class Fields {

  public static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private static final Pattern COMMA = Pattern.compile("-?[\\d.]*,\\d+");
  private static final Set<String> YES = Set.of("1", "s", "sim", "true");

  private Fields() {}

  /** The text without blanks around it; null when absent, blank or no single value. */
  public static String text(JsonNode record, String name) {
    JsonNode value = record.path(name);
    if (!value.isValueNode() || value.isNull()) {
      return null;
    }
    String text = value.isNumber() ? value.decimalValue().toPlainString() : value.asText().strip();
    return text.isEmpty() ? null : text;
  }

  /** The first of the names that has a text; null when none has. */
  public static String firstText(JsonNode record, String... names) {
    for (String name : names) {
      String text = text(record, name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** Whether the flag is set; {@code N}, {@code n/a}, {@code 0} and nothing at all say no. */
  public static boolean flag(JsonNode record, String name) {
    String text = text(record, name);
    return text != null && YES.contains(text.toLowerCase(Locale.ROOT));
  }

  /** The number, with a point or a comma before its decimals; null when absent. */
  public static BigDecimal number(JsonNode record, String name) {
    String text = text(record, name);
    try {
      return text == null
          ? null
          : new BigDecimal(COMMA.matcher(text).matches() ? point(text) : text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("%s is %s, which is no number".formatted(name, text), e);
    }
  }

  private static String point(String text) {
    return text.replace(".", "").replace(',', '.');
  }

  /** As {@link #number} in cents, zero when absent. */
  public static BigDecimal money(JsonNode record, String name) {
    BigDecimal number = number(record, name);
    return number == null ? BigDecimal.ZERO : number.setScale(2, RoundingMode.HALF_UP);
  }

  /** A date with or without a time; null when absent or {@code 0000-00-00}. */
  public static LocalDateTime local(JsonNode record, String name) {
    String text = text(record, name);
    if (text == null || text.startsWith("0000-00-00")) {
      return null;
    }
    try {
      return text.length() <= 10
          ? LocalDate.parse(text).atStartOfDay()
          : LocalDateTime.parse(text.replace(' ', 'T'));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("%s is %s, which is no date".formatted(name, text), e);
    }
  }

  /** As {@link #local}, at the offset that the store's zone had then. */
  public static OffsetDateTime time(JsonNode record, String name, ZoneId zone) {
    LocalDateTime local = local(record, name);
    return local == null ? null : local.atZone(zone).toOffsetDateTime();
  }
}
