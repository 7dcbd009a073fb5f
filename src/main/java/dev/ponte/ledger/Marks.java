package dev.ponte.ledger;

import dev.ponte.delivery.FetchedMarks;
import dev.ponte.delivery.Mark;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The idempotent repository {@code fetched}. It only answers from the marks that recording wrote: a
 * repository that adds first would orphan a key when the process dies before the message is safe.
 */
@Component("fetched")
class Marks extends ServiceSupport implements IdempotentRepository, FetchedMarks {

  private static final String IS_MARKED =
      "SELECT COUNT(*) FROM mark"
          + " WHERE source = :source AND type = :type AND message_key = :key AND stamp = :stamp";
  private static final String CHANGE =
      "UPDATE mark SET stamp = :stamp"
          + " WHERE source = :source AND type = :type AND message_key = :key";
  private static final String ADD =
      """
      INSERT INTO mark (source, type, message_key, stamp)
      SELECT CAST(:source AS VARCHAR), CAST(:type AS VARCHAR), CAST(:key AS VARCHAR),
             CAST(:stamp AS VARCHAR)
       WHERE NOT EXISTS (
             SELECT 1 FROM mark WHERE source = :source AND type = :type AND message_key = :key)
      """;

  /** Nothing but the keys: beside an equation of the same index H2 would read all of it. */
  private static final String OF_KEYS =
      "SELECT source, type, message_key AS \"key\", stamp FROM mark WHERE message_key IN (:keys)";

  private static final int MOST_KEYS = 1_000;

  private final JdbcClient jdbc;
  private final Erasures erasures;

  Marks(JdbcClient jdbc, Erasures erasures) {
    this.jdbc = jdbc;
    this.erasures = erasures;
  }

  /** Notes that the record was fetched, within the caller's transaction. */
  void write(Mark mark) {
    if (statement(ADD, mark).update() == 0) {
      statement(CHANGE, mark).update();
    }
  }

  @Override
  public List<Mark> unknown(List<Mark> marks) {
    Set<Mark> known = new HashSet<>();
    for (int from = 0; from < marks.size(); from += MOST_KEYS) {
      List<Mark> page = marks.subList(from, Math.min(marks.size(), from + MOST_KEYS));
      List<String> keys = page.stream().map(it -> kept(it).key()).toList();
      known.addAll(jdbc.sql(OF_KEYS).param("keys", keys).query(Mark.class).list());
    }
    return marks.stream().filter(it -> !known.contains(kept(it))).toList();
  }

  /** As the ledger has it. */
  private Mark kept(Mark mark) {
    String key = erasures.key(mark.type(), mark.key());
    return new Mark(mark.source(), mark.type(), key, mark.stamp());
  }

  @Override
  public boolean add(String key) {
    return !contains(key);
  }

  @Override
  public boolean contains(String key) {
    return statement(IS_MARKED, Mark.parse(key)).query(Long.class).single() > 0;
  }

  /** Marks go with their messages, never by themselves. */
  @Override
  public boolean remove(String key) {
    return true;
  }

  @Override
  public boolean confirm(String key) {
    return true;
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException("Marks go with their messages");
  }

  private JdbcClient.StatementSpec statement(String sql, Mark mark) {
    return jdbc.sql(sql)
        .param("source", mark.source())
        .param("type", mark.type())
        .param("key", erasures.key(mark.type(), mark.key()))
        .param("stamp", mark.stamp());
  }
}
