package dev.ponte.connection;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps polls within their share of a quota, over all replicas: after a poll of so many calls the
 * next one waits as long as these take at that share. The poll of orders waits for its own calls
 * alone, so that no other poll holds orders up.
 */
@Component
final class PollPace {

  private static final String POLL_AFTER =
      "SELECT poll_after FROM quota WHERE connection = :connection AND poll_after > :now";
  private static final String ORDERS_AFTER =
      "SELECT orders_after FROM quota WHERE connection = :connection AND orders_after > :now";
  private static final String POLLED =
      """
      UPDATE quota SET poll_after = CAST(:seconds AS DOUBLE PRECISION) * INTERVAL '1' SECOND
             + CASE WHEN poll_after > :now THEN poll_after ELSE :now END
       WHERE connection = :connection
      """;
  private static final String ORDERS_POLLED =
      """
      UPDATE quota SET poll_after = CAST(:seconds AS DOUBLE PRECISION) * INTERVAL '1' SECOND
             + CASE WHEN poll_after > :now THEN poll_after ELSE :now END,
             orders_after = CAST(:seconds AS DOUBLE PRECISION) * INTERVAL '1' SECOND
             + CASE WHEN orders_after > :now THEN orders_after ELSE :now END
       WHERE connection = :connection
      """;

  private final JdbcClient jdbc;
  private final Clock clock;

  @Autowired
  PollPace(JdbcClient jdbc, SharedClock shared) {
    this(jdbc, shared.clock());
  }

  PollPace(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * When polls may begin again, if they have used their share for now.
   *
   * @param first whether it goes before all others, as the poll of orders does
   */
  Optional<Instant> restUntil(Connection connection, boolean first) {
    return limited(connection)
        ? jdbc.sql(first ? ORDERS_AFTER : POLL_AFTER)
            .param("connection", connection.name())
            .param("now", Timestamp.from(clock.instant()))
            .query(Timestamp.class)
            .optional()
            .map(Timestamp::toInstant)
        : Optional.empty();
  }

  /**
   * A poll has made one call.
   *
   * @param orders whether it was for orders
   */
  void polled(Connection connection, boolean orders) {
    if (limited(connection)) {
      jdbc.sql(orders ? ORDERS_POLLED : POLLED)
          .param("seconds", connection.limits().pollPace().toMillis() / 1000.0)
          .param("now", Timestamp.from(clock.instant()))
          .param("connection", connection.name())
          .update();
    }
  }

  private static boolean limited(Connection connection) {
    return connection.limits().quotaCalls() > 0;
  }
}
