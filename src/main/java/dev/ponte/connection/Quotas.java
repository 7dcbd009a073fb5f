package dev.ponte.connection;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

  /** Takes one call; when none is left for the priority, gives the instant the window turns. */
  Optional<Instant> take(Connection connection, int priority) {
    return limited(connection) ? block(connection).take(priority) : Optional.empty();
  }

  /** When the window turns, if no call of the priority is left in it. */
  Optional<Instant> exhaustedUntil(Connection connection, int priority) {
    return limited(connection) ? block(connection).exhaustedUntil(priority) : Optional.empty();
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

  private Block block(Connection connection) {
    return blocks.computeIfAbsent(connection.name(), name -> new Block(connection));
  }

  /** The permits of one connection that this process holds. */
  private final class Block {

    private final Connection connection;
    private final int size;
    private Instant window = Instant.MIN;
    private int left;
    private boolean[] exhausted = new boolean[2];

    Block(Connection connection) {
      this.connection = connection;
      this.size = Math.max(1, connection.limits().quotaCalls() / BLOCKS_IN_A_WINDOW);
    }

    synchronized Optional<Instant> take(int priority) {
      turn();
      if (left == 0 && !refill(priority)) {
        exhausted[reserved(priority)] = true;
        return Optional.of(window.plus(length()));
      }
      left--;
      return Optional.empty();
    }

    synchronized Optional<Instant> exhaustedUntil(int priority) {
      turn();
      return left == 0 && exhausted[reserved(priority)]
          ? Optional.of(window.plus(length()))
          : Optional.empty();
    }

    private void turn() {
      long millis = length().toMillis();
      Instant now = Instant.ofEpochMilli(Math.floorDiv(clock.millis(), millis) * millis);
      if (now.isAfter(window)) {
        window = now;
        left = 0;
        exhausted = new boolean[2];
      }
    }

    private boolean refill(int priority) {
      int most = connection.limits().quotaCalls();
      if (reserved(priority) == 1) {
        most -= connection.limits().quotaReserve();
      }
      return add(size, most) || add(1, most);
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
        jdbc.sql(FIRST).param("connection", connection.name()).param("start", start).update();
      } catch (DuplicateKeyException another) {
        // Another replica opened it in the same moment; its row serves both.
        LOG.debug("The quota row of {} is there already", connection.name());
      }
      jdbc.sql(TURN).param("connection", connection.name()).param("start", start).update();
    }

    private int update(String sql, int permits, int most, Timestamp start) {
      return jdbc.sql(sql)
          .param("block", permits)
          .param("most", most)
          .param("connection", connection.name())
          .param("start", start)
          .update();
    }

    private Optional<Integer> used(Timestamp start) {
      return jdbc.sql(USED)
          .param("connection", connection.name())
          .param("start", start)
          .query(Integer.class)
          .optional();
    }

    private int reserved(int priority) {
      return priority <= 1 ? 0 : 1;
    }

    private Duration length() {
      return connection.limits().quotaWindow();
    }
  }
}
