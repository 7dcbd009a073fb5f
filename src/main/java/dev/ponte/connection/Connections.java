package dev.ponte.connection;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/** The configured connections. */
public interface Connections {

  /** Empty when the name is unknown, not configured or faulty. */
  Optional<Connection> find(String name);

  /** All usable connections, by name. */
  Collection<Connection> all();

  /** The names of all that are written down, usable or not. */
  default Collection<String> names() {
    return all().stream().map(Connection::name).toList();
  }

  /**
   * The connection.
   *
   * @throws IllegalArgumentException in one sentence, when there is none of that name
   */
  default Connection get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no connection %s; set ponte.connections.%s.*".formatted(name, name)));
  }

  /** From when on the orders of a store are taken; empty when all are. */
  default Optional<Instant> ordersFrom(String name) {
    return Optional.empty();
  }
}
