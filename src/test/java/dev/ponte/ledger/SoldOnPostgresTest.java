package dev.ponte.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class SoldOnPostgresTest extends SoldContract {

  @Override
  HikariDataSource database() throws IOException, SQLException {
    return TestDatabases.postgres();
  }
}
