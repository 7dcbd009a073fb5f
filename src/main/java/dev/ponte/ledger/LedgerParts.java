package dev.ponte.ledger;

import dev.ponte.delivery.Gate;
import dev.ponte.delivery.References;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What the endpoints of {@code ledger:} work with. */
@Component
record LedgerParts(
    Recorder recorder,
    DeadLetters deadLetters,
    Subscriptions subscriptions,
    Claims claims,
    Heartbeat heartbeat,
    AttemptWriter finisher,
    References references,
    Wakeups wakeups,
    DatabaseWatch database,
    Gate gate,
    DeliveryLog log,
    Backlogs backlogs,
    Differences differences,
    ConsumerPriorities precedence,
    FirstPasses firstPasses,
    Operations operations,
    EarlierOrders earlierOrders,
    Clock clock) {}
