package dev.ponte.connector.fastcommerce.api;

import dev.ponte.connection.Argument;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A field that may be written, as the document's dictionary has it.
 *
 * @param most characters of a text
 */
record Field(String name, Kind kind, int most) {

  /** How a value is checked and written. */
  enum Kind {
    TEXT,
    /** The last part of a URL: letters, digits, hyphens. */
    URL,
    INT,
    SMALLINT,
    TINYINT,
    BIT,
    MONEY,
    REAL,
    /** smalldatetime, to the minute. */
    MOMENT,
    DAY,
    /** Number or text of an order's status. */
    STATUS,
    /** A stock to set, or {@code 2+} to add, {@code 3-} to subtract. */
    STOCK,
    /** I, A, E or D. */
    COMMAND
  }

  private static final Pattern STOCK = Pattern.compile("-?\\d{1,5}|\\d{1,5}[+-]");

  /** The field that an argument of the table of operations is. */
  static Field of(Argument argument) {
    String word = argument.form().word();
    String kind = word.replaceAll("\\d", "");
    return new Field(
        argument.name(),
        kind.equals("s") ? Kind.TEXT : Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
        kind.equals(word) ? 0 : Integer.parseInt(word.substring(kind.length())));
  }

  /**
   * The value in the form that the API takes.
   *
   * @throws IllegalArgumentException in a sentence, when it cannot be one
   */
  String write(String value) {
    return switch (kind) {
      case TEXT -> text(value);
      case URL -> matching(text(value), "[A-Za-z0-9-]*", "letters, digits and hyphens only");
      case INT -> whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case SMALLINT -> whole(value, Short.MIN_VALUE, Short.MAX_VALUE);
      case TINYINT -> whole(value, 0, 255);
      case BIT -> bit(value);
      case MONEY -> Values.money(name, value);
      case REAL -> Values.real(name, value);
      case MOMENT -> value.isBlank() ? "" : Values.minute(name, value);
      case DAY -> value.isBlank() ? "" : Values.day(name, value);
      case STATUS -> StatusNumbers.number(value);
      case STOCK -> stock(value.strip());
      case COMMAND -> matching(value.strip(), "[IAED]", "I, A, E or D");
    };
  }

  /**
   * As {@link #write}, of what a report says; OLE's zero date is none.
   *
   * @throws IllegalArgumentException when it cannot be one
   */
  String normal(String value) {
    return switch (kind) {
      case TEXT, URL -> value.strip();
      case REAL -> {
        BigDecimal number = Values.numberOrZero(name, value);
        yield number.stripTrailingZeros().toPlainString().replace('.', ',');
      }
      case MOMENT -> Values.time(name, value, ZoneOffset.UTC) == null ? "" : write(value);
      default -> write(value);
    };
  }

  /** Whether a value changes by what stands there, so that it must not be sent twice. */
  static boolean isRelative(String stock) {
    return stock.endsWith("+") || stock.endsWith("-");
  }

  private String text(String value) {
    int length = value.codePointCount(0, value.length());
    if (length > most) {
      throw new IllegalArgumentException(
          "%s has %d characters, but Fastcommerce keeps %d".formatted(name, length, most));
    }
    return value;
  }

  private String whole(String value, long least, long greatest) {
    String plain = value.strip();
    if (!plain.matches("-?\\d{1,18}")
        || Long.parseLong(plain) < least
        || Long.parseLong(plain) > greatest) {
      throw new IllegalArgumentException(
          "%s is \"%s\", but must be a whole number from %d to %d"
              .formatted(name, value, least, greatest));
    }
    return plain;
  }

  private String bit(String value) {
    Boolean flag = Values.flag(value);
    if (flag == null) {
      throw new IllegalArgumentException(
          "%s is \"%s\", but must be True or False".formatted(name, value));
    }
    return flag ? "True" : "False";
  }

  private String stock(String value) {
    if (!STOCK.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "%s is \"%s\", but must be a number such as 50, 2+ or 3-".formatted(name, value));
    }
    whole(value.replaceAll("[+-]$", ""), Short.MIN_VALUE, Short.MAX_VALUE);
    return value;
  }

  private String matching(String value, String pattern, String allowed) {
    if (!value.matches(pattern)) {
      throw new IllegalArgumentException(
          "%s is \"%s\", but must be %s".formatted(name, value, allowed));
    }
    return value;
  }
}
