package dev.ponte.connection;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Polls;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of a poll. The consumer {@code poll:} puts it on the exchange as property {@link
 * #PROPERTY}; a source tells it of failures, since a failed poll is the connection's health and no
 * dead letter. Thread-safe.
 */
public final class PollRun {

  /** Name of the exchange property. */
  public static final String PROPERTY = "PontePoll";

  private static final Logger LOG = LoggerFactory.getLogger(PollRun.class);
  private static final int FAILURES_IN_A_ROW = 3;
  private static final int MOST_NAMED = 10;

  /** Failures that say something of the system and not of the record that was asked for. */
  private static final Set<FailureClass> OF_THE_SYSTEM =
      EnumSet.of(
          FailureClass.TRANSIENT,
          FailureClass.IN_DOUBT,
          FailureClass.THROTTLED,
          FailureClass.UNAUTHORIZED,
          FailureClass.FORBIDDEN);

  private final Polls.Lease lease;
  private final BooleanSupplier stopping;
  private final AtomicInteger inARow = new AtomicInteger();
  private final AtomicReference<DeliveryFailure> first = new AtomicReference<>();
  private final AtomicInteger named = new AtomicInteger();

  public PollRun(Polls.Lease lease) {
    this(lease, () -> false);
  }

  /**
   * @param stopping whether the run shall end, since its route or Ponte stops
   */
  PollRun(Polls.Lease lease, BooleanSupplier stopping) {
    this.lease = lease;
    this.stopping = stopping;
  }

  /** A list could not be read on. */
  public void failed(DeliveryFailure failure) {
    first.compareAndSet(null, failure);
    if (OF_THE_SYSTEM.contains(failure.failureClass())) {
      inARow.incrementAndGet();
    }
  }

  /**
   * One record could not be read; the others go on, it is read again by the next poll. The first of
   * them is what the poll failed with.
   *
   * @param record for the operator, such as {@code order 1234}
   */
  public void failed(String record, DeliveryFailure failure) {
    DeliveryFailure about = failure.about(record);
    failed(about);
    if (first.get() != about && named.incrementAndGet() < MOST_NAMED) {
      LOG.warn("{}; the next poll reads it again", about.getMessage());
    }
  }

  /** One record was read. */
  public void succeeded() {
    inARow.set(0);
  }

  /**
   * Whether a source should read no further: its route stops, another process has the poll by now,
   * or the system fails again and again.
   */
  public boolean stopped() {
    return stopping.getAsBoolean() || !lease.held() || inARow.get() >= FAILURES_IN_A_ROW;
  }

  /** The first failure of the run; null when there was none. */
  public DeliveryFailure firstFailure() {
    return first.get();
  }
}
