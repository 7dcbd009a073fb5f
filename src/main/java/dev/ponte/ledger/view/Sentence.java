package dev.ponte.ledger.view;

import java.text.MessageFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Collectors;

/**
 * What a person is told, in no language yet.
 *
 * @param code its key in {@code messages*.properties} or {@code causes*.properties}
 * @param args what stands in it: texts, numbers, instants, durations, other sentences, lists of
 *     these; null for what is unknown
 * @param otherwise what is said where the key is in no file; null when it is in one
 */
public record Sentence(String code, List<Object> args, String otherwise) {

  private static final List<String> FILES = List.of("messages", "causes");

  public Sentence {
    args = Collections.unmodifiableList(new ArrayList<>(args));
  }

  public static Sentence of(String code, Object... args) {
    return new Sentence(code, Arrays.asList(args), null);
  }

  /** What is written in one language only, such as a target's own words. */
  public static Sentence words(String words) {
    return of("cause.words", words);
  }

  /** The same, with words for a code that no file knows. */
  public Sentence or(String words) {
    return new Sentence(code, args, words);
  }

  /** In English, with times for programs: for the log, the audit and scripts. */
  public String english() {
    return FILES.stream()
        .map(file -> ResourceBundle.getBundle(file, Locale.ROOT))
        .filter(it -> it.containsKey(code))
        .findFirst()
        .map(it -> new MessageFormat(it.getString(code), Locale.ENGLISH))
        .map(it -> it.format(args.stream().map(Sentence::english).toArray()))
        .orElse(otherwise == null ? code : otherwise);
  }

  private static Object english(Object it) {
    if (it instanceof Sentence inner) {
      return inner.english();
    }
    if (it instanceof List<?> several) {
      return several.stream()
          .map(one -> String.valueOf(english(one)))
          .collect(Collectors.joining(", "));
    }
    if (it instanceof Duration span) {
      return span.toMinutes() < 1 ? span.toSeconds() + " s" : span.toMinutes() + " min";
    }
    return it == null ? "" : it instanceof Number ? it : it.toString();
  }
}
