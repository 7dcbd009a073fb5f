package dev.ponte.ledger;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers: one thread claims what is due, workers run the route with it. While the gate is closed
 * nothing is claimed, so no thread and no lease waits.
 */
final class LedgerConsumer extends DefaultConsumer {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerConsumer.class);
  private static final long LOOK_MILLIS = 500;
  private static final long STOP_MILLIS = 30_000;
  private static final int CLAIMS_PER_WORKER = 4;
  private static final int MOST_CLAIMS = 100;

  private final LedgerParts parts;
  private final LedgerEndpoint endpoint;
  private final Subscription subscription;
  private final Semaphore signal = new Semaphore(0);
  private final Runnable wake = signal::release;
  private final AtomicInteger inFlight = new AtomicInteger();
  private ExecutorService workers;
  private ExecutorService dispatcher;
  private final Batching batching;
  private final Runs runs;
  private int capacity;
  private volatile boolean claiming;

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
    var threads = endpoint.getCamelContext().getExecutorServiceManager();
    workers = threads.newFixedThreadPool(this, "ledger-" + name, concurrency);
    dispatcher = threads.newSingleThreadExecutor(this, "ledger-claims-" + name);
    parts.firstPasses().joined(subscription);
    claiming = true;
    parts.wakeups().register(subscription.type(), wake);
    parts.precedence().join(this, name, endpoint.getPriority(), () -> inFlight.get() > 0);
    parts.backlogs().served(subscription, endpoint.getPriority(), batching.size());
    parts
        .log()
        .watch(
            subscription.type(),
            subscription.subscriber(),
            () -> parts.operations().backlog(subscription.type(), subscription.subscriber()));
    dispatcher.execute(this::dispatch);
  }

  @Override
  protected void doStop() throws Exception {
    claiming = false;
    parts.wakeups().remove(subscription.type(), wake);
    parts.precedence().leave(this, endpoint.getSubscriber());
    wake.run();
    var threads = endpoint.getCamelContext().getExecutorServiceManager();
    threads.shutdownGraceful(dispatcher);
    // A call in flight must not be cut off: its effect would be in doubt.
    threads.shutdownGraceful(workers, STOP_MILLIS);
    super.doStop();
  }

  @Override
  protected void doShutdown() throws Exception {
    parts.subscriptions().unrouted(subscription);
    super.doShutdown();
  }

  private void dispatch() {
    while (claiming) {
      try {
        if (!claimSome()) {
          sleep();
        }
      } catch (RuntimeException e) {
        if (Outage.caused(e)) {
          LOG.warn("{} cannot claim, tries again: {}", endpoint.getSubscriber(), Outage.words(e));
        } else {
          LOG.error("{} cannot claim, tries again", endpoint.getSubscriber(), e);
        }
        sleep();
      }
    }
  }

  /** Whether it is worth to look again at once. */
  private boolean claimSome() {
    int free = free();
    if (free == 0 || !parts.firstPasses().mayClaim(subscription)) {
      return false;
    }
    String subscriber = endpoint.getSubscriber();
    if (parts.gate().closedUntil(subscriber, endpoint.getPriority()).isPresent()
        || parts.precedence().yields(subscriber, endpoint.getPriority())) {
      return false;
    }
    List<Claim> claims = parts.claims().claim(subscription, free, batching);
    Map<Boolean, List<Claim>> stopped =
        claims.stream().collect(Collectors.partitioningBy(Claim::isStopped));
    runs.stop(stopped.get(true));
    batching.split(stopped.get(false)).forEach(this::begin);
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
    } catch (RejectedExecutionException stopping) {
      LOG.debug("{} deliveries are given back, since their route stops", claims.size());
      runs.giveBack(claims);
      inFlight.addAndGet(-claims.size());
    }
  }

  private void sleep() {
    try {
      signal.tryAcquire(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      signal.drainPermits();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      claiming = false;
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
    } catch (RuntimeException e) {
      claims.forEach(it -> parts.leases().end(it.id()));
      String first = claims.get(0).name();
      LOG.error("{} → {} ended unexpectedly", first, endpoint.getSubscriber(), e);
    } finally {
      inFlight.addAndGet(-claims.size());
      if (free() > 0) {
        wake.run();
      }
    }
  }
}
