package dev.ponte.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.ponte.delivery.Notes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link Notes} in the ledger's database. */
@Component
class SqlNotes implements Notes {

  private static final String FIELDS = "SELECT connection, kind, note_key, content FROM note ";
  private static final String OF_ONE =
      "WHERE note_key = :key AND kind = :kind AND connection = :connection";

  /** Nothing but the keys: beside an equation of the same index H2 would read all of it. */
  private static final String OF_KEYS = FIELDS + "WHERE note_key IN (:keys)";

  private static final String SINCE =
      FIELDS + "WHERE kind = :kind AND connection = :connection AND noted_at >= :since";
  private static final String CHANGE =
      "UPDATE note SET content = :content, noted_at = CURRENT_TIMESTAMP " + OF_ONE;
  private static final String ADD =
      "INSERT INTO note (connection, kind, note_key, content)"
          + " VALUES (:connection, :kind, :key, :content)";
  private static final int MOST_KEYS = 1_000;

  /** An older release may read what a newer one has written, and the other way round. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;

  SqlNotes(JdbcClient jdbc, TransactionTemplate transactions) {
    this.jdbc = jdbc;
    this.transactions = transactions;
  }

  private record Row(String connection, String kind, String key, String content) {

    static Row of(ResultSet row, int number) throws SQLException {
      return new Row(row.getString(1), row.getString(2), row.getString(3), row.getString(4));
    }

    boolean isOf(String connection, Kind<?> kind) {
      return this.connection.equals(connection) && this.kind.equals(kind.name());
    }
  }

  @Override
  public <T> Optional<T> find(String connection, Kind<T> kind, String key) {
    return row(FIELDS + OF_ONE, connection, kind, key).map(it -> note(kind, it));
  }

  @Override
  public <T> Map<String, T> find(String connection, Kind<T> kind, Collection<String> keys) {
    List<String> all = List.copyOf(keys);
    Map<String, T> found = new HashMap<>();
    for (int from = 0; from < all.size(); from += MOST_KEYS) {
      jdbc
          .sql(OF_KEYS)
          .param("keys", all.subList(from, Math.min(all.size(), from + MOST_KEYS)))
          .query(Row::of)
          .list()
          .stream()
          .filter(it -> it.isOf(connection, kind))
          .forEach(it -> found.put(it.key(), note(kind, it)));
    }
    return found;
  }

  @Override
  public <T> Map<String, T> since(String connection, Kind<T> kind, Instant since) {
    Map<String, T> found = new HashMap<>();
    jdbc.sql(SINCE)
        .param("kind", kind.name())
        .param("connection", connection)
        .param("since", since.atOffset(ZoneOffset.UTC))
        .query(Row::of)
        .list()
        .forEach(it -> found.put(it.key(), note(kind, it)));
    return found;
  }

  @Override
  public <T> void put(String connection, Kind<T> kind, String key, T note) {
    put(connection, kind, Map.of(key, note));
  }

  @Override
  public <T> void put(String connection, Kind<T> kind, Map<String, T> notes) {
    together(
        () ->
            notes.forEach(
                (key, note) -> {
                  if (written(CHANGE, connection, kind, key, note) == 0) {
                    written(ADD, connection, kind, key, note);
                  }
                }));
  }

  @Override
  public <T> void change(String connection, Kind<T> kind, String key, UnaryOperator<T> change) {
    together(
        () -> {
          T before =
              row(FIELDS + OF_ONE + " FOR UPDATE", connection, kind, key)
                  .map(it -> note(kind, it))
                  .orElse(null);
          T after = change.apply(before);
          if (after == null) {
            forget(connection, kind, key);
          } else {
            // Where there was none, another one that adds it meanwhile is met at the key.
            written(before == null ? ADD : CHANGE, connection, kind, key, after);
          }
        });
  }

  @Override
  public void forget(String connection, Kind<?> kind, String key) {
    of("DELETE FROM note " + OF_ONE, connection, kind, key).update();
  }

  private int written(String sql, String connection, Kind<?> kind, String key, Object note) {
    return of(sql, connection, kind, key).param("content", json(kind, key, note)).update();
  }

  /** Again when two met at a new note: now it is there. */
  private void together(Runnable writes) {
    boolean alone = !TransactionSynchronizationManager.isActualTransactionActive();
    try {
      transactions.executeWithoutResult(status -> writes.run());
    } catch (DuplicateKeyException another) {
      if (!alone) {
        throw another;
      }
      transactions.executeWithoutResult(status -> writes.run());
    }
  }

  private Optional<Row> row(String sql, String connection, Kind<?> kind, String key) {
    return of(sql, connection, kind, key).query(Row::of).optional();
  }

  private JdbcClient.StatementSpec of(String sql, String connection, Kind<?> kind, String key) {
    return jdbc.sql(sql)
        .param("connection", connection)
        .param("kind", kind.name())
        .param("key", key);
  }

  private static <T> T note(Kind<T> kind, Row row) {
    try {
      return JSON.readValue(row.content(), kind.type());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "The note %s of %s for %s cannot be read"
              .formatted(kind.name(), row.key(), row.connection()),
          e);
    }
  }

  private static String json(Kind<?> kind, String key, Object note) {
    try {
      return JSON.writeValueAsString(note);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The note %s of %s cannot be written".formatted(kind.name(), key), e);
    }
  }
}
