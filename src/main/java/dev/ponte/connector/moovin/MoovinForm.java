package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/**
 * What a value must look like.
 *
 * @param what in words, for the sentence that refuses another
 * @param shape all of the text must match it; null when anything goes
 * @param most characters at the most; 0 for no limit
 */
record MoovinForm(String what, Pattern shape, int most) {

  private static final String DATE = "\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])";
  private static final String TIME = "([01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d";

  /**
   * The form that a word of the table of methods stands for: {@code s35} text of up to 35
   * characters, {@code i11} a whole number of up to 11 digits, {@code m12} an amount of up to 12
   * digits with 2 decimals, {@code d} a date, {@code t} a date with or without time, {@code u} a
   * date as dd/mm/yyyy, {@code p} the beginning of a date, {@code b} 0 or 1, {@code cpf} a CPF or
   * CNPJ, {@code x} measures, {@code l100} a number of rows up to 100, <code>a|b</code> one of
   * these; {@code s} any text.
   */
  static MoovinForm of(String word) {
    if (word.contains("|")) {
      return new MoovinForm("one of " + word, Pattern.compile("(?i)" + word), 0);
    }
    int most = word.matches("[a-z]+\\d+") ? Integer.parseInt(word.replaceAll("\\D", "")) : 0;
    return switch (word.replaceAll("\\d", "")) {
      case "s" -> new MoovinForm("text", null, most);
      case "i" -> of("a whole number", "-?\\d+", most == 0 ? 11 : most);
      case "m" -> of("an amount such as 10.50", "-?\\d+([.]\\d{1,2})?", most + 1);
      case "d" -> of("a date such as 2026-02-13", DATE, 0);
      case "t" ->
          of("a date such as 2026-02-13 or 2026-02-13 00:00:00", DATE + "( " + TIME + ")?", 0);
      case "u" ->
          of("a date such as 13/02/2026", "(0[1-9]|[12]\\d|3[01])/(0[1-9]|1[0-2])/\\d{4}", 0);
      case "p" ->
          of(
              "a date or its beginning, such as 2026-02",
              "\\d{4}(-\\d\\d(-\\d\\d( [\\d:]*)?)?)?",
              19);
      case "b" -> of("0 or 1", "[01]", 0);
      case "cpf" ->
          of("a CPF of 11 digits or a CNPJ of 14", "\\d{11}|\\d{14}|[0-9A-Z]{12}\\d{2}", 0);
      case "x" -> of("measures such as 12x13x14", "\\d+([.]\\d+)?(x\\d+([.]\\d+)?){2}", 14);
      case "l" -> of("a number of rows from 1 to " + most, rows(most), 0);
      default -> throw new IllegalArgumentException("No form is called " + word);
    };
  }

  /**
   * @throws IllegalArgumentException in one sentence, when the value has another form
   */
  void check(String method, String path, JsonNode value) {
    String text = value.isNumber() ? value.decimalValue().toPlainString() : value.asText().strip();
    if (value.isContainerNode()) {
      throw new IllegalArgumentException("%s takes %s as %s".formatted(method, what, path));
    }
    if (most > 0 && text.codePointCount(0, text.length()) > most) {
      throw new IllegalArgumentException(
          "%s takes at most %d characters as %s, but \"%s\" has %d"
              .formatted(method, most, path, text, text.codePointCount(0, text.length())));
    }
    if (shape != null && !shape.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "%s takes %s as %s, not \"%s\"".formatted(method, what, path, text));
    }
  }

  private static MoovinForm of(String what, String shape, int most) {
    return new MoovinForm(what, Pattern.compile(shape), most);
  }

  private static String rows(int most) {
    return most == 100 ? "0*([1-9]\\d?|100)" : "0*([1-9]\\d{0,4}|[12]\\d{5}|300000)";
  }
}
