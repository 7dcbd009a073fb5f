package dev.ponte.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the ledger must know of a subscriber's connection before it claims anything: while the gate
 * is closed nothing is claimed, and no thread and no lease waits. Unites quota, pause and breaker.
 */
public interface Gate {

  /**
   * Until when calls of this priority are pointless on the connection; empty when the gate is open
   * or the name is no connection.
   *
   * @param priority 1 for orders and their updates, 2 for invoices and shipments, 3 for the rest
   */
  Optional<Instant> closedUntil(String connection, int priority);

  /** How many exchanges may run at once for the connection. */
  int concurrency(String connection);

  /** How old a delivery may get before a transient fault makes it a dead letter. */
  Duration giveUpAfter(String connection);
}
