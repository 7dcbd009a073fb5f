package dev.ponte.connection;

import com.zaxxer.hikari.HikariDataSource;
import dev.ponte.ledger.TestDatabases;
import java.io.IOException;
import java.sql.SQLException;

class SharedPausesOnPostgresTest extends SharedPausesContract {

  @Override
  HikariDataSource database() throws IOException, SQLException {
    return TestDatabases.postgres();
  }
}
