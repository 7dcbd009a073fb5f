package dev.ponte.ledger;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Wakes the consumers of this process: at once when something was recorded here, and by one look at
 * the database for all of them when its time has come or another process recorded it.
 */
@Component
class Wakeups implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Wakeups.class);
  private static final long LOOK_MILLIS = 500;
  private static final int CLAIMERS = 4;
  private static final int LAST_SECONDS = 20;

  /** With a lower end of due_at, as in {@link Claims}. */
  private static final String DUE =
      """
      SELECT s.id FROM subscription s WHERE EXISTS (
             SELECT 1 FROM delivery d
              WHERE d.subscription_id = s.id
                AND d.due_at BETWEEN TIMESTAMP WITH TIME ZONE '2000-01-01 00:00:00+00' AND CURRENT_TIMESTAMP)
      """;

  private final JdbcClient jdbc;
  private final Set<LedgerConsumer> consumers = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "ledger-look"));
  private final ThreadPoolExecutor claimers =
      new ThreadPoolExecutor(
          CLAIMERS,
          CLAIMERS,
          30,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          new CustomizableThreadFactory("ledger-claims-"));
  private final ObjectProvider<DatabaseWatch> database;

  /**
   * @param database which wakes all when it is back
   */
  Wakeups(JdbcClient jdbc, ObjectProvider<DatabaseWatch> database) {
    this.jdbc = jdbc;
    this.database = database;
    claimers.allowCoreThreadTimeOut(true);
    timer.scheduleWithFixedDelay(this::run, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  void register(LedgerConsumer consumer) {
    consumers.add(consumer);
  }

  void remove(LedgerConsumer consumer) {
    consumers.remove(consumer);
  }

  /** Something of the type may be due; in a transaction, as soon as that is committed. */
  void wake(String type) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      wakeNow(type);
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            wakeNow(type);
          }
        });
  }

  /** There may be work of any type. */
  void wakeAll() {
    consumers.forEach(LedgerConsumer::wake);
  }

  /** Runs a consumer's claiming in one of the few threads for it. */
  void claim(Runnable claiming) {
    claimers.execute(claiming);
  }

  @Override
  public void destroy() throws InterruptedException {
    timer.shutdown();
    timer.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
    claimers.shutdown();
    claimers.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
  }

  private void wakeNow(String type) {
    consumers.stream()
        .filter(it -> it.subscription().type().equals(type))
        .forEach(LedgerConsumer::wake);
  }

  private void run() {
    DatabaseWatch watch = database.getObject();
    if (consumers.isEmpty() || watch.isAway()) {
      return;
    }
    try {
      Set<Long> due = jdbc.sql(DUE).query(Long.class).set();
      consumers.stream()
          .filter(it -> due.contains(it.subscription().id()))
          .forEach(LedgerConsumer::wake);
    } catch (RuntimeException | Error e) {
      if (!watch.caused(e)) {
        LOG.error("What is due cannot be found out, tries again", e);
      }
    }
  }
}
