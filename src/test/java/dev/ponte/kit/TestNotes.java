package dev.ponte.kit;

import dev.ponte.delivery.Notes;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** Notes that live as long as the test. */
public final class TestNotes implements Notes {

  /** By connection, kind and key, with slashes between. */
  public final Map<String, Object> all = new ConcurrentHashMap<>();

  /** What writing fails with; null while it does not. */
  public volatile RuntimeException down;

  private final Map<String, Instant> notedAt = new ConcurrentHashMap<>();
  private final Clock clock;
  private int read;

  public TestNotes() {
    this(Clock.systemUTC());
  }

  /**
   * @param clock the database's
   */
  public TestNotes(Clock clock) {
    this.clock = clock;
  }

  /** How many notes were given to those who asked for what was written since. */
  public int read() {
    return read;
  }

  @Override
  public <T> Optional<T> find(String connection, Kind<T> kind, String key) {
    return Optional.ofNullable(kind.type().cast(all.get(name(connection, kind, key))));
  }

  @Override
  public <T> Map<String, T> find(String connection, Kind<T> kind, Collection<String> keys) {
    Map<String, T> found = new HashMap<>();
    keys.forEach(key -> find(connection, kind, key).ifPresent(it -> found.put(key, it)));
    return found;
  }

  @Override
  public <T> Map<String, T> since(String connection, Kind<T> kind, Instant since) {
    String prefix = name(connection, kind, "");
    Map<String, T> found = new HashMap<>();
    all.forEach(
        (name, note) -> {
          if (name.startsWith(prefix) && !notedAt.get(name).isBefore(since)) {
            found.put(name.substring(prefix.length()), kind.type().cast(note));
          }
        });
    read += found.size();
    return found;
  }

  @Override
  public <T> void put(String connection, Kind<T> kind, String key, T note) {
    notedAt.put(name(connection, kind, key), clock.instant());
    all.put(name(connection, kind, key), note);
  }

  @Override
  public <T> void put(String connection, Kind<T> kind, Map<String, T> notes) {
    if (down != null) {
      throw down;
    }
    notes.forEach((key, note) -> put(connection, kind, key, note));
  }

  @Override
  public synchronized <T> void change(
      String connection, Kind<T> kind, String key, UnaryOperator<T> change) {
    notedAt.put(name(connection, kind, key), clock.instant());
    all.compute(name(connection, kind, key), (name, it) -> change.apply(kind.type().cast(it)));
  }

  @Override
  public void forget(String connection, Kind<?> kind, String key) {
    all.remove(name(connection, kind, key));
  }

  private static String name(String connection, Kind<?> kind, String key) {
    return connection + "/" + kind.name() + "/" + key;
  }
}
