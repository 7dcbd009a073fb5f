package dev.ponte.connection;

import java.time.Clock;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells all polls what time it is, again and again: the clock may run fast, be set, or stand while
 * the machine sleeps, so no wait until the next tick can be computed. Its thread never waits for
 * anything else.
 */
@Component
final class PollTimer implements EarlyPolls {

  private static final Logger LOG = LoggerFactory.getLogger(PollTimer.class);
  static final long STEP_MILLIS = 50;

  private final Clock clock;
  private final Set<PollConsumer> polls = ConcurrentHashMap.newKeySet();

  PollTimer(Clock clock) {
    this.clock = clock;
  }

  void start(ScheduledExecutorService thread) {
    thread.scheduleWithFixedDelay(this::look, STEP_MILLIS, STEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  Instant now() {
    return clock.instant();
  }

  @Override
  public void soon(String connection, String poll) {
    polls.stream().filter(it -> it.is(connection, poll)).forEach(PollConsumer::soon);
  }

  void add(PollConsumer poll) {
    polls.add(poll);
  }

  void remove(PollConsumer poll) {
    polls.remove(poll);
  }

  private void look() {
    Instant now = now();
    for (PollConsumer poll : polls) {
      try {
        poll.look(now);
      } catch (RuntimeException e) {
        LOG.error("{} misses a tick", poll, e);
      }
    }
  }
}
