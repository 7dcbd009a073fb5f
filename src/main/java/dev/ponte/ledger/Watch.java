package dev.ponte.ledger;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Looks now and then at what persons have set in motion: pauses within two seconds, bulks each
 * second; who was erased; says which subscriptions are served here; names what has no cause yet.
 */
@Component
class Watch implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

  private final DatabaseWatch database;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "ledger-watch"));

  Watch(
      Subscriptions subscriptions,
      Erasures erasures,
      Bulks bulks,
      Causes causes,
      DeadLetters deadLetters,
      DatabaseWatch database) {
    this.database = database;
    erasures.look();
    every(2, "pauses", subscriptions::look);
    every(2, "erasures", erasures::look);
    every(20, "routes", subscriptions::serve);
    every(1, "bulks", bulks::advance);
    every(60, "causes", causes::sweep);
    every(60, "dead letters", deadLetters::sweep);
  }

  /** The next run goes on with what this one does not finish. */
  @Override
  public void destroy() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(10, TimeUnit.SECONDS);
  }

  private void every(int seconds, String what, Runnable task) {
    timer.scheduleWithFixedDelay(() -> run(what, task), 0, seconds, TimeUnit.SECONDS);
  }

  private void run(String what, Runnable task) {
    if (database.isAway()) {
      return;
    }
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      if (!database.caused(e)) {
        LOG.error("The {} could not be looked at, tries again", what, e);
      }
    }
  }
}
