package dev.ponte.delivery;

import java.util.Optional;

/** Polls run under a lease: they never overlap, on one machine or many. */
public interface Polls {

  /**
   * Takes the poll for this process. Empty when it runs elsewhere, or when nobody subscribes to the
   * type, since then an intake has nowhere to go.
   *
   * @param connection the connection that is asked
   * @param poll the poll's name on that connection, such as {@code orders}
   * @param type the canonical type that it reads
   */
  Optional<Lease> begin(String connection, String poll, String type);

  /**
   * Whether a poll failed by the ledger's own database, which says so itself; the next tick tries
   * again.
   */
  boolean areInterrupted(Throwable failure);

  /** The right to run one poll; renewed in the background until it is closed. */
  interface Lease extends AutoCloseable {

    /** Whether the lease is still ours; a poll that lost it must stop. */
    boolean held();

    @Override
    void close();
  }
}
