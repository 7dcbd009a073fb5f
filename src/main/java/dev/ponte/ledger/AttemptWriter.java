package dev.ponte.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.canonical.Message;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes how attempts ended, all that came together in one transaction: the end under its claim
 * number, the attempt, progress that is not written yet, what the sink and the route had written
 * together with it, and what follows. While the database is away the ends wait here under their
 * claims, since an end that is lost is a second delivery; they are as many as claims at the most.
 * Of what the database refuses again and again the bare end is written.
 */
@Component
@DependsOn("heartbeat") // beats until the last end is written
class AttemptWriter implements DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(AttemptWriter.class);
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
             attempts = attempts - ?, failure_class = ?, code = ?, words = ?,
             cause = ?, subject = ?,
             progress = CASE WHEN CAST(? AS BOOLEAN) THEN CAST(? AS VARCHAR) ELSE progress END
       WHERE id = ? AND claim_no = ? AND state = 'claimed'
      """;

  /** The delivery of an attempt that another process had taken over may be forgotten by now. */
  private static final String ATTEMPT =
      """
      INSERT INTO attempt (delivery_id, started_at, ended_at, result, code, words, calls)
      SELECT id, CAST(? AS TIMESTAMP WITH TIME ZONE), CAST(? AS TIMESTAMP WITH TIME ZONE),
             CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS VARCHAR), CAST(? AS VARCHAR)
        FROM delivery WHERE id = ?
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final Versions versions;
  private final Outcomes outcomes;
  private final Recorder recorder;
  private final Sales sales;
  private final DeliveryLog log;
  private final DatabaseWatch database;
  private final Clock clock;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final BlockingQueue<AttemptResult> endings = new LinkedBlockingQueue<>();
  private final Thread writer;
  private volatile List<AttemptResult> writing = List.of();
  private final AtomicLong written = new AtomicLong();
  private volatile Long stoppingSince;

  AttemptWriter(
      JdbcTemplate jdbc,
      TransactionTemplate transactions,
      Versions versions,
      Outcomes outcomes,
      Recorder recorder,
      Sales sales,
      DeliveryLog log,
      DatabaseWatch database,
      Clock clock) {
    this.database = database;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.versions = versions;
    this.outcomes = outcomes;
    this.recorder = recorder;
    this.sales = sales;
    this.log = log;
    this.clock = clock;
    this.writer = new Thread(this::run, "ledger-finisher");
    writer.start();
  }

  void finish(AttemptResult ending) {
    endings.add(ending);
  }

  /** How many ends are not written. */
  int waiting() {
    return writing.size() + endings.size();
  }

  /** For how long the oldest of them has been waiting. */
  Duration longestWait() {
    return writing.stream()
        .map(AttemptResult::endedAt)
        .min(Comparator.naturalOrder())
        .map(it -> Duration.between(it, clock.instant()))
        .orElse(Duration.ZERO);
  }

  /** Ponte stops: from now on what ends was under way. */
  @EventListener(ContextClosedEvent.class)
  void stopping() {
    if (stoppingSince == null) {
      stoppingSince = System.nanoTime();
      written.set(0);
    }
  }

  /** Writes what is left and ends. */
  @Override
  public void destroy() throws InterruptedException {
    stopped.countDown();
    writer.join(TimeUnit.SECONDS.toMillis(20));
    if (stoppingSince != null) {
      LOG.info(
          "Stopped politely in {} s: {} deliveries that were under way came to their end, {} did not",
          "%.1f".formatted(Duration.ofNanos(System.nanoTime() - stoppingSince).toMillis() / 1e3),
          written,
          waiting());
    }
  }

  private void run() {
    try {
      while (stopped.getCount() > 0 || !endings.isEmpty()) {
        AttemptResult first = endings.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          List<AttemptResult> batch = new ArrayList<>(List.of(first));
          endings.drainTo(batch, MOST - 1);
          // Always the same order, so that two processes do not wait for each other.
          batch.sort(Comparator.comparingLong(it -> it.claim().id()));
          writing = batch;
          write(batch);
          writing = List.of();
          batch.forEach(it -> it.written().run());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(List<AttemptResult> batch) throws InterruptedException {
    int triesLeft = LAST_TRIES;
    int refusals = 0;
    while (triesLeft > 0) {
      try {
        List<AttemptResult> ours = transactions.execute(status -> writeTogether(batch));
        written.addAndGet(ours.size());
        ours.forEach(log::ended);
        return;
      } catch (RuntimeException | Error e) {
        if (database.caused(e) || e instanceof VirtualMachineError) {
          triesLeft -= stopped.await(RETRY_MILLIS, TimeUnit.MILLISECONDS) ? 1 : 0;
        } else if (++refusals < MOST_REFUSALS) {
          LOG.debug("{} ends are refused, tried again", batch.size(), e);
        } else if (batch.size() > 1) {
          for (AttemptResult one : batch) {
            write(List.of(one));
          }
          return;
        } else {
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
  private void writeBare(AttemptResult refused, Throwable why) {
    AttemptResult bare =
        refused.bare("The ledger could not keep what was said: " + DatabaseFaults.words(why));
    String name = refused.claim().name();
    try {
      transactions.executeWithoutResult(status -> writeEnds(List.of(bare)));
      LOG.error("Of {} only the end could be written, and nobody is told of it", name, why);
      log.ended(bare);
    } catch (RuntimeException | Error e) {
      LOG.error("The end of {} cannot be written, it is due again when Ponte is started", name, e);
    }
  }

  private List<AttemptResult> writeTogether(List<AttemptResult> endings) {
    List<AttemptResult> ours = writeEnds(versions.ending(endings));
    ours.forEach(it -> it.work().together().forEach(Runnable::run));
    List<Message> more = versions.ended(ours);
    sales.ended(ours);
    recorder.record(outcomes.ended(ours), null);
    recorder.record(more, null);
    return ours;
  }

  /** The ends that were still ours; of the others the attempt is kept all the same. */
  private List<AttemptResult> writeEnds(List<AttemptResult> batch) {
    int[] rows = jdbc.batchUpdate(END, batch.stream().map(AttemptWriter::endArguments).toList());
    List<AttemptResult> ours = new ArrayList<>();
    List<AttemptResult> attempts = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      AttemptResult ending = batch.get(i);
      if (rows[i] == 1) {
        ours.add(ending);
      } else {
        LOG.warn("{} was taken over by another process", ending.claim().name());
      }
      if (ending.verdict().counts() || rows[i] == 0 && !ending.work().calls().isEmpty()) {
        attempts.add(rows[i] == 1 ? ending : ending.as(ending.verdict().lost()));
      }
    }
    jdbc.batchUpdate(ATTEMPT, attempts.stream().map(AttemptWriter::attemptArguments).toList());
    return ours;
  }

  private static Object[] endArguments(AttemptResult it) {
    Disposition verdict = it.verdict();
    Cause cause = it.cause();
    boolean open = !verdict.isFinal();
    double delay = verdict.delay() == null ? 0 : verdict.delay().toMillis() / 1000.0;
    return new Object[] {
      verdict.state().word(),
      open,
      delay,
      open,
      verdict.counts() ? 0 : 1,
      verdict.state() == State.DELIVERED ? null : verdict.result(),
      verdict.code(),
      verdict.words(),
      cause == null ? null : cause.id(),
      cause == null ? null : cause.subject(),
      it.work().unwritten(),
      it.work().progress(),
      it.claim().id(),
      it.claim().claimNo()
    };
  }

  private static Object[] attemptArguments(AttemptResult it) {
    return new Object[] {
      Timestamp.from(it.startedAt()),
      Timestamp.from(it.endedAt()),
      it.verdict().result(),
      it.verdict().code(),
      it.verdict().words(),
      calls(it),
      it.claim().id()
    };
  }

  private static String calls(AttemptResult ending) {
    if (ending.work().calls().isEmpty()) {
      return null;
    }
    try {
      String json = JSON.writeValueAsString(ending.work().calls());
      return json.length() <= MOST_CALLS ? json : json.substring(0, MOST_CALLS) + "…";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
