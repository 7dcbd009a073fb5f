package dev.ponte.connection;

import java.util.Set;

/** What stands still while connections change. */
public interface RoutesAround {

  /**
   * Does the change when no route uses these connections any more, and lets those run again that
   * may run then. Calls in flight end before.
   */
  void around(Set<String> connections, Runnable change);
}
