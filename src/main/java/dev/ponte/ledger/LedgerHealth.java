package dev.ponte.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.stereotype.Component;

/**
 * What waits in the ledger. Down only when its database cannot be written. Anybody may ask, so it
 * counts now and then only.
 */
@Component("ledgerHealthIndicator")
class LedgerHealth implements HealthIndicator {

  private static final Duration FRESH = Duration.ofSeconds(10);

  private final Operations operations;
  private final Subscriptions subscriptions;
  private final DeadLetters deadLetters;
  private final FirstPasses firstPasses;
  private final EarlierOrders earlierOrders;
  private final AttemptWriter finisher;
  private final DatabaseWatch database;
  private final Clock clock;
  private final ObjectProvider<ApplicationAvailability> availability;
  private final ReentrantLock looking = new ReentrantLock();

  /** Null until somebody asks. */
  private volatile Look last;

  LedgerHealth(
      Operations operations,
      Subscriptions subscriptions,
      DeadLetters deadLetters,
      FirstPasses firstPasses,
      EarlierOrders earlierOrders,
      AttemptWriter finisher,
      DatabaseWatch database,
      Clock clock,
      ObjectProvider<ApplicationAvailability> availability) {
    this.operations = operations;
    this.subscriptions = subscriptions;
    this.deadLetters = deadLetters;
    this.firstPasses = firstPasses;
    this.earlierOrders = earlierOrders;
    this.finisher = finisher;
    this.database = database;
    this.clock = clock;
    this.availability = availability;
  }

  private record Look(Instant at, Health health) {}

  @Override
  public Health health() {
    return database.absence().map(this::away).orElseGet(this::present);
  }

  private Health away(DatabaseWatch.Absence absence) {
    return Health.down()
        .withDetail("error", "The database cannot be written: " + absence.words())
        .withDetail("since", absence.since())
        .withDetail("ends-waiting", finisher.waiting())
        .build();
  }

  /** While one looks, others get what was seen before. */
  private Health present() {
    if (last == null) {
      looking.lock();
    } else if (isFresh() || !looking.tryLock()) {
      return last.health();
    }
    try {
      if (!isFresh()) {
        last = new Look(clock.instant(), look());
      }
      return last.health();
    } finally {
      looking.unlock();
    }
  }

  /** What is down is looked at by each, so that it is up as soon as it is. */
  private boolean isFresh() {
    Look seen = last;
    return seen != null
        && seen.health().getStatus().equals(Status.UP)
        && seen.at().plus(FRESH).isAfter(clock.instant());
  }

  private Health look() {
    if (database.isAway() || !database.isWritable()) {
      return Health.down().withDetail("error", "The database cannot be written").build();
    }
    try {
      return counted();
    } catch (RuntimeException e) {
      return Health.down().withDetail("error", DatabaseFaults.words(e)).build();
    }
  }

  /** Before, routes are still to come. */
  private boolean isStarted() {
    return availability.stream()
        .allMatch(it -> it.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC);
  }

  private Health counted() {
    Health.Builder health = Health.up();
    operations.counts().forEach((state, count) -> health.withDetail(state.word(), count));
    health.withDetail("oldest-waiting-seconds", operations.oldestSeconds());
    health.withDetail("ends-waiting", finisher.waiting());
    health.withDetail("ends-waiting-seconds", finisher.longestWait().toSeconds());
    health.withDetail("unmappable", deadLetters.count());
    earlierOrders
        .counts()
        .forEach(
            (store, count) ->
                health.withDetail("left to the earlier integration: " + store, count));
    firstPasses
        .waiting()
        .forEach(
            it ->
                health.withDetail(
                    "not sent: %s to %s, %s".formatted(it.type(), it.subscriber(), it.why()),
                    it.waiting() + " wait"));
    if (isStarted()) {
      subscriptions
          .resting()
          .forEach(
              it ->
                  health.withDetail(
                      "paused: " + it.type() + " for " + it.subscriber(),
                      "since %s by %s%s%s"
                          .formatted(
                              it.pausedAt(),
                              it.pausedBy(),
                              it.pausedUntil() == null ? "" : " until " + it.pausedUntil(),
                              it.pauseReason() == null ? "" : ": " + it.pauseReason())));
      subscriptions
          .orphans()
          .forEach(
              it ->
                  health.withDetail(
                      "warning: no route serves " + it.subscriber() + " of " + it.type(),
                      "%d wait; start its route or end the subscription"
                          .formatted(operations.backlog(it.type(), it.subscriber()))));
    }
    return health.build();
  }
}
