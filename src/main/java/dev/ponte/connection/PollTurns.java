package dev.ponte.connection;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Lets the polls of a scarce connection take turns, but for that of orders, which waits for no
 * other: of those that its quota keeps waiting, the one that ran the longest time ago goes first.
 * Else the poll that ticks first would always win.
 */
@Component
final class PollTurns {

  private static final long NEVER = Long.MIN_VALUE;

  private final Map<String, Map<String, Turn>> turns = new HashMap<>();
  private long runs;

  private static final class Turn {
    /** Number of its last run over all polls; the greater the later. */
    private long ran = NEVER;

    private boolean waiting;
  }

  /** The quota keeps the poll waiting, until it begins or withdraws. */
  synchronized void kept(String connection, String poll) {
    turn(connection, poll).waiting = true;
  }

  /** The poll waits no longer. */
  synchronized void withdraw(String connection, String poll) {
    turn(connection, poll).waiting = false;
  }

  /** Whether it is the poll's turn; then it counts as run. */
  synchronized boolean begin(String connection, String poll) {
    Turn mine = turn(connection, poll);
    boolean another =
        turns.get(connection).values().stream()
            .anyMatch(it -> it != mine && it.waiting && it.ran < mine.ran);
    if (!another) {
      mine.ran = ++runs;
      mine.waiting = false;
    }
    return !another;
  }

  private Turn turn(String connection, String poll) {
    return turns
        .computeIfAbsent(connection, name -> new HashMap<>())
        .computeIfAbsent(poll, name -> new Turn());
  }
}
