package dev.ponte.delivery;

import java.time.Duration;
import java.util.Optional;

/** Reconciliation: what a connection holds against what it acknowledged last; durable. */
public interface ReconciliationPasses {

  /**
   * Begins a pass over all that a connection holds of a type, or goes on with the one that was
   * begun. Empty when the last pass began less than {@code every} ago and nobody has asked for
   * another, or when the connection takes no messages of the type.
   */
  Optional<ReconciliationPass> begin(String type, String connection, Duration every);

  /**
   * As {@link #begin}, but only before the first message of the type is sent to the connection; for
   * what can be compared then and not later.
   */
  Optional<ReconciliationPass> lookAhead(String type, String connection);

  /** A difference that was found by the way; nothing is sent again. */
  void report(Difference difference);
}
