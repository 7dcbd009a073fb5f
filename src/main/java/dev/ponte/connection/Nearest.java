package dev.ponte.connection;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that was probably meant. */
public final class Nearest {

  private Nearest() {}

  /** The one of the names that looks like the word; empty when none does. */
  public static Optional<String> of(String word, Collection<String> names) {
    String plain = plain(word);
    return names.stream()
        .filter(it -> distance(plain, plain(it)) <= Math.max(1, plain.length() / 3))
        .min(
            Comparator.<String>comparingInt(it -> distance(plain, plain(it)))
                .thenComparing(Comparator.naturalOrder()));
  }

  static String plain(String name) {
    return name.replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }

  /** How many letters have to be put in, left out or replaced. */
  private static int distance(String one, String other) {
    int[] before = new int[other.length() + 1];
    Arrays.setAll(before, i -> i);
    for (int i = 1; i <= one.length(); i++) {
      int[] row = new int[before.length];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = before[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(before[j], row[j - 1]) + 1);
      }
      before = row;
    }
    return before[other.length()];
  }
}
