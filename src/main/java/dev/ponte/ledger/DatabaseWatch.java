package dev.ponte.ledger;

import com.zaxxer.hikari.HikariConfigMXBean;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jdbc.DataSourceUnwrapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether the ledger's database can be written. Whoever meets a fault tells it here, and while it
 * lasts only this asks, once a second: it drops the pool's sessions, so that a closed H2 file is
 * opened again and a new primary is found, and tells of it in few lines.
 */
@Component
public class DatabaseWatch implements DisposableBean {

  /** Exit code of a process that cannot open its H2 file again; a supervisor starts it anew. */
  static final int CANNOT_REOPEN = 75;

  private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
  private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** An H2 store that stays closed although no session of the pool holds it. */
  private static final List<String> CLOSED = List.of("90098", "90121");

  private final DataSource database;
  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Wakeups wakeups;
  private final Clock clock;
  private final Duration patience;
  private final Runnable end;
  private final Semaphore told = new Semaphore(0);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final List<Runnable> first = new CopyOnWriteArrayList<>();
  private final Thread thread;

  private volatile Absence absence;
  private volatile boolean suspected;
  private volatile String suspicion;
  private Instant lastPassingLine = Instant.EPOCH;

  /**
   * The database cannot be written.
   *
   * @param words what it says
   */
  public record Absence(Instant since, String words) {}

  @Autowired
  DatabaseWatch(
      DataSource database,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Wakeups wakeups,
      Clock clock) {
    this(database, jdbc, transactions, wakeups, clock, PATIENCE, DatabaseWatch::endProcess);
  }

  /**
   * @param patience how long an H2 store may stay closed
   * @param end what is done then
   */
  DatabaseWatch(
      DataSource database,
      JdbcClient jdbc,
      TransactionTemplate transactions,
      Wakeups wakeups,
      Clock clock,
      Duration patience,
      Runnable end) {
    this.database = database;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.wakeups = wakeups;
    this.clock = clock;
    this.patience = patience;
    this.end = end;
    this.thread = new Thread(this::run, "ledger-database");
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Tells of a failure.
   *
   * @return whether it is the database's and passes; then it is logged here, and the caller is to
   *     try again when {@link #isAway} says no
   */
  public boolean caused(Throwable failure) {
    if (!DatabaseFaults.caused(failure)) {
      return false;
    }
    suspect(failure);
    return true;
  }

  /** Has the action done when the database is back, before anybody else asks for anything. */
  void firstWhenBack(Runnable action) {
    first.add(action);
  }

  /** Whether it makes no sense to ask the database for anything now. */
  boolean isAway() {
    return suspected;
  }

  /** Since when it cannot be written, and why; empty when it can. */
  public Optional<Absence> absence() {
    return Optional.ofNullable(absence);
  }

  /** Writes, to learn whether it can be written. */
  boolean isWritable() {
    try {
      beat();
      return true;
    } catch (RuntimeException e) {
      suspect(e);
      return false;
    }
  }

  @Override
  public void destroy() {
    stopped.countDown();
    told.release();
  }

  private void suspect(Throwable failure) {
    if (!suspected) {
      LOG.debug("A statement of the ledger failed", failure);
      suspicion = DatabaseFaults.words(failure);
      suspected = true;
      told.release();
    }
  }

  private void run() {
    while (isRunning()) {
      told.acquireUninterruptibly();
      told.drainPermits();
      try {
        if (suspected && isRunning()) {
          look();
        }
      } catch (RuntimeException e) {
        LOG.error("The ledger's database cannot be watched, tries again", e);
        pause();
      } finally {
        suspected = false;
        absence = null;
      }
      wakeups.wakeAll();
    }
  }

  /** Returns when the database can be written. */
  private void look() {
    RuntimeException refusal = refusal();
    if (refusal == null) {
      passed();
      return;
    }
    Instant since = clock.instant();
    Instant line = since;
    Instant openUntil = since;
    LOG.error(
        "The ledger's database cannot be written: {}. Everything waits for it, and what was carried out is kept in memory until then; do not stop Ponte before it is back",
        DatabaseFaults.words(refusal));
    while (refusal != null && isRunning()) {
      absence = new Absence(since, DatabaseFaults.words(refusal));
      Instant now = clock.instant();
      if (!line.plus(BETWEEN_LINES).isAfter(now)) {
        line = now;
        LOG.warn(
            "The ledger's database cannot be written for {} s: {}",
            seconds(since, now),
            absence.words());
      }
      if (!isClosed(refusal)) {
        openUntil = now;
      } else if (Duration.between(openUntil, now).compareTo(patience) > 0) {
        end.run();
        return;
      }
      dropSessions();
      pause();
      refusal = refusal();
    }
    if (isRunning()) {
      first.forEach(Runnable::run);
      LOG.warn(
          "The ledger's database can be written again, after {} s",
          seconds(since, clock.instant()));
    }
  }

  /** Somebody met a fault, such as a lock that was held too long, but the database is there. */
  private void passed() {
    Instant now = clock.instant();
    if (!lastPassingLine.plus(BETWEEN_LINES).isAfter(now)) {
      lastPassingLine = now;
      LOG.warn("The ledger's database refused a statement, which is tried again: {}", suspicion);
    }
  }

  private RuntimeException refusal() {
    try {
      beat();
      return null;
    } catch (RuntimeException e) {
      return e;
    }
  }

  private void beat() {
    transactions.executeWithoutResult(
        status -> jdbc.sql("UPDATE pulse SET beaten_at = CURRENT_TIMESTAMP WHERE id = 1").update());
  }

  /** Sessions in use are dropped when they come back. */
  private void dropSessions() {
    HikariDataSource pool =
        DataSourceUnwrapper.unwrap(database, HikariConfigMXBean.class, HikariDataSource.class);
    if (pool != null && pool.isRunning()) {
      pool.getHikariPoolMXBean().softEvictConnections();
    }
  }

  private void pause() {
    try {
      stopped.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      LOG.debug("The watch of the database goes on although it is interrupted", e);
    }
  }

  private boolean isRunning() {
    return stopped.getCount() > 0;
  }

  private static boolean isClosed(Throwable failure) {
    for (Throwable it = failure; it != null; it = it.getCause() == it ? null : it.getCause()) {
      if (it instanceof SQLException said
          && CLOSED.stream().anyMatch(state -> state.equals(said.getSQLState()))) {
        return true;
      }
    }
    return false;
  }

  private static long seconds(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds();
  }

  private static void endProcess() {
    LOG.error(
        "The H2 file of the ledger closed itself and cannot be opened again in this process; Ponte ends with exit code {}, start it again",
        CANNOT_REOPEN);
    // Not in this thread, since the stop waits for it.
    new Thread(() -> System.exit(CANNOT_REOPEN), "end").start();
  }
}
