package dev.ponte.connection;

import dev.ponte.delivery.Priority;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;

/**
 * The permits of one window that this process holds. A call that is under way when the window turns
 * may be counted in the next one by the system, so it costs a permit of that one too.
 */
final class QuotaBlock {

  private static final Logger LOG = LoggerFactory.getLogger(QuotaBlock.class);
  private static final int BLOCKS_IN_A_WINDOW = 100;
  private static final int MOST_IN_A_BLOCK = 20;

  /** The last priority that has a claim to the window. */
  private static final int LAST = Priority.SPARE.level() - 1;

  private static final String ADD =
      "UPDATE quota SET used = used + :block"
          + " WHERE connection = :connection AND window_start = :start AND used + :block <= :most";
  private static final String TURN =
      "UPDATE quota SET used = 0, window_start = :start"
          + " WHERE connection = :connection AND window_start < :start";
  private static final String FIRST =
      "INSERT INTO quota (connection, window_start, used)"
          + " SELECT :connection, :start, 0"
          + " WHERE NOT EXISTS (SELECT 1 FROM quota WHERE connection = :connection)";
  private static final String USED =
      "SELECT used FROM quota WHERE connection = :connection AND window_start = :start";
  private static final String NEWEST =
      "SELECT window_start FROM quota WHERE connection = :connection";

  private final QuotaRule span;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final int size;
  private final Instant[] refusedUntil = new Instant[Priority.SPARE.level()];
  private Instant window = Instant.MIN;
  private int left;
  private int underWay;
  private int owed;

  QuotaBlock(QuotaRule span, JdbcClient jdbc, Clock clock) {
    this.span = span;
    this.jdbc = jdbc;
    this.clock = clock;
    this.size = Math.min(MOST_IN_A_BLOCK, Math.max(1, span.calls() / BLOCKS_IN_A_WINDOW));
  }

  /** As {@link Quotas#take}. */
  synchronized Optional<Instant> take(int priority) {
    turn();
    if (priority > LAST && !isSpared(priority)) {
      return Optional.of(refused(priority));
    }
    while (left <= owed) {
      if (!refill(priority)) {
        return Optional.of(refused(priority));
      }
    }
    left -= 1 + owed;
    owed = 0;
    underWay++;
    return Optional.empty();
  }

  /**
   * A call on which the window turned pays at once: where one call is made at a time, none could
   * pay for it while it was under way, and the next one may be long in coming.
   */
  synchronized void ended() {
    turn();
    underWay--;
    try {
      if (left < owed) {
        add(owed - left, span.calls());
      }
    } catch (DataAccessException | TransactionException later) {
      // The call's answer must not be lost for it; the next call pays.
      LOG.debug("{} owes {} calls of a window that has turned", span.key(), owed, later);
    }
  }

  synchronized Optional<Instant> exhaustedUntil(int priority) {
    turn();
    Instant until = refusedUntil[level(priority)];
    boolean held = left > owed && priority <= LAST;
    return held || until == null || !until.isAfter(clock.instant())
        ? Optional.empty()
        : Optional.of(until);
  }

  /** What is used and what is left of the window, over all replicas. */
  synchronized QuotaWindow look() {
    turn();
    return new QuotaWindow(span, Math.max(0, used() - left), window);
  }

  private void turn() {
    turnTo(span.start().apply(clock.instant()));
  }

  private void turnTo(Instant start) {
    if (start.isAfter(window)) {
      window = start;
      left = 0;
      owed = underWay;
      Arrays.fill(refusedUntil, null);
    }
  }

  /** Permits in stock were taken for others, so they do not count as free. */
  private boolean isSpared(int priority) {
    return used() + 1 <= most(priority);
  }

  private Instant refused(int priority) {
    Instant due = span.dueAt(window, used() + 1L, priority);
    Instant soonest = clock.instant().plusMillis(1);
    Instant until = due.isBefore(soonest) ? soonest : due;
    refusedUntil[level(priority)] = until;
    return until;
  }

  /** Only what every priority may use is kept in stock. */
  private boolean refill(int priority) {
    return add(size, most(LAST)) || add(1, most(priority));
  }

  private int most(int priority) {
    return span.calls() - span.keptAt(priority, clock.instant());
  }

  private boolean add(int permits, int most) {
    int rows = update(permits, most, Timestamp.from(window));
    if (rows == 0 && stored(Timestamp.from(window)).isEmpty()) {
      openWindow(Timestamp.from(window));
      // A replica whose clock is a little ahead may have begun the next one.
      newest().filter(span.end().apply(window)::equals).ifPresent(this::turnTo);
      rows = update(permits, most, Timestamp.from(window));
    }
    left += rows == 1 ? permits : 0;
    return rows == 1;
  }

  private void openWindow(Timestamp start) {
    try {
      jdbc.sql(FIRST).param("connection", span.key()).param("start", start).update();
    } catch (DuplicateKeyException another) {
      // Another replica opened it in the same moment; its row serves both.
      LOG.debug("The quota row of {} is there already", span.key());
    }
    jdbc.sql(TURN).param("connection", span.key()).param("start", start).update();
  }

  private int update(int permits, int most, Timestamp start) {
    return jdbc.sql(ADD)
        .param("block", permits)
        .param("most", most)
        .param("connection", span.key())
        .param("start", start)
        .update();
  }

  private int used() {
    return stored(Timestamp.from(window)).orElse(0);
  }

  private Optional<Integer> stored(Timestamp start) {
    return jdbc.sql(USED)
        .param("connection", span.key())
        .param("start", start)
        .query(Integer.class)
        .optional();
  }

  private Optional<Instant> newest() {
    return jdbc.sql(NEWEST)
        .param("connection", span.key())
        .query(Timestamp.class)
        .optional()
        .map(Timestamp::toInstant);
  }

  private static int level(int priority) {
    return Math.min(Math.max(priority, 1), Priority.SPARE.level()) - 1;
  }
}
