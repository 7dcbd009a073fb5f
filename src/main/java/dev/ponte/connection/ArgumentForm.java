package dev.ponte.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * What the value of an argument must look like.
 *
 * @param word that stands for it in the tables of operations
 * @param what in words, for the sentence that refuses another
 * @param shape all of the text must match it; null when anything goes
 * @param most characters at the most; 0 for no limit
 */
public record ArgumentForm(String word, String what, Pattern shape, int most) {

  private static final String DATE = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";
  private static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d";

  /**
   * The form that a word of a table of operations stands for: {@code s35} text of up to 35
   * characters, {@code i11} a whole number of up to 11 digits, {@code n1..100} a whole number
   * within these bounds, of which one may be missing, {@code q} a number, {@code m12} an amount of
   * up to 12 digits with 2 decimals, {@code d} a date, {@code t} a date with or without time,
   * {@code u} a date as dd/mm/yyyy, {@code p} the beginning of a date, {@code b} 0 or 1, {@code
   * cpf} a CPF or CNPJ, {@code x} measures, <code>a|b</code> one of these, in any letter case
   * unless {@code =} stands before them; {@code s} any text, {@code j} JSON. Another word names a
   * form that the connector itself checks.
   */
  public static ArgumentForm of(String word) {
    if (word.contains("|")) {
      boolean exact = word.startsWith("=");
      String all = exact ? word.substring(1) : word;
      return new ArgumentForm(
          word, "one of " + all, Pattern.compile(exact ? all : "(?i)" + all), 0);
    }
    if (word.matches("n\\d*\\.\\.\\d*|n")) {
      return new ArgumentForm(word, range(word.substring(1)), Pattern.compile("-?\\d{1,18}"), 0);
    }
    int most = word.matches("[a-z]+\\d+") ? Integer.parseInt(word.replaceAll("\\D", "")) : 0;
    return switch (word.replaceAll("\\d", "")) {
      case "s" -> of(word, "text", null, most);
      case "i" -> of(word, "a whole number", "-?\\d+", most == 0 ? 11 : most);
      case "q" -> of(word, "a number such as 10.5", "-?\\d+([.]\\d+)?", 0);
      case "m" -> of(word, "an amount such as 10.50", "-?\\d+([.]\\d{1,2})?", most + 1);
      case "d" -> of(word, "a date such as 2026-02-13", DATE, 0);
      case "t" ->
          of(
              word,
              "a date such as 2026-02-13 or 2026-02-13 00:00:00",
              DATE + "( " + TIME + ")?",
              0);
      case "u" ->
          of(word, "a date such as 13/02/2026", "(0[1-9]|[12]\\d|3[01])/(0[1-9]|1[0-2])/\\d{4}", 0);
      case "p" ->
          of(
              word,
              "a date or its beginning, such as 2026-02",
              "\\d{4}(-\\d\\d(-\\d\\d( [\\d:]*)?)?)?",
              19);
      case "b" -> of(word, "0 or 1", "[01]", 0);
      case "cpf" ->
          of(word, "a CPF of 11 digits or a CNPJ of 14", "\\d{11}|\\d{14}|[0-9A-Z]{12}\\d{2}", 0);
      case "x" -> of(word, "measures such as 12x13x14", "\\d+([.]\\d+)?(x\\d+([.]\\d+)?){2}", 14);
      default -> of(word, "any value", null, 0);
    };
  }

  /** Whether any value goes, however it is made up. */
  boolean takesAnything() {
    return shape == null && !word.matches("s\\d*");
  }

  /**
   * @throws IllegalArgumentException in one sentence, when the value has another form
   */
  void check(String operation, String path, JsonNode value) {
    if (takesAnything()) {
      return;
    }
    String text = value.isNumber() ? value.decimalValue().toPlainString() : value.asText().strip();
    if (value.isContainerNode()) {
      throw new IllegalArgumentException("%s takes %s as %s".formatted(operation, what, path));
    }
    if (most > 0 && text.codePointCount(0, text.length()) > most) {
      throw new IllegalArgumentException(
          "%s takes at most %d characters as %s, but \"%s\" has %d"
              .formatted(operation, most, path, text, text.codePointCount(0, text.length())));
    }
    boolean whole = word.startsWith("n") && !word.contains("|");
    if (shape != null && !shape.matcher(text).matches() || whole && !isInRange(text)) {
      throw new IllegalArgumentException(
          "%s takes %s as %s, not \"%s\"".formatted(operation, what, path, text));
    }
  }

  private boolean isInRange(String text) {
    String[] bounds = word.substring(1).split("\\.\\.", -1);
    long value = Long.parseLong(text);
    return bounds.length < 2
        || (bounds[0].isEmpty() || value >= Long.parseLong(bounds[0]))
            && (bounds[1].isEmpty() || value <= Long.parseLong(bounds[1]));
  }

  private static String range(String bounds) {
    String[] both = bounds.split("\\.\\.", -1);
    if (both.length < 2) {
      return "a whole number";
    }
    return both[1].isEmpty()
        ? "a whole number from " + both[0]
        : "a whole number from %s to %s".formatted(both[0], both[1]);
  }

  private static ArgumentForm of(String word, String what, String shape, int most) {
    return new ArgumentForm(word, what, shape == null ? null : Pattern.compile(shape), most);
  }
}
