package dev.ponte.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Delivers: one thread claims what is due, workers run the route with it. While the gate is closed
 * nothing is claimed, so no thread and no lease waits.
 *
 * <p>Camel suspends all consumers before it stops the first of them: nothing more is claimed then,
 * what was not begun is given back, and the calls in flight end side by side. The threads are not
 * Camel's, since it would interrupt them when its patience ends: a call cut off leaves its effect
 * in doubt, and an interrupt during a write closes the whole H2 store.
 */
final class LedgerConsumer extends DefaultConsumer implements Suspendable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerConsumer.class);
  private static final long LOOK_MILLIS = 500;
  private static final long TELL_SECONDS = 15;
  private static final int CLAIMS_PER_WORKER = 4;
  private static final int MOST_CLAIMS = 100;

  private final LedgerParts parts;
  private final LedgerEndpoint endpoint;
  private final Subscription subscription;
  private final Semaphore signal = new Semaphore(0);
  private final Runnable wake = signal::release;
  private final AtomicInteger inFlight = new AtomicInteger();
  private ExecutorService workers;
  private Thread dispatcher;
  private final Batching batching;
  private final Runs runs;
  private int capacity;
  private volatile boolean claiming;
  private volatile boolean stopping;

  LedgerConsumer(LedgerEndpoint endpoint, Processor processor, Subscription subscription) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.parts = endpoint.parts();
    this.subscription = subscription;
    this.batching = endpoint.batching();
    this.runs = new Runs(parts, this, endpoint.getSubscriber());
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    String name = endpoint.getSubscriber();
    int concurrency =
        endpoint.getConcurrency() > 0 ? endpoint.getConcurrency() : parts.gate().concurrency(name);
    capacity =
        batching.active()
            ? concurrency * batching.size()
            : Math.min(MOST_CLAIMS, concurrency * CLAIMS_PER_WORKER);
    workers = Executors.newFixedThreadPool(concurrency, threads("ledger-" + name + "-"));
    dispatcher = threads("ledger-claims-" + name + "-").newThread(this::dispatch);
    stopping = false;
    parts.firstPasses().joined(subscription);
    claiming = true;
    parts.wakeups().register(subscription.type(), wake);
    parts.precedence().join(this, name, endpoint.getPriority(), () -> inFlight.get() > 0);
    parts.backlogs().served(subscription, endpoint.getPriority(), batching.size());
    parts.log().watch(subscription.type(), subscription.subscriber(), this::backlog);
    dispatcher.start();
  }

  @Override
  protected void doSuspend() {
    claiming = false;
  }

  @Override
  protected void doResume() {
    claiming = true;
    wake.run();
  }

  @Override
  protected void doStop() throws Exception {
    claiming = false;
    parts.wakeups().remove(subscription.type(), wake);
    parts.precedence().leave(this, endpoint.getSubscriber());
    stopping = true;
    wake.run();
    awaitEnds();
    super.doStop();
  }

  /** Waits as long as it takes: each call has a time-out of its own. */
  private void awaitEnds() {
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        dispatcher.join();
        workers.shutdown();
        ended = workers.awaitTermination(TELL_SECONDS, TimeUnit.SECONDS);
        if (!ended) {
          LOG.info(
              "{} of {} stops when the calls of {} deliveries have ended",
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

  @Override
  protected void doShutdown() throws Exception {
    parts.subscriptions().unrouted(subscription);
    super.doShutdown();
  }

  private void dispatch() {
    while (!stopping) {
      try {
        if (!claiming || !claimSome()) {
          sleep();
        }
      } catch (RuntimeException | Error e) {
        if (!parts.database().caused(e)) {
          LOG.error("{} cannot claim, tries again", endpoint.getSubscriber(), e);
        }
        sleep();
      }
    }
  }

  private Number backlog() {
    return parts.database().isAway()
        ? Double.NaN
        : parts.operations().backlog(subscription.type(), subscription.subscriber());
  }

  /** Whether it is worth to look again at once. */
  private boolean claimSome() {
    int free = free();
    if (free == 0 || parts.database().isAway() || !parts.firstPasses().mayClaim(subscription)) {
      return false;
    }
    String subscriber = endpoint.getSubscriber();
    if (parts.subscriptions().isPaused(subscription)) {
      return false;
    }
    if (parts.gate().closedUntil(subscriber, endpoint.getPriority()).isPresent()
        || parts.precedence().yields(subscriber, endpoint.getPriority())) {
      return false;
    }
    List<Claim> claims = parts.claims().claim(subscription, free, batching);
    List<Claim> left = new ArrayList<>(claims);
    try {
      left.removeIf(runs::refused);
      for (List<Claim> batch : batching.split(List.copyOf(left))) {
        begin(batch);
        left.removeAll(batch);
      }
    } catch (RuntimeException | Error e) {
      runs.giveBack(left);
      throw e;
    }
    return claims.size() == free;
  }

  /** How many to claim: worth a statement, and as many as make full batches. */
  private int free() {
    int free = capacity - inFlight.get();
    if (batching.active()) {
      return free - free % batching.size();
    }
    return free < capacity / 2 ? 0 : free;
  }

  private void begin(List<Claim> claims) {
    inFlight.addAndGet(claims.size());
    claims.forEach(it -> parts.leases().begin(it.id()));
    try {
      workers.execute(() -> run(claims));
    } catch (RuntimeException | Error e) {
      inFlight.addAndGet(-claims.size());
      throw e;
    }
  }

  private void sleep() {
    try {
      signal.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      signal.drainPermits();
    } catch (InterruptedException e) {
      // The mark is not set again: the next write would close the H2 store.
      LOG.warn("{} was interrupted while it waited for work, and goes on", dispatcher.getName());
    }
  }

  private void run(List<Claim> claims) {
    try {
      if (!claiming) {
        runs.giveBack(claims);
      } else if (batching.active()) {
        runs.batch(claims);
      } else {
        claims.forEach(runs::single);
      }
    } finally {
      inFlight.addAndGet(-claims.size());
      if (free() > 0) {
        wake.run();
      }
    }
  }

  private static ThreadFactory threads(String prefix) {
    var threads = new CustomizableThreadFactory(prefix);
    threads.setDaemon(true);
    return threads;
  }
}
