package dev.ponte.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What arguments of an operation must be together.
 *
 * @param sets of names
 * @param anyCase whether names may be written in any letter case
 */
public record ArgumentRule(Kind kind, List<List<String>> sets, boolean anyCase) {

  /** Each with the words that begin it in a table of operations. */
  public enum Kind {
    /** Exactly one of the sets, whole. */
    ONE_OF("one of"),
    /** At least one of the names. */
    ANY_OF("any of"),
    /** All of the names, or none. */
    TOGETHER("together"),
    /** Not both of the names. */
    NOT_BOTH("not both"),
    /** Without any of the names the call changes all that there is. */
    ENDANGERS_WITHOUT("changes everything without");

    private final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  /**
   * Reads what a table of operations says, such as {@code together: a b} or {@code one of: a | b
   * c}.
   *
   * @throws IllegalArgumentException when it is no rule
   */
  static ArgumentRule of(String line, boolean anyCase) {
    int colon = line.indexOf(':');
    String words = line.substring(0, Math.max(colon, 0)).strip();
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(it -> it.words.equals(words))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("No rule is called " + line));
    List<List<String>> sets =
        Arrays.stream(line.substring(colon + 1).split("\\|"))
            .map(it -> List.of(it.strip().split("\\s+")))
            .toList();
    return new ArgumentRule(kind, sets, anyCase);
  }

  /**
   * @throws IllegalArgumentException in one sentence that names the arguments
   */
  void check(String operation, JsonNode given) {
    switch (kind) {
      case ONE_OF -> requireOne(operation, given);
      case ANY_OF ->
          require(!lacksAll(given), "%s needs %s", operation, String.join(" or ", names()));
      case TOGETHER -> {
        long said = names().stream().filter(it -> has(given, it)).count();
        require(
            said == 0 || said == names().size(),
            "%s needs %s together, or none of them",
            operation,
            String.join(" and ", names()));
      }
      case NOT_BOTH ->
          require(
              names().stream().filter(it -> has(given, it)).count() < 2,
              "%s takes %s, not both",
              operation,
              String.join(" or ", names()));
      case ENDANGERS_WITHOUT -> {}
    }
  }

  /** Whether none of the names is given. */
  boolean lacksAll(JsonNode given) {
    return names().stream().noneMatch(it -> has(given, it));
  }

  private void requireOne(String operation, JsonNode given) {
    long whole = 0;
    for (List<String> set : sets) {
      long said = set.stream().filter(it -> has(given, it)).count();
      require(said == 0 || said == set.size(), "%s needs all of %s", operation, set);
      whole += said > 0 ? 1 : 0;
    }
    require(whole == 1, "%s needs exactly one of %s", operation, this.words());
  }

  private List<String> names() {
    return sets.stream().flatMap(List::stream).toList();
  }

  private boolean has(JsonNode given, String name) {
    return !Argument.isEmpty(new Argument(name, false, null, List.of(), anyCase).in(given));
  }

  private String words() {
    return sets.stream()
        .map(it -> String.join(kind == Kind.ONE_OF ? " with " : ", ", it))
        .collect(Collectors.joining(", "));
  }

  private static void require(boolean holds, String otherwise, Object... of) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise.formatted(of));
    }
  }

  @Override
  public String toString() {
    return kind.words + ": " + words();
  }
}
