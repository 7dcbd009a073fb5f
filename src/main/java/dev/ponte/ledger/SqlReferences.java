package dev.ponte.ledger;

import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** {@link References} in the ledger's database. */
@Component
class SqlReferences implements References {

  private static final String FIELDS =
      "SELECT kind, source, source_key AS \"key\", connection, target_id AS id, label, state, open"
          + " FROM reference ";

  /** Nothing but the keys: beside an equation of the same index H2 would read all of it. */
  private static final String OF_KEYS = FIELDS + "WHERE source_key IN (:keys)";

  private static final String CHANGE =
      """
      UPDATE reference SET target_id = :id, label = :label, state = :state, open = :open,
             seen_at = CURRENT_TIMESTAMP
       WHERE kind = :kind AND source = :source AND source_key = :key AND connection = :connection
      """;

  private static final String ADD =
      """
      INSERT INTO reference (kind, source, source_key, connection, target_id, label, state, open)
      SELECT CAST(:kind AS VARCHAR), CAST(:source AS VARCHAR), CAST(:key AS VARCHAR),
             CAST(:connection AS VARCHAR), CAST(:id AS VARCHAR), CAST(:label AS VARCHAR),
             CAST(:state AS VARCHAR), CAST(:open AS BOOLEAN)
       WHERE NOT EXISTS (
             SELECT 1 FROM reference
              WHERE kind = :kind AND source = :source AND source_key = :key
                AND connection = :connection)
      """;

  private static final String LEFT =
      "GREATEST(0, CASE WHEN open THEN CAST(state AS INTEGER) ELSE 0 END + CAST(:more AS INTEGER))";

  private static final String COUNT =
      "UPDATE reference SET state = CAST(%s AS VARCHAR), open = %s > 0, label = :label"
              .formatted(LEFT, LEFT)
          + ", target_id = :id, seen_at = CURRENT_TIMESTAMP"
          + " WHERE kind = :kind AND source = :source AND source_key = :key"
          + " AND connection = :connection";

  /** In one order, so that two processes do not wait for each other. */
  private static final Comparator<Reference> ORDER =
      Comparator.comparing(Reference::kind)
          .thenComparing(Reference::key)
          .thenComparing(Reference::source)
          .thenComparing(Reference::connection);

  private static final String SEEN =
      """
      UPDATE reference SET seen_at = CURRENT_TIMESTAMP
       WHERE kind = :kind AND source = :source AND source_key = :key AND connection = :connection
      """;

  private static final String NEGLECTED =
      """
      CASE WHEN seen_at < CURRENT_TIMESTAMP - CAST(:seconds AS INTEGER) * INTERVAL '1' SECOND THEN 0
           WHEN state IS NULL THEN 1\
      """;

  private static final int MOST_KEYS = 1_000;

  private final JdbcClient jdbc;
  private final TransactionTemplate transactions;
  private final Erasures erasures;

  SqlReferences(JdbcClient jdbc, TransactionTemplate transactions, Erasures erasures) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.erasures = erasures;
  }

  @Override
  public Optional<Reference> byKey(String kind, String source, String key, String connection) {
    return jdbc.sql(
            FIELDS
                + "WHERE kind = :kind AND source = :source AND source_key = :key"
                + " AND connection = :connection")
        .param("kind", kind)
        .param("source", source)
        .param("key", erasures.key(kind, key))
        .param("connection", connection)
        .query(Reference.class)
        .optional();
  }

  @Override
  public Map<String, Reference> byKeys(
      String kind, String source, Collection<String> keys, String connection) {
    Map<String, Reference> found = new HashMap<>();
    Map<String, String> asked = new LinkedHashMap<>();
    keys.forEach(it -> asked.put(erasures.key(kind, it), it));
    List<String> all = List.copyOf(asked.keySet());
    for (int from = 0; from < all.size(); from += MOST_KEYS) {
      jdbc
          .sql(OF_KEYS)
          .param("keys", all.subList(from, Math.min(all.size(), from + MOST_KEYS)))
          .query(Reference.class)
          .list()
          .stream()
          .filter(it -> it.kind().equals(kind) && it.connection().equals(connection))
          .filter(it -> it.source().equals(source))
          .forEach(it -> found.put(asked.get(it.key()), it));
    }
    return found;
  }

  @Override
  public List<Reference> byId(String kind, String connection, String id) {
    return jdbc.sql(FIELDS + "WHERE kind = :kind AND connection = :connection AND target_id = :id")
        .param("kind", kind)
        .param("connection", connection)
        .param("id", id)
        .query(Reference.class)
        .list();
  }

  @Override
  public List<Reference> open(String kind, String connection, int limit) {
    return jdbc.sql(
            FIELDS
                + "WHERE kind = :kind AND connection = :connection AND open = TRUE"
                + " ORDER BY seen_at FETCH FIRST :most ROWS ONLY")
        .param("kind", kind)
        .param("connection", connection)
        .param("most", limit)
        .query(Reference.class)
        .list();
  }

  /** Reads the open ones of the connection by the index, and keeps the first ones of them. */
  @Override
  public List<Reference> likely(
      String kind, String connection, List<String> states, Duration neglected, int limit) {
    Map<String, Object> all = new HashMap<>();
    StringBuilder rank = new StringBuilder(NEGLECTED);
    for (String state : states) {
      String name = "state" + all.size();
      rank.append(" WHEN LOWER(state) = :%s THEN %d".formatted(name, all.size() + 2));
      all.put(name, state);
    }
    rank.append(" ELSE %d END".formatted(states.size() + 2));
    return jdbc.sql(
            FIELDS
                + "WHERE kind = :kind AND connection = :connection AND open = TRUE ORDER BY "
                + rank
                + ", seen_at FETCH FIRST :most ROWS ONLY")
        .params(all)
        .param("kind", kind)
        .param("connection", connection)
        .param("seconds", neglected.toSeconds())
        .param("most", limit)
        .query(Reference.class)
        .list();
  }

  @Override
  public void save(Collection<Reference> references) {
    together(
        () ->
            references.stream()
                .sorted(ORDER)
                .filter(it -> complete(ADD, it).update() == 0)
                .forEach(it -> complete(CHANGE, it).update()));
  }

  @Override
  public void count(Reference reference, int more) {
    together(
        () -> {
          if (counted(reference, more) == 0 && complete(ADD, reference).update() == 0) {
            counted(reference, more);
          }
        });
  }

  @Override
  public void seen(Collection<Reference> references) {
    transactions.executeWithoutResult(
        status -> references.stream().sorted(ORDER).forEach(it -> identified(SEEN, it).update()));
  }

  /** Again when two met at a new reference, such as two orders of one customer: now it is there. */
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

  private int counted(Reference it, int more) {
    return identified(COUNT, it)
        .param("id", it.id())
        .param("label", it.label())
        .param("more", more)
        .update();
  }

  private JdbcClient.StatementSpec complete(String sql, Reference it) {
    return identified(sql, it)
        .param("id", it.id())
        .param("label", it.label())
        .param("state", it.state())
        .param("open", it.open());
  }

  private JdbcClient.StatementSpec identified(String sql, Reference it) {
    return jdbc.sql(sql)
        .param("kind", it.kind())
        .param("source", it.source())
        .param("key", erasures.key(it.kind(), it.key()))
        .param("connection", it.connection());
  }
}
