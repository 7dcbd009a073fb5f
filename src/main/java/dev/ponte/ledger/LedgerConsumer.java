package dev.ponte.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Delivers: when it is woken it claims what is due, and its workers run the route with it. While
 * the gate is closed nothing is claimed, so no thread and no claim waits.
 *
 * <p>Camel suspends all consumers before it stops the first of them: nothing more is claimed then,
 * what was not begun is given back, and the calls in flight end side by side. The threads are not
 * Camel's, since it would interrupt them when its patience ends: a call cut off leaves its effect
 * in doubt, and an interrupt during a write closes the H2 file.
 */
final class LedgerConsumer extends DefaultConsumer implements Suspendable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerConsumer.class);
  private static final long TELL_SECONDS = 15;
  private static final long IDLE_SECONDS = 30;
  private static final int CLAIMS_PER_WORKER = 4;
  private static final int MOST_CLAIMS = 100;

  private final LedgerParts parts;
  private final LedgerEndpoint endpoint;
  private final Subscription subscription;
  private final Batching batching;
  private final DeliveryRunner runs;
  private final Object turn = new Object();
  private final AtomicInteger wishes = new AtomicInteger();

  /** Claims whose end is not written. */
  private final AtomicInteger inFlight = new AtomicInteger();

  /** Whether more may be due when a claim has ended than the last look could see. */
  private final AtomicBoolean more = new AtomicBoolean();

  private ThreadPoolExecutor workers;
  private int capacity;
  private volatile boolean claiming;

  LedgerConsumer(LedgerEndpoint endpoint, Processor processor, Subscription subscription) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.parts = endpoint.parts();
    this.subscription = subscription;
    this.batching = endpoint.batching();
    this.runs = new DeliveryRunner(parts, this, subscription.subscriber());
  }

  Subscription subscription() {
    return subscription;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    String name = subscription.subscriber();
    int concurrency =
        endpoint.getConcurrency() > 0 ? endpoint.getConcurrency() : parts.gate().concurrency(name);
    capacity =
        batching.active()
            ? concurrency * batching.size()
            : Math.min(MOST_CLAIMS, concurrency * CLAIMS_PER_WORKER);
    workers = workers(name, concurrency);
    parts.precedence().join(this, name, endpoint.getPriority(), () -> inFlight.get() > 0);
    parts.backlogs().served(subscription, endpoint.getPriority(), batching.size());
    parts.firstPasses().joined(subscription);
    parts.wakeups().register(this);
    doResume();
  }

  @Override
  protected void doSuspend() {
    claiming = false;
  }

  @Override
  protected void doResume() {
    claiming = true;
    wake();
  }

  @Override
  protected void doStop() throws Exception {
    claiming = false;
    parts.wakeups().remove(this);
    parts.precedence().leave(this, subscription.subscriber());
    synchronized (turn) {
      // Nothing is claimed any more.
      workers.shutdown();
    }
    awaitCalls();
    super.doStop();
  }

  @Override
  protected void doShutdown() throws Exception {
    parts.subscriptions().unrouted(subscription);
    super.doShutdown();
  }

  /** Something may be due. */
  void wake() {
    if (inFlight.get() > 0) {
      // What is due of a key under way shows when that has ended.
      more.set(true);
    }
    if (claiming && wishes.getAndIncrement() == 0) {
      parts.wakeups().claim(this::claimAll);
    }
  }

  /** Whether it takes nothing more, and what waits for the database is to give up. */
  boolean isEnding() {
    return !claiming;
  }

  /** The end of a claim is written, or never will be. */
  void ended() {
    inFlight.decrementAndGet();
    if (free() > 0 && more.getAndSet(false)) {
      wake();
    }
  }

  /** Waits as long as it takes: each call has a time-out of its own. */
  private void awaitCalls() {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = workers.awaitTermination(TELL_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
          LOG.info(
              "{} of {} stops when its calls have ended; {} deliveries are in flight",
              subscription.type(),
              subscription.subscriber(),
              inFlight.get());
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void claimAll() {
    int seen = wishes.get();
    do {
      try {
        boolean more = true;
        while (more) {
          more = claimSome();
        }
      } catch (RuntimeException | Error e) {
        if (!parts.database().caused(e)) {
          LOG.error("{} cannot claim, tries again", subscription.subscriber(), e);
        }
      }
      seen = wishes.addAndGet(-seen);
    } while (seen != 0);
  }

  /** Whether it is worth to look again at once. */
  private boolean claimSome() {
    synchronized (turn) {
      int free = free();
      if (free == 0) {
        more.set(true);
      }
      if (!claiming || free == 0 || isClosed()) {
        return false;
      }
      List<Claim> claims = parts.claims().claim(subscription, free, batching);
      boolean full = claims.size() == free;
      if (full || claims.stream().anyMatch(Claim::followed)) {
        more.set(true);
      }
      begin(claims);
      return full;
    }
  }

  private boolean isClosed() {
    String subscriber = subscription.subscriber();
    return parts.database().isAway()
        || !parts.heartbeat().isAlive()
        || !parts.firstPasses().mayClaim(subscription)
        || parts.subscriptions().isPaused(subscription)
        || parts.gate().closedUntil(subscriber, endpoint.getPriority()).isPresent()
        || parts.precedence().yields(subscriber, endpoint.getPriority());
  }

  /** How many to claim: worth a statement, and as many as make full batches. */
  private int free() {
    int free = capacity - inFlight.get();
    if (batching.active()) {
      return free - free % batching.size();
    }
    return free < capacity / 2 ? 0 : free;
  }

  /** What cannot be begun is given back. */
  private void begin(List<Claim> claims) {
    inFlight.addAndGet(claims.size());
    List<Claim> left = new ArrayList<>(claims);
    try {
      left.removeIf(runs::refused);
      for (List<Claim> batch : batching.split(List.copyOf(left))) {
        workers.execute(() -> run(batch));
        left.removeAll(batch);
      }
    } catch (RuntimeException | Error e) {
      runs.giveBack(left);
      throw e;
    }
  }

  private void run(List<Claim> claims) {
    if (!claiming) {
      runs.giveBack(claims);
    } else if (batching.active()) {
      runs.batch(claims);
    } else {
      claims.forEach(runs::single);
    }
  }

  private static ThreadPoolExecutor workers(String name, int concurrency) {
    var threads = new CustomizableThreadFactory("ledger-" + name + "-");
    threads.setDaemon(true);
    var workers =
        new ThreadPoolExecutor(
            concurrency,
            concurrency,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            threads);
    workers.allowCoreThreadTimeOut(true);
    return workers;
  }
}
