package dev.ponte.connector.fastcommerce.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers, dates and flags: read in all forms that were met, written in one. */
public final class Values {

  private static final Pattern DATE =
      Pattern.compile("(\\d{1,2})/(\\d{1,2})/(\\d{4})(?:\\s+(\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?");
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(?:\\.\\d+)?");
  private static final LocalDate OLE_ZERO = LocalDate.of(1899, 12, 30);
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy");
  private static final Map<String, Boolean> FLAGS =
      Map.of(
          "true", true, "s", true, "1", true, "sim", true, "false", false, "n", false, "0", false);

  private Values() {}

  /**
   * An amount in any of 1.234,56, 1234,56 and 1234.56, with or without currency sign.
   *
   * @return null when there is none
   * @throws IllegalArgumentException when it is no number
   */
  public static BigDecimal number(String name, String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String plain = text.replaceAll("[\\s\\u00a0]|R\\$|%", "");
    int comma = plain.lastIndexOf(',');
    int point = plain.lastIndexOf('.');
    if (comma > point) {
      plain = plain.replace(".", "").replace(',', '.');
    } else if (comma >= 0 || plain.indexOf('.') != point) {
      plain = comma >= 0 ? plain.replace(",", "") : plain.replace(".", "");
    }
    if (!NUMBER.matcher(plain).matches()) {
      throw new IllegalArgumentException("%s is \"%s\", which is no number".formatted(name, text));
    }
    return new BigDecimal(plain);
  }

  /** As {@link #number}; zero when there is none. */
  public static BigDecimal numberOrZero(String name, String text) {
    BigDecimal number = number(name, text);
    return number == null ? BigDecimal.ZERO : number;
  }

  /**
   * A date as d/M/yyyy with or without time, at the store's clock.
   *
   * @return null when there is none, or OLE's zero date stands for none
   * @throws IllegalArgumentException when it is no date
   */
  public static OffsetDateTime time(String name, String text, ZoneId zone) {
    LocalDateTime local = local(name, text);
    return local == null || local.toLocalDate().equals(OLE_ZERO)
        ? null
        : local.atZone(zone).toOffsetDateTime();
  }

  /** A flag; null when there is none or it is none. */
  public static Boolean flag(String text) {
    return text == null ? null : FLAGS.get(text.strip().toLowerCase(Locale.ROOT));
  }

  /** Money as the API takes it: decimal comma, two places. */
  public static String money(String name, String text) {
    BigDecimal value = required(name, text);
    if (value.stripTrailingZeros().scale() > 2) {
      throw new IllegalArgumentException("%s %s has more than 2 decimals".formatted(name, text));
    }
    return value.setScale(2, RoundingMode.UNNECESSARY).toPlainString().replace('.', ',');
  }

  /** A real number as the API takes it. */
  static String real(String name, String text) {
    return required(name, text).toPlainString().replace('.', ',');
  }

  /** A moment in minutes, as the API takes it. */
  public static String minute(LocalDateTime time) {
    return MINUTE.format(time);
  }

  /** As {@link #minute(LocalDateTime)}, from the store's form or an ISO one. */
  public static String minute(String name, String text) {
    return MINUTE.format(local(name, text));
  }

  /** A day, as the API takes it. */
  public static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** As {@link #day(LocalDate)}, from the store's form or an ISO one. */
  public static String day(String name, String text) {
    return DAY.format(local(name, text));
  }

  private static BigDecimal required(String name, String text) {
    BigDecimal value = number(name, text);
    if (value == null) {
      throw new IllegalArgumentException(name + " is empty, but must be a number");
    }
    return value;
  }

  private static LocalDateTime local(String name, String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    Matcher date = DATE.matcher(text.strip());
    try {
      return date.matches() ? local(date) : iso(text.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "%s is \"%s\", which is no date such as 31/12/2026 10:30".formatted(name, text), e);
    }
  }

  private static LocalDateTime local(Matcher date) {
    return LocalDateTime.of(
        integer(date.group(3)),
        integer(date.group(2)),
        integer(date.group(1)),
        integer(date.group(4)),
        integer(date.group(5)),
        integer(date.group(6)));
  }

  private static LocalDateTime iso(String text) {
    try {
      return LocalDateTime.parse(text);
    } catch (DateTimeParseException noTime) {
      return LocalDate.parse(text).atStartOfDay();
    }
  }

  private static int integer(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
