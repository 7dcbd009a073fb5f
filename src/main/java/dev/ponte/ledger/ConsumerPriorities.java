package dev.ponte.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * States of one kind let those of a higher priority for the same subscriber go first: a store that
 * takes one record a second gets its stocks before its prices, and these before its catalogue. Who
 * has waited for half a minute has one turn all the same, since a large store's stocks never rest.
 */
@Component
class ConsumerPriorities {

  /** Orders and all about them are few; the gate and the slots of calls see to them. */
  private static final int STATES = 3;

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Map<String, ConcurrentMap<Object, Queue>> queues = new ConcurrentHashMap<>();
  private final Map<Waiting, Instant> waiting = new ConcurrentHashMap<>();
  private final Clock clock;

  ConsumerPriorities(Clock clock) {
    this.clock = clock;
  }

  private record Waiting(String subscriber, int priority) {}

  private record Queue(int priority, BooleanSupplier busy) {}

  /** A consumer of this process takes messages of the priority for the subscriber. */
  void join(Object consumer, String subscriber, int priority, BooleanSupplier busy) {
    queues
        .computeIfAbsent(subscriber, name -> new ConcurrentHashMap<>())
        .put(consumer, new Queue(priority, busy));
  }

  void leave(Object consumer, String subscriber) {
    queues.getOrDefault(subscriber, new ConcurrentHashMap<>()).remove(consumer);
  }

  /** Whether a consumer of the priority is to wait for another one. */
  boolean yields(String subscriber, int priority) {
    Waiting one = new Waiting(subscriber, priority);
    if (!othersAreBusy(subscriber, priority)) {
      waiting.remove(one);
      return false;
    }
    Instant now = clock.instant();
    Instant since = waiting.putIfAbsent(one, now);
    if (since == null || now.isBefore(since.plus(PATIENCE))) {
      return true;
    }
    waiting.put(one, now);
    return false;
  }

  private boolean othersAreBusy(String subscriber, int priority) {
    return priority > STATES
        && queues.getOrDefault(subscriber, new ConcurrentHashMap<>()).values().stream()
            .filter(it -> it.priority() >= STATES && it.priority() < priority)
            .anyMatch(it -> it.busy().getAsBoolean());
  }
}
