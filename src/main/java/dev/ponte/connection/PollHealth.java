package dev.ponte.connection;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How the last run of each poll ended. */
@Component
final class PollHealth {

  private final Clock clock;
  private final Map<String, Map<String, Run>> runs = new ConcurrentHashMap<>();

  PollHealth(Clock clock) {
    this.clock = clock;
  }

  /**
   * @param error why it failed; null when it went well
   */
  record Run(Instant at, String error) {}

  void succeeded(String connection, String poll) {
    note(connection, poll, null);
  }

  /** Gives the words that are kept. */
  String failed(String connection, String poll, Throwable failure) {
    String said = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    String words = Redaction.mask(said);
    note(connection, poll, words);
    return words;
  }

  /** The last run by poll name. */
  Map<String, Run> of(String connection) {
    return new TreeMap<>(runs.getOrDefault(connection, Map.of()));
  }

  private void note(String connection, String poll, String error) {
    runs.computeIfAbsent(connection, name -> new ConcurrentHashMap<>())
        .put(poll, new Run(clock.instant(), error));
  }
}
