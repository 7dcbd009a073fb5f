package dev.ponte.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class StatesOnH2Test extends StateContract {

  @TempDir private Path folder;

  @Override
  HikariDataSource database() {
    return TestDatabases.h2(folder);
  }
}
