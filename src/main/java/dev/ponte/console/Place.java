package dev.ponte.console;

import dev.ponte.console.access.Role;
import java.util.Arrays;
import java.util.List;

/** The pages of the menu. */
enum Place {
  OVERVIEW("/", "v", Role.VIEWER, true),
  ORDERS("/orders", "o", Role.VIEWER, true),
  PROBLEMS("/problems", "p", Role.VIEWER, true),
  STATES("/states", "s", Role.VIEWER, true),
  CONNECTIONS("/connections", "c", Role.VIEWER, true),
  FLOWS("/flows", "f", Role.VIEWER, true),
  DELIVERIES("/deliveries", "d", Role.VIEWER, false),
  BUYERS("/buyers", "b", Role.VIEWER, false),
  RECONCILIATION("/reconciliation", "r", Role.VIEWER, false),
  AUDIT("/audit", "a", Role.ADMIN, false),
  SETTINGS("/settings", "e", Role.ADMIN, false);

  private static final List<String> OF_ORDERS = List.of("orders", "search");
  private static final List<String> OF_PROBLEMS = List.of("problems", "bulk", "dead-letters");

  private final String path;
  private final String key;
  private final Role role;
  private final boolean first;

  /**
   * @param first whether it stands in the bar, and not behind "more"
   */
  Place(String path, String key, Role role, boolean first) {
    this.path = path;
    this.key = key;
    this.role = role;
    this.first = first;
  }

  /**
   * A link of the menu.
   *
   * @param key that leads there, after a {@code g}
   * @param count of what stands there and needs somebody; null when unknown
   * @param first whether it stands in the bar, and not behind "more"
   */
  public record Link(String name, String path, String key, Long count, boolean first) {}

  /** What somebody may open. */
  static List<Link> of(Role role, Long problems) {
    return Arrays.stream(values())
        .filter(it -> it.role.compareTo(role) <= 0)
        .map(it -> new Link(it.word(), it.path, it.key, it == PROBLEMS ? problems : null, it.first))
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
