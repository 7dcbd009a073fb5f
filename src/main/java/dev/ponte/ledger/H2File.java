package dev.ponte.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The file of an H2 database. Each commit is written at once, and for that H2 does not tidy up
 * beside; so it is asked to, while nothing is under way.
 */
@Component("h2File")
public class H2File {

  private static final Logger LOG = LoggerFactory.getLogger(H2File.class);

  /** Of the pages in the file so many are to be of use. */
  private static final int FILL_PERCENT = 80;

  /** Rewritten at a time, since commits wait for it. */
  private static final int BYTES = 4 << 20;

  private static final int MOST_ROUNDS = 2_000;

  private static final String UNDER_WAY = "SELECT COUNT(*) FROM delivery WHERE state = 'claimed'";

  private final DataSource database;
  private final JdbcClient jdbc;

  H2File(DataSource database, JdbcClient jdbc) {
    this.database = database;
    this.jdbc = jdbc;
  }

  /**
   * Rewrites what is left of mostly unused parts of the file, so that they are written again
   * instead of the file growing; does nothing with another database. H2's own compaction of whole
   * files is for stores that nobody else uses: beside other work it closes the store.
   */
  public void compact() throws SQLException {
    try (Connection connection = database.getConnection()) {
      if (connection.isWrapperFor(JdbcConnection.class)
          && connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
        compact(session.getDatabase().getStore().getMvStore());
      }
    }
  }

  private void compact(MVStore store) {
    if (store.getFileStore() == null || store.isReadOnly()) {
      return;
    }
    int rounds = 0;
    while (rounds < MOST_ROUNDS && isQuiet() && store.compact(FILL_PERCENT, BYTES)) {
      rounds++;
    }
    LOG.info(
        "The database's file has {} MB, {} % of them in use, after {} steps",
        store.getFileStore().size() >> 20, store.getFileStore().getFillRate(), rounds);
  }

  private boolean isQuiet() {
    return jdbc.sql(UNDER_WAY).query(Long.class).single() == 0;
  }
}
