package dev.ponte.connection;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Lets the polls of a scarce connection take turns: of those that were kept away by its quota, the
 * one that ran the longest time ago goes first. Else the poll that ticks first would always win.
 */
@Component
final class PollTurns {

  /** A poll that was kept away longer ago than this is not waited for; its tick may be far. */
  private static final long FRESH = Duration.ofMinutes(1).toNanos();

  private static final long NEVER = Long.MIN_VALUE;

  private final Map<String, Map<String, Turn>> turns = new HashMap<>();
  private long runs;

  private static final class Turn {
    /** Number of its last run over all polls; the greater the later. */
    private long ran = NEVER;

    private boolean kept;
    private long keptAt;
  }

  /** The quota kept the poll away. */
  synchronized void kept(String connection, String poll) {
    Turn turn = turn(connection, poll);
    turn.kept = true;
    turn.keptAt = System.nanoTime();
  }

  /** Whether it is the poll's turn; then it counts as run. */
  synchronized boolean begin(String connection, String poll) {
    Turn mine = turn(connection, poll);
    long now = System.nanoTime();
    boolean another =
        turns.get(connection).values().stream()
            .anyMatch(it -> it != mine && it.kept && now - it.keptAt < FRESH && it.ran < mine.ran);
    if (!another) {
      mine.ran = ++runs;
      mine.kept = false;
    }
    return !another;
  }

  private Turn turn(String connection, String poll) {
    return turns
        .computeIfAbsent(connection, name -> new HashMap<>())
        .computeIfAbsent(poll, name -> new Turn());
  }
}
