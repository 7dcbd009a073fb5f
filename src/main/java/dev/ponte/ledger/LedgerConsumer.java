package dev.ponte.ledger;

import dev.ponte.delivery.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
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
  private int concurrency;
  private volatile boolean claiming;

  LedgerConsumer(LedgerEndpoint endpoint, Processor processor, Subscription subscription) {
    super(endpoint, processor);
    this.endpoint = endpoint;
    this.parts = endpoint.parts();
    this.subscription = subscription;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    String name = endpoint.getSubscriber();
    concurrency =
        endpoint.getConcurrency() > 0 ? endpoint.getConcurrency() : parts.gate().concurrency(name);
    var threads = endpoint.getCamelContext().getExecutorServiceManager();
    workers = threads.newFixedThreadPool(this, "ledger-" + name, concurrency);
    dispatcher = threads.newSingleThreadExecutor(this, "ledger-claims-" + name);
    claiming = true;
    parts.wakeups().register(subscription.type(), wake);
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
          LOG.warn("{} cannot claim, tries again: {}", endpoint.getSubscriber(), e.getMessage());
        } else {
          LOG.error("{} cannot claim, tries again", endpoint.getSubscriber(), e);
        }
        sleep();
      }
    }
  }

  /** Whether it is worth to look again at once. */
  private boolean claimSome() {
    int free = Math.min(MOST_CLAIMS, concurrency * CLAIMS_PER_WORKER) - inFlight.get();
    if (free < concurrency * CLAIMS_PER_WORKER / 2) {
      return false;
    }
    if (parts.gate().closedUntil(endpoint.getSubscriber(), endpoint.getPriority()).isPresent()) {
      return false;
    }
    List<Claim> claims = parts.claims().claim(subscription, free);
    claims.forEach(this::begin);
    return claims.size() == free;
  }

  private void begin(Claim claim) {
    inFlight.incrementAndGet();
    parts.leases().begin(claim.id());
    try {
      workers.execute(() -> run(claim));
    } catch (RejectedExecutionException stopping) {
      LOG.debug("{} is given back, since its route stops", claim.name());
      giveBack(claim);
      inFlight.decrementAndGet();
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

  private void run(Claim claim) {
    try {
      if (claiming) {
        deliver(claim);
      } else {
        giveBack(claim);
      }
    } catch (RuntimeException e) {
      parts.leases().end(claim.id());
      LOG.error("{} → {} ended unexpectedly", claim.name(), endpoint.getSubscriber(), e);
    } finally {
      if (inFlight.decrementAndGet() <= concurrency * CLAIMS_PER_WORKER / 2) {
        wake.run();
      }
    }
  }

  private void deliver(Claim claim) {
    Duration giveUpAfter = parts.gate().giveUpAfter(endpoint.getSubscriber());
    LeasedDelivery delivery =
        new LeasedDelivery(claim, endpoint.getSubscriber(), parts.claims(), parts.references());
    Instant startedAt = parts.clock().instant();
    Exchange exchange = createExchange(false);
    exchange.getMessage().setBody(claim.body());
    exchange.setProperty(Delivery.PROPERTY, delivery);
    try {
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    }
    Instant endedAt = parts.clock().instant();
    Optional<Verdict> verdict = Verdict.of(exchange, delivery, giveUpAfter, endedAt);
    releaseExchange(exchange, false);
    if (verdict.isPresent()) {
      finish(claim, verdict.get(), delivery.calls(), startedAt, endedAt);
    } else {
      parts.leases().end(claim.id());
      LOG.warn("{} → {}: another process took it over", claim.name(), endpoint.getSubscriber());
    }
  }

  private void giveBack(Claim claim) {
    Instant now = parts.clock().instant();
    Verdict untouched = new Verdict(State.PENDING, Duration.ZERO, false, "stopped", null, null);
    finish(claim, untouched, List.of(), now, now);
  }

  /** The lease is kept until the end is written. */
  private void finish(
      Claim claim, Verdict verdict, List<Delivery.Call> calls, Instant startedAt, Instant endedAt) {
    parts
        .finisher()
        .finish(
            new Ending(
                claim,
                endpoint.getSubscriber(),
                verdict.state(),
                verdict.delay(),
                verdict.counts(),
                verdict.result(),
                verdict.code(),
                verdict.words(),
                calls,
                startedAt,
                endedAt));
  }
}
