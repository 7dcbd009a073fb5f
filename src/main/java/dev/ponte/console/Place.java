package dev.ponte.console;

import dev.ponte.console.access.Role;
import java.util.Arrays;
import java.util.List;

/** The pages of the menu. */
enum Place {
  OVERVIEW("/", "v", Role.VIEWER),
  ORDERS("/orders", "o", Role.VIEWER),
  PROBLEMS("/problems", "p", Role.VIEWER),
  CONNECTIONS("/connections", "c", Role.VIEWER),
  DELIVERIES("/deliveries", "d", Role.VIEWER),
  AUDIT("/audit", "a", Role.ADMIN);

  private static final List<String> OF_ORDERS = List.of("orders", "search");
  private static final List<String> OF_PROBLEMS = List.of("problems", "bulk", "dead-letters");

  private final String path;
  private final String key;
  private final Role role;

  Place(String path, String key, Role role) {
    this.path = path;
    this.key = key;
    this.role = role;
  }

  /**
   * A link of the menu.
   *
   * @param key that leads there, after a {@code g}
   * @param count of what stands there and needs somebody; null when unknown
   */
  public record Link(String name, String path, String key, Long count) {}

  /** What somebody may open. */
  static List<Link> of(Role role, Long problems) {
    return Arrays.stream(values())
        .filter(it -> it.role.compareTo(role) <= 0)
        .map(it -> new Link(it.word(), it.path, it.key, it == PROBLEMS ? problems : null))
        .toList();
  }

  /** The word of the place to which a path belongs; empty when to none. */
  static String at(String path) {
    String first = path.replaceFirst("^/", "").split("/", 2)[0];
    if (OF_ORDERS.contains(first)) {
      return ORDERS.word();
    }
    if (OF_PROBLEMS.contains(first)) {
      return PROBLEMS.word();
    }
    return Arrays.stream(values())
        .filter(it -> it.path.equals("/" + first))
        .findFirst()
        .map(Place::word)
        .orElse("");
  }

  private String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
