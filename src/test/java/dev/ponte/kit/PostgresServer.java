package dev.ponte.kit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A real PostgreSQL of a test's own that commits to disk, with one empty database. */
public final class PostgresServer implements AutoCloseable {

  private static final String DATABASE = "ponte";

  private final Path folder;
  private final int port;
  private EmbeddedPostgres server;

  /**
   * @param folder gets the data, and stays
   */
  public PostgresServer(Path folder) {
    this.folder = folder;
    this.server = start(0);
    this.port = server.getPort();
    execute("CREATE DATABASE " + DATABASE);
  }

  public int port() {
    return port;
  }

  /** The address of the database, at a port of this machine that leads to it. */
  public static String url(int port) {
    return "jdbc:postgresql://127.0.0.1:%d/%s?user=postgres".formatted(port, DATABASE);
  }

  public String url() {
    return url(port);
  }

  /** From now on no transaction may write, as on a primary that was demoted; or it may again. */
  public void readOnly(boolean only) {
    execute("ALTER SYSTEM SET default_transaction_read_only = " + (only ? "on" : "off"));
    execute("SELECT pg_reload_conf()");
  }

  /** Transactions that were committed in the database so far, as the server counts them. */
  public long commits() {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT xact_commit FROM pg_stat_database WHERE datname = '" + DATABASE + "'")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Starts it again when it ended, as its supervisor would. */
  public void supervise() {
    try {
      execute("SELECT 1");
    } catch (IllegalStateException gone) {
      close();
      server = start(port);
    }
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedPostgres start(int wanted) {
    EmbeddedPostgres.Builder builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(folder)
            .setCleanDataDirectory(false)
            .setServerConfig("fsync", "on")
            .setServerConfig("max_connections", "100");
    try {
      return wanted == 0 ? builder.start() : builder.setPort(wanted).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void execute(String sql) {
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      // The server's own sessions may always write, or nobody could take read-only back.
      statement.execute("SET default_transaction_read_only = off");
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
