package dev.ponte.kit;

import dev.ponte.delivery.Cursors;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Cursors that live as long as the test. */
public final class TestCursors implements Cursors {

  /** By connection, a slash, and the cursor's name. */
  public final Map<String, String> all = new ConcurrentHashMap<>();

  @Override
  public Optional<String> get(String connection, String name) {
    return Optional.ofNullable(all.get(connection + "/" + name));
  }

  @Override
  public void put(String connection, String name, String value) {
    all.put(connection + "/" + name, value);
  }
}
