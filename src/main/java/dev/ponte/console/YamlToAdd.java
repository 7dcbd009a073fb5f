package dev.ponte.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The lines of application.yaml that would repair a mapping that is missing. */
public final class YamlToAdd {

  private YamlToAdd() {}

  /**
   * @param subjects what is missing, as the cause names it
   * @return lines in which only what nobody here knows is left to be written, in capitals; empty
   *     when no line of the configuration would repair the cause
   */
  public static Optional<String> of(String cause, String connection, List<String> subjects) {
    if (cause == null || subjects.isEmpty()) {
      return Optional.empty();
    }
    return switch (cause) {
      case "focco.no-carrier" ->
          lines(
              connection,
              subjects,
              "- { name: \"%s\", code: CODE }",
              "mappings",
              "carriers",
              "rules");
      case "focco.no-payment-terms" ->
          lines(
              connection,
              subjects,
              "- { method: \"%s\", code: CODE }",
              "mappings",
              "payment-terms",
              "rules");
      case "focco.no-item-code" ->
          lines(connection, subjects, "- { sku: \"%s\", code: \"CODE\" }", "mappings", "items");
      case "presence.situation-unknown" ->
          lines(connection, subjects, "%s: STATUS   # or skip", "situations");
      case "vtex.other-seller" -> lines(connection, subjects, "- \"%s\"", "sellers");
      default -> Optional.empty();
    };
  }

  private static Optional<String> lines(
      String connection, List<String> subjects, String line, String... path) {
    List<String> lines = new ArrayList<>(List.of("ponte:", "  connections:"));
    String indent = "    ";
    lines.add(indent + connection + ":");
    for (String it : path) {
      indent += "  ";
      lines.add(indent + it + ":");
    }
    for (String it : subjects) {
      lines.add(
          indent + "  " + line.formatted(name(it).replace("\\", "\\\\").replace("\"", "\\\"")));
    }
    return Optional.of(String.join("\n", lines.stream().distinct().toList()));
  }

  /** A subject may say in brackets what belongs to the name and is no part of it. */
  private static String name(String subject) {
    return subject.replaceFirst(" \\([^()]*\\)$", "");
  }
}
