package dev.ponte.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Empty databases for tests: H2 as it is shipped, and a real PostgreSQL that commits to disk. */
public final class TestDatabases {

  private static final AtomicInteger NUMBER = new AtomicInteger();
  private static EmbeddedPostgres server;

  private TestDatabases() {}

  public static HikariDataSource h2(Path folder) {
    return pool("jdbc:h2:file:" + folder.resolve("ponte") + ";WRITE_DELAY=0");
  }

  public static HikariDataSource postgres() throws IOException, SQLException {
    String name = "ledger" + NUMBER.incrementAndGet();
    try (Connection connection = server().getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
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
    }
    return server;
  }

  private static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(16);
    return new HikariDataSource(config);
  }
}
