package dev.ponte.ledger.view;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a person is told, in no language yet.
 *
 * @param code its key in {@code messages*.properties} or {@code causes*.properties}
 * @param args what stands in it: texts, numbers, instants, durations, other sentences; null for
 *     what is unknown
 * @param otherwise what is said where the key is in no file; null when it is in one
 */
public record Sentence(String code, List<Object> args, String otherwise) {

  public Sentence {
    args = Collections.unmodifiableList(new ArrayList<>(args));
  }

  public static Sentence of(String code, Object... args) {
    return new Sentence(code, Arrays.asList(args), null);
  }

  /** The same, with words for a code that no file knows. */
  public Sentence or(String words) {
    return new Sentence(code, args, words);
  }
}
