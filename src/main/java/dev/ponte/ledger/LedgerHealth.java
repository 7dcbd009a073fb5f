package dev.ponte.ledger;

import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** What waits in the ledger. Down only when the database does not answer. */
@Component("ledgerHealthIndicator")
class LedgerHealth implements HealthIndicator {

  private final Operations operations;
  private final Subscriptions subscriptions;
  private final DeadLetters deadLetters;
  private final FirstPasses firstPasses;

  LedgerHealth(
      Operations operations,
      Subscriptions subscriptions,
      DeadLetters deadLetters,
      FirstPasses firstPasses) {
    this.operations = operations;
    this.subscriptions = subscriptions;
    this.deadLetters = deadLetters;
    this.firstPasses = firstPasses;
  }

  @Override
  public Health health() {
    try {
      Health.Builder health = Health.up();
      operations.counts().forEach((state, count) -> health.withDetail(state.word(), count));
      health.withDetail("oldest-waiting-seconds", operations.oldestSeconds());
      health.withDetail("unmappable", deadLetters.count());
      firstPasses
          .waiting()
          .forEach(
              it ->
                  health.withDetail(
                      "not sent: %s to %s, %s".formatted(it.type(), it.subscriber(), it.why()),
                      it.waiting() + " wait"));
      subscriptions
          .orphans()
          .forEach(
              it ->
                  health.withDetail(
                      "warning: no route serves " + it.subscriber() + " of " + it.type(),
                      "%d wait; start its route or end the subscription"
                          .formatted(operations.backlog(it.type(), it.subscriber()))));
      return health.build();
    } catch (DataAccessException e) {
      return Health.down(e).build();
    }
  }
}
