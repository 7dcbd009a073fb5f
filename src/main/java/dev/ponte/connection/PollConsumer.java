package dev.ponte.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/**
 * Runs a poll at the ticks of its schedule, in a thread of its own, so that no poll ever waits for
 * a thread that another one holds. However many ticks were missed, one run makes up for them. A
 * tick that comes while the poll runs is left out; one that comes while the connection rests is
 * kept until it may run, and one that failed comes again soon, long before the next tick of a rare
 * poll.
 */
@ManagedResource(description = "A poll of a connection")
public final class PollConsumer extends DefaultConsumer implements Suspendable {

  private static final Duration IDLE = Duration.ofSeconds(30);

  private final PollTimer timer;
  private final Poll poll;
  private ExecutorService thread;
  private Cron cron;
  private Instant seen;
  private volatile Instant next;
  private volatile Instant due;
  private volatile Instant notBefore;
  private volatile boolean running;
  private volatile boolean early;
  private volatile boolean stopping;

  PollConsumer(PollEndpoint endpoint, Processor processor, PollTimer timer, Poll poll) {
    super(endpoint, processor);
    this.timer = timer;
    this.poll = poll;
  }

  @Override
  protected void doStart() throws Exception {
    Schedule schedule = poll.plan().schedule();
    cron = schedule.cron();
    seen = timer.now();
    next = cron.after(seen);
    if (next == null) {
      throw new IllegalArgumentException(
          "%s is \"%s\", which never comes".formatted(schedule.key(), schedule.text()));
    }
    super.doStart();
    due = null;
    notBefore = Instant.MIN;
    stopping = false;
    if (thread == null) {
      thread = thread();
    }
    timer.add(this);
  }

  /**
   * No tick begins any more, and a run under way is told to end. Camel suspends before it stops,
   * and waits in between for what is in flight.
   */
  @Override
  protected void doSuspend() {
    stopping = true;
    timer.remove(this);
    poll.withdraw();
  }

  @Override
  protected void doResume() throws Exception {
    doStart();
  }

  @Override
  protected void doStop() throws Exception {
    doSuspend();
    super.doStop();
  }

  /** A run under way is never interrupted, since it may be writing. */
  @Override
  protected void doShutdown() throws Exception {
    super.doShutdown();
    if (thread != null) {
      thread.shutdown();
      thread = null;
    }
  }

  boolean is(String connection, String name) {
    return poll.plan().connection().name().equals(connection) && poll.plan().name().equals(name);
  }

  /** The next look finds it due. */
  void soon() {
    early = true;
  }

  /** Only one thread looks. */
  void look(Instant now) {
    if (now.isBefore(seen)) {
      // The clock was put back: what was computed from it may be far ahead.
      next = cron.after(now);
      notBefore = Instant.MIN;
    }
    seen = now;
    if (next != null && !next.isAfter(now)) {
      due = running ? null : cron.latest(next, now);
      next = cron.after(now);
    }
    if (early && !running) {
      early = false;
      due = due == null ? now : due;
    }
    if (due != null && !running && !now.isBefore(notBefore)) {
      running = true;
      Instant tick = due;
      thread.execute(() -> run(tick));
    }
  }

  private void run(Instant tick) {
    try {
      Poll.Again again = poll.run(tick, this::isEnding, this::read);
      boolean over = again == null || again.failed() && !again.at().isBefore(next);
      notBefore = over ? Instant.MIN : again.at();
      due = over ? null : again.tick();
    } finally {
      running = false;
    }
  }

  private boolean isEnding() {
    return stopping || !isRunAllowed();
  }

  private Exception read(PollRun run) {
    try {
      return poll.plan().reading().read(run, body -> exchange(run, body));
    } catch (RuntimeException e) {
      return e;
    }
  }

  /** What it failed with, or null; then all that it brought is recorded. */
  private Exception exchange(PollRun run, Object body) {
    Exchange exchange = createExchange(false);
    try {
      exchange.setProperty(PollRun.PROPERTY, run);
      exchange.getMessage().setBody(body);
      getProcessor().process(exchange);
      return exchange.getException();
    } catch (Exception e) {
      return e;
    } finally {
      releaseExchange(exchange, false);
    }
  }

  @ManagedAttribute(description = "The Quartz cron")
  public String getSchedule() {
    return poll.plan().schedule().text();
  }

  @ManagedAttribute(description = "The key that says so")
  public String getScheduleKey() {
    return poll.plan().schedule().key();
  }

  @ManagedAttribute(description = "When the next tick comes")
  public String getNextTick() {
    return String.valueOf(next);
  }

  @ManagedAttribute(description = "Whether it runs at the moment")
  public boolean isPolling() {
    return running;
  }

  private ExecutorService thread() {
    var names = new CustomizableThreadFactory("poll-" + poll.plan() + "-");
    names.setDaemon(true);
    var one =
        new ThreadPoolExecutor(
            1, 1, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), names);
    one.allowCoreThreadTimeOut(true);
    return one;
  }
}
