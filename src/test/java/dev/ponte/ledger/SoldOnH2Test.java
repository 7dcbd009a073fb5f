package dev.ponte.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class SoldOnH2Test extends SoldContract {

  @TempDir private Path folder;

  @Override
  HikariDataSource database() {
    return TestDatabases.h2(folder);
  }
}
