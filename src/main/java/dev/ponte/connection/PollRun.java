package dev.ponte.connection;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Polls;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One run of a poll. The consumer {@code poll:} puts it on the exchange as property {@link
 * #PROPERTY}; a source tells it of failures, since a failed poll is the connection's health and no
 * dead letter. Thread-safe.
 */
public final class PollRun {

  /** Name of the exchange property. */
  public static final String PROPERTY = "PontePoll";

  private static final int FAILURES_IN_A_ROW = 3;

  private final Polls.Lease lease;
  private final AtomicInteger inARow = new AtomicInteger();
  private final AtomicReference<DeliveryFailure> first = new AtomicReference<>();

  private volatile Comparison comparison;

  public PollRun(Polls.Lease lease) {
    this.lease = lease;
  }

  /** The run compares what a connection holds. */
  void compares(Comparison what) {
    comparison = what;
  }

  Comparison comparison() {
    return comparison;
  }

  /** One record could not be read; the others go on, it is read again by the next poll. */
  public void failed(DeliveryFailure failure) {
    first.compareAndSet(null, failure);
    inARow.incrementAndGet();
  }

  /** One record was read. */
  public void succeeded() {
    inARow.set(0);
  }

  /**
   * Whether a source should read no further: another process has the poll by now, or the system
   * fails again and again.
   */
  public boolean stopped() {
    return !lease.held() || inARow.get() >= FAILURES_IN_A_ROW;
  }

  /** The first failure of the run; null when there was none. */
  public DeliveryFailure firstFailure() {
    return first.get();
  }
}
