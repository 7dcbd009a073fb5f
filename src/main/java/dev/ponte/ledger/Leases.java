package dev.ponte.ledger;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Prolongs the leases of all deliveries and polls that this process is at. */
@Component
class Leases implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Leases.class);
  private static final int RENEW_SECONDS = Claims.LEASE_SECONDS / 3;
  private static final int LAST_SECONDS = 20;

  private final Claims claims;
  private final DatabaseWatch database;
  private final SqlPolls polls;
  private final Set<Long> inFlight = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "ledger-leases"));

  Leases(Claims claims, SqlPolls polls, DatabaseWatch database) {
    this.database = database;
    this.claims = claims;
    this.polls = polls;
    // Before anything is claimed: after a long outage our own leases have ended, too.
    database.firstWhenBack(this::renew);
    timer.scheduleWithFixedDelay(this::renew, RENEW_SECONDS, RENEW_SECONDS, TimeUnit.SECONDS);
  }

  void begin(long delivery) {
    inFlight.add(delivery);
  }

  void end(long delivery) {
    inFlight.remove(delivery);
  }

  @Override
  public void destroy() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
  }

  private void renew() {
    try {
      claims.renew(List.copyOf(inFlight));
      polls.renew();
    } catch (RuntimeException e) {
      if (!database.caused(e)) {
        LOG.error("Leases could not be prolonged, others may take over", e);
      }
    }
  }
}
