package dev.ponte.connection;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks secrets and card data in whatever goes to a log, an error or the ledger. */
public final class Redaction {

  private static final int MOST = 2_000;

  private static final Pattern SECRET_FIELD =
      Pattern.compile(
          // The first letters alone: they spare the list of words at nearly each place.
          "(?i)((?=[pstac])(?:password|passwd|senha|token|app-?key|app-?token|secret|authorization"
              + "|cvv2?|cc(?:num|seg)|card-?(?:number|holder))\"?\\s*[:=]\\s*)"
              + "(\"(?:[^\"\\\\]|\\\\.)*\"|[^\\s,;&}\"]+)");

  private static final Pattern CARD_NUMBER =
      Pattern.compile("(?<![\\d.])(?:\\d[ -]?){12}\\d{4}(?!\\d)");

  private static final Pattern ESCAPE = Pattern.compile("%([0-9A-Fa-f]{2})");

  private Redaction() {}

  /** The text without secrets, cut; null stays null. */
  public static String mask(String text) {
    if (text == null) {
      return null;
    }
    String head = text.length() > 2 * MOST ? text.substring(0, 2 * MOST) : text;
    String masked = SECRET_FIELD.matcher(head).replaceAll("$1\"***\"");
    masked = CARD_NUMBER.matcher(masked).replaceAll("****");
    return masked.length() > MOST ? masked.substring(0, MOST) + "…" : masked;
  }

  /**
   * A form as people read it. Masked before it is decoded, since a secret may hold what ends a
   * value.
   */
  static String maskForm(String form) {
    String masked = mask(form).replaceFirst("%[0-9A-Fa-f]?…$", "…");
    byte[] bytes = percentDecoded(masked);
    String text = new String(bytes, StandardCharsets.UTF_8);
    boolean readable = text.indexOf('\ufffd') < 0;
    return mask(readable ? text : new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private static byte[] percentDecoded(String form) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Matcher escape = ESCAPE.matcher(form);
    int done = 0;
    while (escape.find()) {
      bytes.writeBytes(plain(form.substring(done, escape.start())));
      bytes.write(Integer.parseInt(escape.group(1), 16));
      done = escape.end();
    }
    bytes.writeBytes(plain(form.substring(done)));
    return bytes.toByteArray();
  }

  private static byte[] plain(String encoded) {
    return encoded.replace('+', ' ').getBytes(StandardCharsets.UTF_8);
  }
}
