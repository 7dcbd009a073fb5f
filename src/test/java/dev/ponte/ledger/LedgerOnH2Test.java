package dev.ponte.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class LedgerOnH2Test extends LedgerContract {

  @TempDir private Path folder;
  private HikariDataSource pool;

  @Override
  DataSource database() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:file:" + folder.resolve("ponte") + ";WRITE_DELAY=0");
    config.setMaximumPoolSize(16);
    pool = new HikariDataSource(config);
    return pool;
  }

  @AfterEach
  void closePool() {
    pool.close();
  }
}
