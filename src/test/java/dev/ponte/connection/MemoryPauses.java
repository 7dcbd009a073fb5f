package dev.ponte.connection;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Pauses of one process that no other one shares. */
final class MemoryPauses implements PauseStore {

  private final Map<List<Object>, Row> rows = new ConcurrentHashMap<>();

  /** For tests that need no database. */
  static Pauses of(Connections connections, java.time.Clock clock) {
    return new Pauses(new MemoryPauses(), connections, clock, () -> {});
  }

  @Override
  public List<Row> all() {
    return List.copyOf(rows.values());
  }

  @Override
  public void write(Row row, String known) {
    rows.put(List.of(row.connection(), row.scope()), row);
  }

  @Override
  public void remove(String connection, Scope scope, String known) {
    rows.remove(List.of(connection, scope));
  }

  @Override
  public boolean removeAll(String connection) {
    return rows.keySet().removeIf(it -> it.get(0).equals(connection));
  }

  @Override
  public boolean probe(String connection, Scope scope, String known, Instant now, Instant until) {
    return true;
  }
}
