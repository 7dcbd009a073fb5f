package dev.ponte.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Databases with an empty ledger for tests: H2 as it is shipped, and a real PostgreSQL that commits
 * to disk. Each is a copy of one that was migrated once, which takes a tenth of the time.
 */
public final class TestDatabases {

  private static final String FILE = "ponte.mv.db";
  private static final String TEMPLATE = "migrated";

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static Path migrated;
  private static EmbeddedPostgres server;

  private TestDatabases() {}

  public static HikariDataSource h2(Path folder) {
    try {
      Files.copy(migrated(), folder.resolve(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pool(h2Url(folder));
  }

  /** The schema as it was in an earlier version, for tests of what an upgrade carries on. */
  static void backTo(String version, DataSource database) {
    FluentConfiguration flyway = Flyway.configure().dataSource(database).cleanDisabled(false);
    flyway.load().clean();
    flyway.target(version).load().migrate();
  }

  static void migrate(DataSource database) {
    Flyway.configure().dataSource(database).load().migrate();
  }

  public static HikariDataSource postgres() throws IOException, SQLException {
    String name = "ledger" + NUMBER.incrementAndGet();
    try (Connection connection = server().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
    }
    return pool(server().getJdbcUrl("postgres", name));
  }

  /** The server of all of them. */
  static JdbcClient admin() throws IOException {
    return JdbcClient.create(server().getPostgresDatabase());
  }

  /** One for all classes, which run side by side; it ends with the virtual machine. */
  private static synchronized EmbeddedPostgres server() throws IOException {
    if (server == null) {
      server = EmbeddedPostgres.builder().setServerConfig("fsync", "on").start();
      JdbcClient.create(server.getPostgresDatabase()).sql("CREATE DATABASE " + TEMPLATE).update();
      try (HikariDataSource template = pool(server.getJdbcUrl("postgres", TEMPLATE))) {
        migrate(template);
      }
    }
    return server;
  }

  private static synchronized Path migrated() throws IOException {
    if (migrated == null) {
      Path folder = Files.createTempDirectory("migrated");
      folder.toFile().deleteOnExit();
      try (HikariDataSource template = pool(h2Url(folder))) {
        migrate(template);
      }
      migrated = folder.resolve(FILE);
      migrated.toFile().deleteOnExit();
    }
    return migrated;
  }

  private static String h2Url(Path folder) {
    return "jdbc:h2:file:" + folder.resolve("ponte") + ";WRITE_DELAY=0";
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(16);
    config.setMinimumIdle(1);
    return new HikariDataSource(config);
  }
}
