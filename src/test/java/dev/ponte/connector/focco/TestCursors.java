package dev.ponte.connector.focco;

import dev.ponte.delivery.Cursors;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Cursors in memory. */
final class TestCursors implements Cursors {

  final Map<String, String> all = new ConcurrentHashMap<>();

  @Override
  public Optional<String> get(String connection, String name) {
    return Optional.ofNullable(all.get(connection + "/" + name));
  }

  @Override
  public void put(String connection, String name, String value) {
    all.put(connection + "/" + name, value);
  }
}
