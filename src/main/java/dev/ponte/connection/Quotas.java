package dev.ponte.connection;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Calls per fixed window, aligned to the clock, shared by all routes and replicas through the
 * database. Permits are taken from it in small blocks, so that a generous quota does not cost a
 * commit a call; what a dying process had taken is lost for the window, never used twice.
 */
@Component
final class Quotas {

  private static final Logger LOG = LoggerFactory.getLogger(Quotas.class);
  private static final int BLOCKS_IN_A_WINDOW = 100;
  private static final int MOST_IN_A_BLOCK = 20;
  private static final int PRIORITIES = 3;

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

  private static final String POLL_AFTER =
      "SELECT poll_after FROM quota WHERE connection = :connection AND poll_after > :now";
  private static final String POLLED =
      """
      UPDATE quota SET poll_after = CAST(:seconds AS DOUBLE PRECISION) * INTERVAL '1' SECOND
             + CASE WHEN poll_after > :now THEN poll_after ELSE :now END
       WHERE connection = :connection
      """;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<String, Block> blocks = new ConcurrentHashMap<>();

  Quotas(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Takes one call, which is under way from now until {@link #ended}; when none is left for the
   * priority, gives the instant the window turns.
   */
  Optional<Instant> take(Connection connection, int priority) {
    List<Block> taken = new ArrayList<>();
    for (Block block : blocks(connection)) {
      Optional<Instant> turns = block.take(priority);
      if (turns.isPresent()) {
        taken.forEach(Block::ended);
        return turns;
      }
      taken.add(block);
    }
    return Optional.empty();
  }

  /** When the window turns, if no call of the priority is left in it. */
  Optional<Instant> exhaustedUntil(Connection connection, int priority) {
    return blocks(connection).stream()
        .flatMap(it -> it.exhaustedUntil(priority).stream())
        .findFirst();
  }

  /** A call that was taken has its answer, or never will. */
  void ended(Connection connection) {
    blocks(connection).forEach(Block::ended);
  }

  /**
   * The month comes last: a call that the short window refuses must not cost one of the month's.
   */
  private List<Block> blocks(Connection connection) {
    List<Block> all = new ArrayList<>();
    if (connection.limits().quotaCalls() > 0) {
      all.add(block(Window.fixed(connection)));
    }
    if (connection.limits().monthlyCalls() > 0) {
      all.add(block(Window.month(connection)));
    }
    return all;
  }

  /** How each window of the connection stands; empty when it has no quota. */
  List<QuotaWindow> look(Connection connection) {
    List<QuotaWindow> windows = new ArrayList<>();
    if (connection.limits().quotaCalls() > 0) {
      windows.add(block(Window.fixed(connection)).look(QuotaWindow.SHORT));
    }
    if (connection.limits().monthlyCalls() > 0) {
      windows.add(block(Window.month(connection)).look(QuotaWindow.MONTH));
    }
    return windows;
  }

  /** When polls may begin again, if they have used their share for now. */
  Optional<Instant> pollsRestUntil(Connection connection) {
    return limited(connection)
        ? jdbc.sql(POLL_AFTER)
            .param("connection", connection.name())
            .param("now", Timestamp.from(clock.instant()))
            .query(Timestamp.class)
            .optional()
            .map(Timestamp::toInstant)
        : Optional.empty();
  }

  /** A poll has made one call. */
  void polled(Connection connection) {
    if (limited(connection)) {
      jdbc.sql(POLLED)
          .param("seconds", connection.limits().pollPace().toMillis() / 1000.0)
          .param("now", Timestamp.from(clock.instant()))
          .param("connection", connection.name())
          .update();
    }
  }

  private static boolean limited(Connection connection) {
    return connection.limits().quotaCalls() > 0;
  }

  private Block block(Window window) {
    return blocks.computeIfAbsent(window.key(), key -> new Block(window));
  }

  /**
   * How many calls a connection has, and in which span of time.
   *
   * @param key of its row
   * @param calls in a window
   * @param kept calls that a priority must leave to those before it
   * @param start of the window that an instant is in
   * @param end of the window that starts at an instant
   */
  private record Window(
      String key,
      int calls,
      IntUnaryOperator kept,
      UnaryOperator<Instant> start,
      UnaryOperator<Instant> end) {

    static Window fixed(Connection connection) {
      Limits limits = connection.limits();
      long millis = limits.quotaWindow().toMillis();
      return new Window(
          connection.name(),
          limits.quotaCalls(),
          limits::kept,
          now -> Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), millis) * millis),
          start -> start.plusMillis(millis));
    }

    static Window month(Connection connection) {
      return new Window(
          connection.name() + "/month",
          connection.limits().monthlyCalls(),
          anyPriority -> 0,
          now ->
              now.atZone(connection.zone())
                  .truncatedTo(ChronoUnit.DAYS)
                  .withDayOfMonth(1)
                  .toInstant(),
          start -> start.atZone(connection.zone()).plusMonths(1).toInstant());
    }
  }

  /**
   * The permits of one window that this process holds. A call that is under way when the window
   * turns may be counted in the next one by the system, so it costs a permit of that one too.
   */
  private final class Block {

    private final Window limit;
    private final int size;
    private Instant window = Instant.MIN;
    private int left;
    private int underWay;
    private int owed;
    private boolean[] exhausted = new boolean[PRIORITIES];

    Block(Window limit) {
      this.limit = limit;
      this.size = Math.min(MOST_IN_A_BLOCK, Math.max(1, limit.calls() / BLOCKS_IN_A_WINDOW));
    }

    synchronized Optional<Instant> take(int priority) {
      turn();
      while (left <= owed) {
        if (!refill(priority)) {
          exhausted[level(priority)] = true;
          return Optional.of(limit.end().apply(window));
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
          add(owed - left, limit.calls());
        }
      } catch (DataAccessException later) {
        // The call's answer must not be lost for it; the next call pays.
        LOG.debug("{} owes {} calls of a window that has turned", limit.key(), owed, later);
      }
    }

    synchronized Optional<Instant> exhaustedUntil(int priority) {
      turn();
      return left <= owed && exhausted[level(priority)]
          ? Optional.of(limit.end().apply(window))
          : Optional.empty();
    }

    private void turn() {
      Instant now = limit.start().apply(clock.instant());
      if (now.isAfter(window)) {
        window = now;
        left = 0;
        owed = underWay;
        exhausted = new boolean[PRIORITIES];
      }
    }

    /** Only what every priority may use is kept in stock. */
    private boolean refill(int priority) {
      return add(size, limit.calls() - limit.kept().applyAsInt(PRIORITIES))
          || add(1, limit.calls() - limit.kept().applyAsInt(priority));
    }

    private boolean add(int permits, int most) {
      var start = Timestamp.from(window);
      int rows = update(ADD, permits, most, start);
      if (rows == 0 && used(start).isEmpty()) {
        openWindow(start);
        rows = update(ADD, permits, most, start);
      }
      left += rows == 1 ? permits : 0;
      return rows == 1;
    }

    private void openWindow(Timestamp start) {
      try {
        jdbc.sql(FIRST).param("connection", limit.key()).param("start", start).update();
      } catch (DuplicateKeyException another) {
        // Another replica opened it in the same moment; its row serves both.
        LOG.debug("The quota row of {} is there already", limit.key());
      }
      jdbc.sql(TURN).param("connection", limit.key()).param("start", start).update();
    }

    private int update(String sql, int permits, int most, Timestamp start) {
      return jdbc.sql(sql)
          .param("block", permits)
          .param("most", most)
          .param("connection", limit.key())
          .param("start", start)
          .update();
    }

    private Optional<Integer> used(Timestamp start) {
      return jdbc.sql(USED)
          .param("connection", limit.key())
          .param("start", start)
          .query(Integer.class)
          .optional();
    }

    /** What is used and what is left of the window, over all replicas. */
    synchronized QuotaWindow look(String name) {
      turn();
      int used = Math.max(0, used(Timestamp.from(window)).orElse(0) - left);
      List<Integer> kept = IntStream.rangeClosed(1, PRIORITIES).map(limit.kept()).boxed().toList();
      return new QuotaWindow(name, limit.calls(), used, kept, window, limit.end().apply(window));
    }

    private int level(int priority) {
      return Math.min(Math.max(priority, 1), PRIORITIES) - 1;
    }
  }
}
