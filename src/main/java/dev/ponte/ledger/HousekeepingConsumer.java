package dev.ponte.ledger;

import dev.ponte.delivery.Polls;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.support.CronTrigger;

/**
 * Runs its route with one block after the other, under the lease of a poll. A block's statements
 * may run again without harm, so how far it has come is written when they have.
 */
final class HousekeepingConsumer extends DefaultConsumer {

  private static final Logger LOG = LoggerFactory.getLogger(HousekeepingConsumer.class);
  private static final String PONTE = "ponte";

  /** As camel-sql says how many rows a statement has changed. */
  private static final String CHANGED = "CamelSqlUpdateCount";

  private final HousekeepingEndpoint endpoint;
  private ScheduledFuture<?> schedule;
  private volatile boolean stopping;

  HousekeepingConsumer(HousekeepingEndpoint endpoint, Processor processor) {
    super(endpoint, processor);
    this.endpoint = endpoint;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    stopping = false;
    HousekeepingComponent parts = endpoint.component();
    schedule =
        parts
            .scheduler()
            .schedule(this::tick, new CronTrigger(parts.cron(), ZoneId.of(parts.zone())));
  }

  @Override
  protected void doStop() throws Exception {
    stopping = true;
    // A statement that runs is not interrupted: that would close the file of an H2 database.
    schedule.cancel(false);
    super.doStop();
  }

  /** Removes all that is old by now. */
  void tick() {
    Instant now = endpoint.component().clock().instant();
    Optional<Polls.Lease> lease =
        endpoint.component().polls().lease(PONTE, "housekeeping-" + endpoint.name(), now);
    if (lease.isEmpty()) {
      return;
    }
    try (Polls.Lease held = lease.get()) {
      run(held);
    } catch (RuntimeException e) {
      LOG.warn(
          "Housekeeping of {} is gone on with at its next time: {}",
          endpoint.name(),
          DatabaseFaults.words(e));
    }
  }

  private void run(Polls.Lease lease) {
    Instant before = endpoint.component().clock().instant().minus(endpoint.keep());
    long blocks =
        endpoint.walk() == Walk.ROWS ? repeated(lease, before) : blockByBlock(lease, before);
    LOG.debug("Housekeeping of {}: {} blocks", endpoint.name(), blocks);
  }

  private long blockByBlock(Polls.Lease lease, Instant before) {
    HousekeepingComponent parts = endpoint.component();
    String position = "housekeeping." + endpoint.name();
    Walk walk = endpoint.walk();
    Object from = walk.start(parts.cursors().get(PONTE, position).orElse(null));
    long blocks = 0;
    while (lease.held() && !stopping) {
      Optional<Object> to = walk.next(parts.jdbc(), from, before);
      if (to.isEmpty()) {
        return blocks;
      }
      process(before, from, to.get());
      parts.cursors().put(PONTE, position, walk.position(to.get()));
      from = to.get();
      blocks++;
    }
    return blocks;
  }

  private long repeated(Polls.Lease lease, Instant before) {
    long blocks = 0;
    boolean changed = true;
    while (changed && lease.held() && !stopping) {
      changed = process(before, null, null) > 0;
      blocks++;
    }
    return blocks;
  }

  private int process(Instant before, Object from, Object to) {
    Exchange exchange = createExchange(false);
    exchange.getMessage().setHeader("before", Timestamp.from(before));
    exchange.getMessage().setHeader("from", from);
    exchange.getMessage().setHeader("to", to);
    try {
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    Exception failure = exchange.getException();
    int changed = exchange.getMessage().getHeader(CHANGED, 0, Integer.class);
    releaseExchange(exchange, false);
    if (failure != null) {
      throw new IllegalStateException(failure.getMessage(), failure);
    }
    return changed;
  }
}
