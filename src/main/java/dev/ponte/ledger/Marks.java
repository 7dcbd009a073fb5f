package dev.ponte.ledger;

import dev.ponte.delivery.Mark;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The idempotent repository {@code fetched}. It only answers from the marks that recording wrote: a
 * repository that adds first would orphan a key when the process dies before the message is safe.
 */
@Component("fetched")
class Marks extends ServiceSupport implements IdempotentRepository {

  private static final String IS_MARKED =
      "SELECT COUNT(*) FROM mark"
          + " WHERE source = :source AND type = :type AND message_key = :key AND stamp = :stamp";
  private static final String CHANGE =
      "UPDATE mark SET stamp = :stamp"
          + " WHERE source = :source AND type = :type AND message_key = :key";
  private static final String ADD =
      "INSERT INTO mark (source, type, message_key, stamp) VALUES (:source, :type, :key, :stamp)";

  private final JdbcClient jdbc;
  private final Erasures erasures;

  Marks(JdbcClient jdbc, Erasures erasures) {
    this.jdbc = jdbc;
    this.erasures = erasures;
  }

  /** Notes that the record was fetched, within the caller's transaction. */
  void write(Mark mark) {
    if (statement(CHANGE, mark).update() == 0) {
      statement(ADD, mark).update();
    }
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
