package dev.ponte.ledger.view;

import java.util.List;

/** Who may do what with what: the same for page, API and command line. */
public final class Allowed {

  private Allowed() {}

  /** What a person may do; each may do what those before it may. */
  public enum Role {
    VIEWER,
    OPERATOR,
    ADMIN;

    public boolean mayAct() {
      return this != VIEWER;
    }
  }

  /** The verbs for a delivery; the ledger decides anew when one is said. */
  public static List<String> verbs(DeliveryRow it, Role role) {
    if (!role.mayAct()) {
      return List.of();
    }
    boolean sendable = !it.removed() && !(it.cancelled() && it.version() < it.newestVersion());
    return switch (it.state()) {
      case "dead" -> sendable ? List.of("retry", "dismiss") : List.of("dismiss");
      case "retrying" -> List.of("retry");
      case "parked" -> sendable ? List.of("done", "not-there") : List.of("done");
      default -> List.of();
    };
  }

  /** The verbs for all of a group of deliveries. */
  public static List<String> bulkVerbs(String state, Role role) {
    if (!role.mayAct()) {
      return List.of();
    }
    return switch (state) {
      case "dead" -> List.of("retry", "dismiss");
      case "parked" -> List.of("done");
      case "record" -> List.of("fetch-again", "dismiss-records");
      default -> List.of();
    };
  }

  /** The verbs for a record that was not understood. */
  public static List<String> recordVerbs(boolean open, Role role) {
    return role.mayAct() && open ? List.of("fetch-again", "dismiss") : List.of();
  }

  /** The verbs for a connection. */
  public static List<String> connectionVerbs(boolean paused, Role role) {
    return role.mayAct() ? List.of(paused ? "resume" : "pause") : List.of();
  }
}
