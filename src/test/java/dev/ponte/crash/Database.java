package dev.ponte.crash;

import dev.ponte.kit.PostgresServer;
import java.nio.file.Path;

/** An empty database of either kind. */
record Database(String url, AutoCloseable server) implements AutoCloseable {

  static Database of(String kind, Path folder) {
    if (kind.equals("H2")) {
      String url = "jdbc:h2:file:%s;WRITE_DELAY=0;LOCK_TIMEOUT=10000";
      return new Database(url.formatted(folder.resolve("ponte")), () -> {});
    }
    PostgresServer server = new PostgresServer(folder.resolve("cluster"));
    return new Database(server.url(), server);
  }

  @Override
  public void close() throws Exception {
    server.close();
  }
}
