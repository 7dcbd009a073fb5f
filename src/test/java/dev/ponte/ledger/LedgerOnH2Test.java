package dev.ponte.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class LedgerOnH2Test extends LedgerContract {

  @TempDir private Path folder;

  @Override
  HikariDataSource database() throws IOException {
    return TestDatabases.h2(Files.createTempDirectory(folder, "one"));
  }
}
