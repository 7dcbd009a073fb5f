package dev.ponte.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** A database that can be away. */
public final class FlakyDatabase extends DelegatingDataSource {

  public volatile boolean away;

  public FlakyDatabase(DataSource database) {
    super(database);
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (away) {
      throw new SQLTransientConnectionException("The database is away");
    }
    return super.getConnection();
  }
}
