package dev.ponte.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that can be away. */
public final class FlakyDatabase extends DelegatingDataSource {

  public volatile boolean away;
  volatile String words = "The database is away";
  volatile String state;

  public FlakyDatabase(DataSource database) {
    super(database);
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (away) {
      throw new SQLTransientConnectionException(words, state);
    }
    return super.getConnection();
  }
}
