package dev.ponte.bench;

import dev.ponte.kit.InterceptedDatabase;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;

/** Counts what is asked of a database. */
final class CountingDatabase extends InterceptedDatabase {

  private final LongAdder statements = new LongAdder();
  private final LongAdder commits = new LongAdder();

  CountingDatabase(DataSource database) {
    super(database);
  }

  @Override
  protected void statement(String sql) {
    statements.increment();
  }

  @Override
  protected void commit() {
    commits.increment();
  }

  long statements() {
    return statements.sum();
  }

  long commits() {
    return commits.sum();
  }
}
