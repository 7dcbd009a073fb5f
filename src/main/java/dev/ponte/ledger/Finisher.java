package dev.ponte.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.canonical.DeliveryOutcome;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes how attempts ended, all that came together in one transaction. While the database is away
 * they wait here under their leases, since an end that is lost is a second delivery. Of what the
 * database refuses again and again the bare end is written.
 */
@Component
class Finisher implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(Finisher.class);
  private static final int MOST = 200;
  private static final int MOST_CALLS = 8_000;
  private static final int RETRY_MILLIS = 500;
  private static final int LAST_TRIES = 20;
  private static final int MOST_REFUSALS = 3;
  private static final JsonMapper JSON = new JsonMapper();

  private static final String END =
      """
      UPDATE delivery SET previous_state = state, state = ?, owner = NULL,
             due_at = CASE WHEN CAST(? AS BOOLEAN)
                           THEN CURRENT_TIMESTAMP + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND END,
             finished_at = CASE WHEN CAST(? AS BOOLEAN) THEN NULL ELSE CURRENT_TIMESTAMP END,
             attempts = attempts - ?, failure_class = ?, code = ?, words = ?, cause = ?, subject = ?
       WHERE id = ? AND claim_no = ? AND state = 'claimed'
      """;

  private static final String ATTEMPT =
      """
      INSERT INTO attempt (delivery_id, started_at, ended_at, result, code, words, calls)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final Versions versions;
  private final Outcomes outcomes;
  private final Leases leases;
  private final DeliveryLog log;
  private final DatabaseWatch database;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final BlockingQueue<Ending> endings = new LinkedBlockingQueue<>();
  private final Thread writer;

  Finisher(
      JdbcTemplate jdbc,
      TransactionTemplate transactions,
      Versions versions,
      Outcomes outcomes,
      Leases leases,
      DeliveryLog log,
      DatabaseWatch database) {
    this.database = database;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.versions = versions;
    this.outcomes = outcomes;
    this.leases = leases;
    this.log = log;
    this.writer = new Thread(this::run, "ledger-finisher");
    writer.start();
  }

  void finish(Ending ending) {
    endings.add(ending);
  }

  /** Writes what is left and ends. */
  @Override
  public void destroy() throws InterruptedException {
    stopped.countDown();
    writer.join(TimeUnit.SECONDS.toMillis(20));
  }

  private void run() {
    try {
      while (stopped.getCount() > 0 || !endings.isEmpty()) {
        Ending first = endings.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          List<Ending> batch = new ArrayList<>(List.of(first));
          endings.drainTo(batch, MOST - 1);
          // Always the same order, so that two processes do not wait for each other.
          batch.sort(Comparator.comparingLong(it -> it.claim().id()));
          write(batch);
          batch.forEach(it -> leases.end(it.claim().id()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<Ending> batch) throws InterruptedException {
    int triesLeft = LAST_TRIES;
    int refusals = 0;
    while (triesLeft > 0) {
      try {
        List<Ending> written = transactions.execute(status -> writeTogether(batch));
        written.forEach(log::ended);
        return;
      } catch (RuntimeException e) {
        if (database.caused(e)) {
          triesLeft -= stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS) ? 1 : 0;
        } else if (batch.size() > 1) {
          for (Ending one : batch) {
            write(List.of(one));
          }
          return;
        } else if (++refusals == MOST_REFUSALS) {
          // Once may be two writers that met at a key.
          writeBare(batch.get(0), e);
          return;
        }
      }
    }
    LOG.error(
        "{} ends were not written before the stop, since the database is away; they are due again: {}",
        batch.size(),
        batch.stream().map(it -> it.claim().name()).toList());
  }

  /** An end without what the target said, the calls and what follows from it. */
  private void writeBare(Ending refused, RuntimeException why) {
    Ending bare = refused.bare("The ledger could not keep what was said: " + Outage.words(why));
    String name = refused.claim().name();
    try {
      transactions.executeWithoutResult(status -> writeEnds(List.of(bare)));
      LOG.error("Of {} only the end could be written, and nobody is told of it", name, why);
      log.ended(bare);
    } catch (RuntimeException e) {
      LOG.error("The end of {} cannot be written, it is due again when its lease ends", name, e);
    }
  }

  private List<Ending> writeTogether(List<Ending> endings) {
    List<Ending> ours = writeEnds(versions.ending(endings));
    List<DeliveryOutcome> untried = versions.ended(ours);
    ours.stream().filter(Ending::isFinal).forEach(outcomes::ended);
    outcomes.untried(untried);
    return ours;
  }

  private List<Ending> writeEnds(List<Ending> batch) {
    int[] rows = jdbc.batchUpdate(END, batch.stream().map(Finisher::endArguments).toList());
    List<Ending> ours = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] == 1) {
        ours.add(batch.get(i));
      } else {
        LOG.warn("{} was taken over by another process", batch.get(i).claim().name());
      }
    }
    jdbc.batchUpdate(
        ATTEMPT, ours.stream().filter(Ending::counts).map(Finisher::attemptArguments).toList());
    return ours;
  }

  private static Object[] endArguments(Ending it) {
    boolean open = !it.isFinal();
    double delay = it.delay() == null ? 0 : it.delay().toMillis() / 1000.0;
    return new Object[] {
      it.state().word(),
      open,
      delay,
      open,
      it.counts() ? 0 : 1,
      it.isFinal() && it.state() == State.DELIVERED ? null : it.result(),
      it.code(),
      it.words(),
      it.cause() == null ? null : it.cause().id(),
      it.cause() == null ? null : it.cause().subject(),
      it.claim().id(),
      it.claim().claimNo()
    };
  }

  private static Object[] attemptArguments(Ending it) {
    return new Object[] {
      it.claim().id(),
      Timestamp.from(it.startedAt()),
      Timestamp.from(it.endedAt()),
      it.result(),
      it.code(),
      it.words(),
      calls(it)
    };
  }

  private static String calls(Ending ending) {
    if (ending.calls().isEmpty()) {
      return null;
    }
    try {
      String json = JSON.writeValueAsString(ending.calls());
      return json.length() <= MOST_CALLS ? json : json.substring(0, MOST_CALLS) + "…";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
