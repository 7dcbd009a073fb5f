package dev.ponte.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The primary becomes a standby, so that new sessions cannot write, and then there is another. */
@Execution(ExecutionMode.SAME_THREAD)
class BadDaysOnPostgresTest extends BadDaysContract {

  @Override
  HikariDataSource database() throws IOException, SQLException {
    return TestDatabases.postgres();
  }

  @Override
  void breakDown() throws Exception {
    JdbcClient admin = TestDatabases.admin();
    admin.sql("ALTER DATABASE " + name() + " SET default_transaction_read_only = on").update();
    admin
        .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = :name")
        .param("name", name())
        .query()
        .listOfRows();
  }

  @Override
  void repair() throws Exception {
    TestDatabases.admin()
        .sql("ALTER DATABASE " + name() + " RESET default_transaction_read_only")
        .update();
  }

  private String name() {
    return database.getJdbcUrl().replaceAll(".*/([a-z0-9]+)\\?.*", "$1");
  }
}
