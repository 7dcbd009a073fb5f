package dev.ponte.ledger;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import org.springframework.stereotype.Component;

/**
 * States of one kind let those of a higher priority for the same subscriber go first: a store that
 * takes one record a second gets its stocks before its prices, and these before its catalogue.
 */
@Component
class Precedence {

  /** Orders and all about them are few; the gate and the slots of calls see to them. */
  private static final int STATES = 3;

  private final Map<String, ConcurrentMap<Object, Queue>> queues = new ConcurrentHashMap<>();

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
    return priority > STATES
        && queues.getOrDefault(subscriber, new ConcurrentHashMap<>()).values().stream()
            .filter(it -> it.priority() >= STATES && it.priority() < priority)
            .anyMatch(it -> it.busy().getAsBoolean());
  }
}
