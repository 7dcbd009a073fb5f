package dev.ponte.connector.fastcommerce;

import java.text.Normalizer;
import java.util.Locale;

/** Names as the API means them: accents, case, blanks and dots differ between its versions. */
final class FastcommerceNames {

  private FastcommerceNames() {}

  /** Letters and digits without accents, lower case; null becomes the empty text. */
  static String plain(String name) {
    if (name == null) {
      return "";
    }
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9]", "");
  }

  /** Whether a field holds what is on a card; such fields are neither asked for nor kept. */
  static boolean isCardData(String name) {
    return plain(name).startsWith("cc");
  }
}
