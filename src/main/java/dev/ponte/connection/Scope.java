package dev.ponte.connection;

import java.util.List;

/**
 * What a failure closes, and no more.
 *
 * @param kind what it is
 * @param name of the host or operation; empty for the connection
 */
record Scope(Kind kind, String name) {

  /** From the widest to the narrowest. */
  enum Kind {
    /** All calls, since a person wants none. */
    PERSON,
    /** All calls: a login that fails, a quota that is used, a system that is down. */
    CONNECTION,
    /** Calls to a host beside the connection's own, such as a payments gateway. */
    HOST,
    /** Calls that need one permission. */
    OPERATION
  }

  static final Scope PERSON = new Scope(Kind.PERSON, "");
  static final Scope CONNECTION = new Scope(Kind.CONNECTION, "");

  /** All that a call depends on, the widest first. */
  static List<Scope> of(Connection connection, ApiCall call) {
    if (!call.authenticated()) {
      // A login, wherever its host is, is a matter of the whole connection.
      return List.of(CONNECTION);
    }
    Scope operation = new Scope(Kind.OPERATION, connection.system().permission(call));
    return isSideHost(connection, call)
        ? List.of(CONNECTION, new Scope(Kind.HOST, call.baseUrl().getAuthority()), operation)
        : List.of(CONNECTION, operation);
  }

  private static boolean isSideHost(Connection connection, ApiCall call) {
    return call.baseUrl() != null && !call.baseUrl().equals(connection.baseUrl());
  }

  /** For logs and health, such as {@code vtex (invoice)}. */
  String of(String connection) {
    return name.isEmpty() ? connection : "%s (%s)".formatted(connection, name);
  }
}
