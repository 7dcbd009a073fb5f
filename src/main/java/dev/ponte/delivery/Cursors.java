package dev.ponte.delivery;

import java.util.Optional;

/** Where a source left off, by connection and name; durable. */
public interface Cursors {

  Optional<String> get(String connection, String name);

  void put(String connection, String name, String value);
}
