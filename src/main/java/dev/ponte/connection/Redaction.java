package dev.ponte.connection;

import java.util.regex.Pattern;

/** Masks secrets and card data in whatever goes to a log, an error or the ledger. */
final class Redaction {

  private static final int MOST = 2_000;

  private static final Pattern SECRET_FIELD =
      Pattern.compile(
          "(?i)(\"?(?:password|passwd|senha|token|app-?key|app-?token|secret|authorization"
              + "|cvv2?|cc(?:num|seg)|card-?(?:number|holder))\"?\\s*[:=]\\s*)"
              + "(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s,;&}\"]+)");

  private static final Pattern CARD_NUMBER =
      Pattern.compile("(?<![\\d.])(?:\\d[ -]?){12}\\d{4}(?!\\d)");

  private Redaction() {}

  /** The text without secrets, cut; null stays null. */
  static String mask(String text) {
    if (text == null) {
      return null;
    }
    String head = text.length() > 2 * MOST ? text.substring(0, 2 * MOST) : text;
    String masked = SECRET_FIELD.matcher(head).replaceAll("$1\"***\"");
    masked = CARD_NUMBER.matcher(masked).replaceAll("****");
    return masked.length() > MOST ? masked.substring(0, MOST) + "…" : masked;
  }
}
