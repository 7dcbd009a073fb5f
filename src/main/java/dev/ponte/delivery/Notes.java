package dev.ponte.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What a connector remembers between its polls and deliveries, as records of its own; durable, and
 * the same for all processes. {@link Cursors} only say how far a source was read, and {@link
 * References} only what another system calls a thing. Nothing personal stands in a note.
 *
 * <p>A sink writes what depends on how its delivery ends by {@link Delivery#together}.
 */
public interface Notes {

  /**
   * A kind of notes.
   *
   * @param name unique within a system, such as {@code cancelled}; 40 characters at the most
   * @param type what a note says; kept as JSON, in which fields may be added and left out from one
   *     release to another
   */
  record Kind<T>(String name, Class<T> type) {}

  /** The note of this key; empty when there is none. */
  <T> Optional<T> find(String connection, Kind<T> kind, String key);

  /** As {@link #find} for many, by key; those that have none are left out. */
  <T> Map<String, T> find(String connection, Kind<T> kind, Collection<String> keys);

  /**
   * All notes that were written since, by key.
   *
   * @param since by the database's clock
   */
  <T> Map<String, T> since(String connection, Kind<T> kind, Instant since);

  /**
   * Writes or replaces a note.
   *
   * @param key 500 characters at the most
   */
  <T> void put(String connection, Kind<T> kind, String key, T note);

  /** As {@link #put(String, Kind, String, Object)} for many, by key: all of them or none. */
  <T> void put(String connection, Kind<T> kind, Map<String, T> notes);

  /**
   * Changes a note, whoever else changes it at the same time.
   *
   * @param change from the note, null when there is none, to what it shall be, null for none; may
   *     run twice
   */
  <T> void change(String connection, Kind<T> kind, String key, UnaryOperator<T> change);

  /** There is no such note any more. */
  void forget(String connection, Kind<?> kind, String key);
}
