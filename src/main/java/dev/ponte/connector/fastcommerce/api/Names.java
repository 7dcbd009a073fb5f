package dev.ponte.connector.fastcommerce.api;

import java.text.Normalizer;
import java.util.Set;

/** Names as the API means them: accents, case, blanks and dots differ between its versions. */
public final class Names {

  /** The acquirer's numbers of the sale, whose names begin like those of the card. */
  private static final Set<String> OF_THE_SALE = Set.of("ccnumcv", "ccauthcod");

  private Names() {}

  /** Letters and digits without accents, lower case; null becomes the empty text. */
  public static String plain(String name) {
    if (name == null) {
      return "";
    }
    // Each field of each row comes through here, so without a pattern.
    StringBuilder plain = new StringBuilder(name.length());
    Normalizer.normalize(name, Normalizer.Form.NFD)
        .chars()
        .map(Character::toLowerCase)
        .filter(it -> it >= 'a' && it <= 'z' || it >= '0' && it <= '9')
        .forEach(it -> plain.append((char) it));
    return plain.toString();
  }

  /** Whether a field holds what is on a card; such fields are neither asked for nor kept. */
  static boolean isCardData(String name) {
    String plain = plain(name);
    return plain.startsWith("cc") && !OF_THE_SALE.contains(plain);
  }
}
