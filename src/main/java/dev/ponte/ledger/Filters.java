package dev.ponte.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads filters of deliveries from what a person gives. */
public final class Filters {

  private static final Set<String> NAMES =
      Set.of(
          "state",
          "type",
          "subscriber",
          "source",
          "origin",
          "key",
          "cause",
          "subject",
          "before",
          "since");

  private Filters() {}

  /**
   * Reads a filter from one line.
   *
   * @param line as {@code state=dead,type=order}; null and blank are no filter
   * @throws IllegalArgumentException in one sentence
   */
  static Deliveries.Filter parse(String line) {
    Map<String, String> given = new HashMap<>();
    for (String pair : line == null ? new String[0] : line.split(",")) {
      if (pair.isBlank()) {
        continue;
      }
      String[] parts = pair.split("=", 2);
      String name = parts[0].strip();
      if (parts.length != 2 || !NAMES.contains(name)) {
        throw new IllegalArgumentException(
            "%s is no filter; there are %s, as in state=dead,type=order"
                .formatted(pair.strip(), NAMES.stream().sorted().toList()));
      }
      given.put(name, parts[1].strip());
    }
    return of(given);
  }

  /** Reads a filter from its parts; what is missing, null or blank does not matter. */
  public static Deliveries.Filter of(Map<String, String> given) {
    Map<String, String> set = new HashMap<>(given);
    set.values().removeIf(it -> it == null || it.isBlank());
    return new Deliveries.Filter(
        states(set.get("state")),
        set.get("type"),
        set.get("subscriber"),
        set.get("source"),
        set.get("origin"),
        set.get("key"),
        set.get("cause"),
        set.get("subject"),
        instant(set.get("before")),
        instant(set.get("since")));
  }

  /** Several are divided by a plus sign or a space. */
  private static Set<State> states(String words) {
    return words == null
        ? Set.of()
        : Arrays.stream(words.split("[+ ]")).map(Filters::state).collect(Collectors.toSet());
  }

  private static State state(String word) {
    try {
      return State.of(word);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "%s is no state; there are %s"
              .formatted(word, Arrays.stream(State.values()).map(State::word).toList()),
          e);
    }
  }

  private static Instant instant(String text) {
    return instant(text, -1);
  }

  /**
   * A time to come; null when there is none.
   *
   * @param text a time, or how long from now, such as {@code PT2H}
   * @throws IllegalArgumentException in one sentence
   */
  public static Instant ahead(String text) {
    return instant(text, 1);
  }

  private static Instant instant(String text, int direction) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return text.startsWith("P")
          ? Instant.now().plus(Duration.parse(text).multipliedBy(direction))
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "%s is no time; write 2026-01-31T06:00:00-03:00, or a span such as PT24H".formatted(text),
          e);
    }
  }
}
