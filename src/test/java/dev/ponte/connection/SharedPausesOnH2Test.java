package dev.ponte.connection;

import com.zaxxer.hikari.HikariDataSource;
import dev.ponte.ledger.TestDatabases;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SharedPausesOnH2Test extends SharedPausesContract {

  @TempDir Path folder;

  @Override
  HikariDataSource database() {
    return TestDatabases.h2(folder);
  }
}
