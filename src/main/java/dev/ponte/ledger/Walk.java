package dev.ponte.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Through what a housekeeping route goes, a block at a time. How far it has come is kept, so each
 * row is looked at once: when its time has come.
 */
enum Walk {

  /** Deliveries in the order in which they ended; one that ends again comes again. */
  DELIVERIES {
    @Override
    Object start(String position) {
      return Timestamp.from(position == null ? Instant.EPOCH : Instant.parse(position));
    }

    @Override
    Optional<Object> next(JdbcClient jdbc, Object from, Instant before) {
      return jdbc
          .sql(
              """
              SELECT MAX(finished_at) FROM (
                     SELECT finished_at FROM delivery
                      WHERE finished_at > :from AND finished_at < :before
                      ORDER BY finished_at FETCH FIRST 500 ROWS ONLY) block
              """)
          .param("from", from)
          .param("before", Timestamp.from(before))
          .query(Timestamp.class)
          .list()
          .stream()
          .filter(java.util.Objects::nonNull)
          .map(Object.class::cast)
          .findFirst();
    }

    @Override
    String position(Object to) {
      return ((Timestamp) to).toInstant().toString();
    }
  },

  /** Messages in the order in which they were recorded. */
  MESSAGES {
    @Override
    Object start(String position) {
      return position == null ? 0L : Long.valueOf(position);
    }

    @Override
    Optional<Object> next(JdbcClient jdbc, Object from, Instant before) {
      return jdbc
          .sql(
              """
              SELECT MAX(CASE WHEN recorded_at < :before THEN id END) FROM (
                     SELECT id, recorded_at FROM message
                      WHERE id > :from ORDER BY id FETCH FIRST 500 ROWS ONLY) block
              """)
          .param("from", from)
          .param("before", Timestamp.from(before))
          .query(Long.class)
          .list()
          .stream()
          .filter(java.util.Objects::nonNull)
          .map(Object.class::cast)
          .findFirst();
    }

    @Override
    String position(Object to) {
      return to.toString();
    }
  },

  /** Rows that its statements find by themselves, for as long as they remove any. */
  ROWS {
    @Override
    Object start(String position) {
      return 0L;
    }

    @Override
    Optional<Object> next(JdbcClient jdbc, Object from, Instant before) {
      return Optional.empty();
    }

    @Override
    String position(Object to) {
      throw new UnsupportedOperationException();
    }
  };

  /** Where to begin; null for the very beginning. */
  abstract Object start(String position);

  /** The end of the next block; empty when nothing more is old enough. */
  abstract Optional<Object> next(JdbcClient jdbc, Object from, Instant before);

  abstract String position(Object to);
}
