package dev.ponte.flow;

import java.time.Duration;
import java.util.Optional;

/** Whether a text can be a value of a type. */
final class Mistyped {

  private Mistyped() {}

  /**
   * @param type {@code integer}, {@code number}, {@code boolean}, {@code duration}; anything else
   *     is text
   * @return what it must be; empty when it is
   */
  static Optional<String> form(String type, String value) {
    if (isOpen(value)) {
      return Optional.empty();
    }
    return switch (type) {
      case "integer" -> unless(value.matches("[-+]?\\d{1,18}"), "a whole number");
      case "number" -> unless(value.matches("[-+]?\\d+(\\.\\d+)?"), "a number");
      case "boolean" -> unless(value.matches("(?i)true|false"), "true or false");
      case "duration" ->
          unless(
              value.matches("\\d+|(\\d+(ms|s|m|h|d))+|P.+"),
              "a span of time such as 30s, 5m or 2h");
      default -> Optional.empty();
    };
  }

  /** The name of the type in {@link #form}. */
  static String type(Class<?> type) {
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return "integer";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "boolean";
    }
    return type == Duration.class ? "duration" : "string";
  }

  /** What is only known when the hub runs. */
  static boolean isOpen(String value) {
    return value.contains("{{") || value.contains("${") || value.startsWith("#");
  }

  private static Optional<String> unless(boolean well, String form) {
    return well ? Optional.empty() : Optional.of(form);
  }
}
