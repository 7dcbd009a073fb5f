package dev.ponte.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What failures have in common: the name that who threw them gave, else what is left of their words
 * without all that belongs to one record alone.
 *
 * @param id the name; of an unnamed one {@code ~} and 12 hexadecimal digits
 * @param pattern what is left of the words; null for a named one
 * @param subject what has to be repaired; null when nobody said
 */
record Cause(String id, String pattern, String subject) {

  /** The class of records that could not be understood. */
  static final String DEAD_LETTER = "dead-letter";

  private static final int MOST_ID = 80;
  private static final int MOST_PATTERN = 160;
  private static final int MOST_SUBJECT = 200;
  private static final int SHORTEST_NAME = 2;

  private static final Pattern GIVEN_UP = Pattern.compile("^(Given up after \\d+ h: )+");
  private static final Pattern PARTS = Pattern.compile("[/@]");
  private static final Pattern ACCENTS = Pattern.compile("\\p{M}");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  /** In this order: what comes first would be torn by what comes later. */
  private static final List<Mask> MASKS =
      List.of(
          new Mask("‹url›", "https?://[^\\s\"',;)]+"),
          new Mask("‹mail›", "[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+"),
          new Mask("‹id›", "\\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\\b"),
          new Mask(
              "‹time›",
              "\\d{4}-\\d{2}-\\d{2}(?:[T ]\\d{2}:\\d{2}[\\d:.,]*(?:Z|[+-]\\d{2}:?\\d{2})?)?"),
          new Mask("‹time›", "\\b\\d{2}/\\d{2}/\\d{4}(?: \\d{2}:\\d{2}(?::\\d{2})?)?"),
          new Mask("‹text›", "\"[^\"]*\"|“[^”]*”|(?<![\\p{L}\\p{N}])'[^']*'(?![\\p{L}\\p{N}])"),
          new Mask("‹document›", "\\b\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}\\b"),
          new Mask(
              "‹document›", "\\b[0-9A-Z]{2}\\.[0-9A-Z]{3}\\.[0-9A-Z]{3}/[0-9A-Z]{4}-\\d{2}\\b"),
          new Mask("‹amount›", "\\b\\d+(?:[.,]\\d+)+\\b"),
          new Mask("‹id›", "\\b(?=[0-9a-fA-F]*\\d)[0-9a-fA-F]{8,}\\b"));

  private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\p{N}])\\d{2,}(?![\\p{N}])");

  private record Mask(String sign, Pattern pattern) {
    Mask(String sign, String pattern) {
      this(sign, Pattern.compile(pattern));
    }

    String on(String text) {
      return pattern.matcher(text).replaceAll(sign);
    }
  }

  /** A cause that who threw it has named. */
  static Cause named(String name, String subject) {
    return new Cause(cut(name, MOST_ID), null, cut(subject, MOST_SUBJECT));
  }

  /**
   * The cause of a failure that nobody has named.
   *
   * @param failureClass such as {@code rejected}; null when unknown
   * @param code the target's own code; null when there is none
   * @param words what was said; null when nothing was
   * @param key of the message that failed; null when unknown
   */
  static Cause of(String failureClass, String code, String words, String key) {
    String pattern = pattern(words == null ? "" : words, code, key == null ? "" : key);
    return new Cause("~" + hash(failureClass + "|" + code + "|" + pattern), pattern, null);
  }

  private static String pattern(String words, String code, String key) {
    String text = GIVEN_UP.matcher(words).replaceFirst("");
    for (String name : names(key)) {
      text =
          Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(name) + "(?![\\p{L}\\p{N}])")
              .matcher(text)
              .replaceAll("‹order›");
    }
    for (Mask mask : MASKS) {
      text = mask.on(text);
    }
    String all = text;
    text =
        NUMBER
            .matcher(all)
            .replaceAll(
                it ->
                    it.group().equals(code) || all.startsWith("HTTP ", it.start() - 5)
                        ? it.group()
                        : "‹n›");
    String plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
    return cut(SPACE.matcher(plain).replaceAll(" ").strip().toLowerCase(Locale.ROOT), MOST_PATTERN);
  }

  /** What the record is called by, the longest first, so that none is torn by a part of it. */
  private static Collection<String> names(String key) {
    return java.util.stream.Stream.concat(java.util.stream.Stream.of(key), PARTS.splitAsStream(key))
        .filter(it -> it.length() >= SHORTEST_NAME)
        .distinct()
        .sorted(Comparator.comparingInt(String::length).reversed())
        .toList();
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String cut(String text, int most) {
    return text == null || text.length() <= most ? text : text.substring(0, most);
  }
}
