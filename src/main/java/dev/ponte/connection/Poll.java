package dev.ponte.connection;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Polls;
import dev.ponte.delivery.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One tick: runs the source under the poll's lease, or not at all. */
final class Poll {

  private static final Logger LOG = LoggerFactory.getLogger(Poll.class);
  private static final Duration ANOTHER_FIRST = Duration.ofSeconds(1);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  /**
   * How long a poll lets that of orders go first, whose schedule may be denser than the share of
   * the quota allows: then the others would never come.
   */
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  /** After a failure, doubling; the next tick may come sooner. */
  private static final Duration FIRST_RETRY = Duration.ofMinutes(1);

  private static final int MOST_DOUBLINGS = 6;

  private final PollComponent component;
  private final PollPlan plan;
  private final String name;
  private final Connection connection;
  private volatile String trouble;
  private volatile Instant keptSince;
  private volatile int failures;

  Poll(PollComponent component, PollPlan plan) {
    this.component = component;
    this.plan = plan;
    this.name = plan.name();
    this.connection = plan.connection();
  }

  PollPlan plan() {
    return plan;
  }

  /**
   * A tick that is to come again by itself.
   *
   * @param tick by which the lease is taken
   * @param at not before this instant
   * @param failed whether it failed, so that the next tick of the schedule does as well
   */
  record Again(Instant tick, Instant at, boolean failed) {}

  /**
   * Runs the source, if it may.
   *
   * @param tick when it should have run
   * @param stopping whether it shall end
   * @param source reads, and gives what it failed with, or null
   * @return null when the tick is over
   */
  Again run(Instant tick, BooleanSupplier stopping, Function<PollRun, Exception> source) {
    if (stopping.getAsBoolean()) {
      return null;
    }
    try {
      Optional<Instant> later = later();
      if (later.isPresent()) {
        return new Again(tick, soon(later.get()), false);
      }
      boolean well = leased(tick, stopping, source);
      trouble = null;
      if (well) {
        failures = 0;
        return null;
      }
      Instant at = afterFailure();
      return new Again(at, at, true);
    } catch (RuntimeException e) {
      unable(e);
      return new Again(tick, afterFailure(), true);
    }
  }

  private Instant afterFailure() {
    int doublings = Math.min(failures++, MOST_DOUBLINGS);
    return component.timer().now().plus(FIRST_RETRY.multipliedBy(1L << doublings));
  }

  /** A rest may end before its time, as when a person resumes the connection. */
  private Instant soon(Instant later) {
    Instant look = component.timer().now().plus(LOOK_AGAIN);
    return later.isAfter(look) ? look : later;
  }

  /** It takes part in no turns any more. */
  void withdraw() {
    keptSince = null;
    component.turns().withdraw(connection.name(), name);
  }

  /** Whether nothing failed. */
  private boolean leased(
      Instant tick, BooleanSupplier stopping, Function<PollRun, Exception> source) {
    Optional<Polls.Lease> lease =
        component.polls().begin(connection.name(), name, plan.type(), tick);
    if (lease.isEmpty()) {
      return true;
    }
    try (Polls.Lease held = lease.get()) {
      PollRun run = new PollRun(held, stopping);
      if (run.stopped()) {
        return true;
      }
      Exception thrown = source.apply(run);
      if (thrown instanceof RejectedExecutionException && stopping.getAsBoolean()) {
        LOG.info("Poll {} of {} was cut off, since its route stops", name, connection.name());
        return true;
      }
      return conclude(thrown, run, held);
    }
  }

  /** When it may run, if it may not now; else it counts as run. */
  private Optional<Instant> later() {
    if (plan.spare()) {
      return component.gate().closedUntil(connection.name(), Priority.SPARE.level());
    }
    if (plan.goesFirst()) {
      return component.gate().pollsRestUntil(connection, true);
    }
    Instant now = component.timer().now();
    boolean patient = keptSince == null || now.isBefore(keptSince.plus(PATIENCE));
    Optional<Instant> rest = component.gate().pollsRestUntil(connection, !patient);
    if (rest.isPresent()) {
      LOG.debug("Poll {} of {} waits until {}", name, connection.name(), rest.get());
      component.turns().kept(connection.name(), name);
      keptSince = keptSince == null ? now : keptSince;
      return rest;
    }
    if (!component.turns().begin(connection.name(), name)) {
      LOG.debug("Poll {} of {} lets another one go first", name, connection.name());
      return Optional.of(now.plus(ANOTHER_FIRST));
    }
    keptSince = null;
    return Optional.empty();
  }

  /** A failed poll is the connection's health, so no exception leaves the tick. */
  private boolean conclude(Exception thrown, PollRun run, Polls.Lease lease) {
    Throwable failure = thrown == null ? run.firstFailure() : thrown;
    if (failure == null) {
      component.health().succeeded(connection.name(), name);
      lease.ended(null);
      return true;
    }
    lease.ended(component.health().failed(connection.name(), name, failure));
    if (failure instanceof GateClosed closed) {
      // What closed the gate has a line of its own; this comes with each tick.
      LOG.debug("Poll {} of {} failed: {}", name, connection.name(), closed.getMessage());
    } else if (failure instanceof DeliveryFailure known) {
      LOG.warn("Poll {} of {} failed: {}", name, connection.name(), known.getMessage());
    } else if (!component.polls().areInterrupted(failure)) {
      LOG.warn("Poll {} of {} failed", name, connection.name(), failure);
    }
    return false;
  }

  /** What keeps it from its work is told once, not with each tick; the database tells itself. */
  private void unable(RuntimeException e) {
    withdraw();
    component.health().failed(connection.name(), name, e);
    String words = String.valueOf(e.getMessage());
    if (!words.equals(trouble) && !component.polls().areInterrupted(e)) {
      LOG.warn("Poll {} of {} could not run and comes again: {}", name, connection.name(), words);
    }
    trouble = words;
  }
}
