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

  /**
   * What the configuration must say before any message of the type is sent to the connection, as
   * one sentence that names the key; empty when nothing is missing or the name is no connection.
   *
   * @param ranBefore whether it was sent such messages before there was a key by which it may be;
   *     then it is not asked for
   */
  Optional<String> missing(String connection, String type, boolean ranBefore);

  /** Whether a person is asked before a state is sent to the connection for the first time. */
  boolean asksFirst(String connection);

  /**
   * Whether the connection is a store that keeps one invoice an order, so that a later one takes
   * the place of an earlier one; false when the name is no connection.
   */
  default boolean keepsOneInvoice(String connection) {
    return false;
  }

  /** Whether what the connection holds of the type can be read at all. */
  boolean isComparable(String connection, String type);

  /**
   * About when the last of so many further calls can be made by the connection's quota; empty when
   * it has none, or the name is no connection.
   *
   * @param priority as of {@link #closedUntil}
   */
  default Optional<Instant> lastOf(String connection, long calls, int priority) {
    return Optional.empty();
  }

  /**
   * The day from which a store's orders are taken, those placed before being another integration's;
   * empty when all are.
   */
  default Optional<Instant> ordersFrom(String connection) {
    return Optional.empty();
  }
}
