package dev.ponte.connector.moovin.api;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** The document prints names with and without accents; inside Ponte they have none. */
final class Accents {

  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private Accents() {}

  /** The name without accents, in lower case. */
  static String plain(String name) {
    return MARKS
        .matcher(Normalizer.normalize(name.strip(), Normalizer.Form.NFD))
        .replaceAll("")
        .toLowerCase(Locale.ROOT);
  }
}
