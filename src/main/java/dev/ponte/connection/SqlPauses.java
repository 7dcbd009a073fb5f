package dev.ponte.connection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link PauseStore} as a table beside the ledger's. */
@Component
final class SqlPauses implements PauseStore {

  private static final Logger LOG = LoggerFactory.getLogger(SqlPauses.class);
  private static final int MOST_WORDS = 4_000;

  private static final String KEY =
      " WHERE connection = :connection AND kind = :kind AND name = :name";
  private static final String ALL = "SELECT * FROM pause ORDER BY connection, kind, name";
  private static final String CHANGE =
      "UPDATE pause SET since = :since, rests_until = :until, asked = :asked, rests = :rests,"
          + " reason = :reason, who = :who, stamp = :stamp, probe_until = NULL"
          + KEY
          + " AND (stamp = :known OR kind = 'person' OR rests_until < :until)";
  private static final String ADD =
      "INSERT INTO pause"
          + " (connection, kind, name, since, rests_until, asked, rests, reason, who, stamp)"
          + " VALUES"
          + " (:connection, :kind, :name, :since, :until, :asked, :rests, :reason, :who, :stamp)";
  private static final String REMOVE = "DELETE FROM pause" + KEY + " AND stamp = :known";
  private static final String REMOVE_ALL = "DELETE FROM pause WHERE connection = :connection";
  private static final String PROBE =
      "UPDATE pause SET probe_until = :until"
          + KEY
          + " AND stamp = :known AND (probe_until IS NULL OR probe_until <= :now)";

  private final JdbcClient jdbc;

  SqlPauses(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Row> all() {
    return jdbc.sql(ALL).query((row, number) -> row(row)).list();
  }

  @Override
  public void write(Row row, String known) {
    Map<String, Object> values = new HashMap<>(key(row.connection(), row.scope()));
    values.put("since", Timestamp.from(row.since()));
    values.put("until", timestamp(row.until()));
    values.put("asked", row.asked());
    values.put("rests", row.rests());
    values.put("reason", cut(row.reason()));
    values.put("who", row.who());
    values.put("stamp", row.stamp());
    values.put("known", known == null ? "" : known);
    if (jdbc.sql(CHANGE).params(values).update() == 1) {
      return;
    }
    try {
      jdbc.sql(ADD).params(values).update();
    } catch (DuplicateKeyException another) {
      LOG.debug("{} rests longer already", row.scope().of(row.connection()));
    }
  }

  @Override
  public void remove(String connection, Scope scope, String known) {
    jdbc.sql(REMOVE).params(key(connection, scope)).param("known", known).update();
  }

  @Override
  public boolean removeAll(String connection) {
    return jdbc.sql(REMOVE_ALL).param("connection", connection).update() > 0;
  }

  @Override
  public boolean probe(String connection, Scope scope, String known, Instant now, Instant until) {
    return jdbc.sql(PROBE)
            .params(key(connection, scope))
            .param("known", known)
            .param("now", Timestamp.from(now))
            .param("until", Timestamp.from(until))
            .update()
        == 1;
  }

  private static Map<String, Object> key(String connection, Scope scope) {
    return Map.of(
        "connection",
        connection,
        "kind",
        scope.kind().name().toLowerCase(Locale.ROOT),
        "name",
        scope.name());
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getString("connection"),
        new Scope(
            Scope.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
            row.getString("name")),
        instant(row.getTimestamp("since")),
        instant(row.getTimestamp("rests_until")),
        row.getBoolean("asked"),
        row.getInt("rests"),
        row.getString("reason"),
        row.getString("who"),
        row.getString("stamp"),
        instant(row.getTimestamp("probe_until")));
  }

  private static Timestamp timestamp(Instant instant) {
    return instant == null ? null : Timestamp.from(instant);
  }

  private static Instant instant(Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }

  private static String cut(String words) {
    return words.length() <= MOST_WORDS ? words : words.substring(0, MOST_WORDS);
  }
}
