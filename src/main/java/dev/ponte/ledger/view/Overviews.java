package dev.ponte.ledger.view;

import dev.ponte.ledger.view.Overview.Tone;
import dev.ponte.ledger.view.Overview.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Keeps an overview while somebody looks at it: within a minute of the last look one thread reads
 * it anew every five seconds. However many look, the ledger is asked once.
 */
@Component
public class Overviews implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Overviews.class);
  private static final int PERIOD_SECONDS = 5;
  private static final int LAST_SECONDS = 20;
  private static final Duration LOOKED = Duration.ofMinutes(1);

  /** While somebody looks it is not older, unless the database is away. */
  private static final Duration FRESH = Duration.ofSeconds(3L * PERIOD_SECONDS);

  /** What is older says nothing of how it is now. */
  private static final Duration STALE = Duration.ofSeconds(30);

  private final OverviewReader reader;
  private final Clock clock;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Overviews::thread);
  private volatile Instant looked = Instant.MIN;
  private volatile Instant failedSince;
  private volatile Overview last;

  Overviews(OverviewReader reader, Clock clock) {
    this.reader = reader;
    this.clock = clock;
    timer.scheduleWithFixedDelay(this::run, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * How it is, read within the last seconds; the first look reads it. Without the database it is
   * what was read last, and its verdict says so.
   *
   * @throws RuntimeException when the database is away and nothing was read before
   */
  public Overview look() {
    Instant now = clock.instant();
    looked = now;
    if (last == null || failedSince == null && last.at().isBefore(now.minus(FRESH))) {
      try {
        read();
      } catch (RuntimeException away) {
        if (last == null) {
          throw away;
        }
      }
    }
    Overview known = last;
    return isStale(known, now) ? away(known) : known;
  }

  /**
   * How it is now, for a machine that asks now and then: nothing is read on its account afterwards.
   *
   * @throws RuntimeException when the database is away
   */
  Overview glance() {
    read();
    return last;
  }

  /** How many deliveries and records need a person; null while that is not known of now. */
  public Long problems() {
    looked = clock.instant();
    Overview known = last;
    if (known == null || isStale(known, looked)) {
      return null;
    }
    return known.records().value()
        + known.edges().stream().mapToLong(it -> it.dead() + it.parked()).sum();
  }

  private boolean isStale(Overview known, Instant now) {
    return known.at().isBefore(now.minus(STALE));
  }

  private Overview away(Overview it) {
    Instant since = failedSince == null ? it.at() : failedSince;
    return new Overview(
        it.at(),
        new Verdict(Tone.TROUBLE, Sentence.of("verdict.ledger-away", since), null),
        it.today(),
        it.accepted(),
        it.classes(),
        it.edges(),
        it.sources(),
        it.clock(),
        it.polls(),
        it.rests(),
        it.records(),
        it.replicas(),
        it.faults());
  }

  @Override
  public void destroy() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "console-overview");
    thread.setDaemon(true);
    return thread;
  }

  private void run() {
    if (looked.isBefore(clock.instant().minus(LOOKED))) {
      return;
    }
    try {
      read();
    } catch (RuntimeException e) {
      LOG.debug("The overview could not be read, tries again", e);
    }
  }

  /** Of several who look at once one reads. */
  private synchronized void read() {
    Overview known = last;
    if (known != null && !known.at().isBefore(clock.instant().minusSeconds(PERIOD_SECONDS / 2))) {
      return;
    }
    try {
      last = reader.read();
      failedSince = null;
    } catch (RuntimeException e) {
      failedSince = failedSince == null ? clock.instant() : failedSince;
      throw e;
    }
  }
}
