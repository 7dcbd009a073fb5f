package dev.ponte.delivery;

import java.time.Instant;
import java.util.Optional;

/** Polls run under a lease: they never overlap and run once a tick, on one machine or many. */
public interface Polls {

  /**
   * Takes the poll for this process. Empty when it runs elsewhere, when it has run for this tick or
   * a later one, or when nobody subscribes to the type, since then an intake has nowhere to go.
   *
   * @param connection the connection that is asked
   * @param poll the poll's name on that connection, such as {@code orders}
   * @param type the canonical type that it reads
   * @param tick when its schedule says it runs, which is the same in each process
   * @throws RuntimeException when the ledger cannot tell; no tick is used up then
   */
  Optional<Lease> begin(String connection, String poll, String type, Instant tick);

  /** Whether a poll failed by the ledger's own database, which says so itself. */
  boolean areInterrupted(Throwable failure);

  /** The right to run one poll; renewed in the background until it is closed. */
  interface Lease extends AutoCloseable {

    /** Whether the lease is still ours; a poll that lost it must stop. */
    boolean held();

    /**
     * The run is over; noted when the lease is closed.
     *
     * @param error why it failed, without a secret; null when it went well
     */
    default void ended(String error) {}

    @Override
    void close();
  }
}
