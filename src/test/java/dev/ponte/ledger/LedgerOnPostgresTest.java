package dev.ponte.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;

class LedgerOnPostgresTest extends LedgerContract {

  @Override
  HikariDataSource database() throws IOException, SQLException {
    return TestDatabases.postgres();
  }
}
