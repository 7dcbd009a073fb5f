package dev.ponte.connection;

import java.time.Instant;
import java.util.List;

/** What all replicas know of pauses. Every method throws when the database is away. */
interface PauseStore {

  /**
   * One pause.
   *
   * @param name of the host or operation; empty for the others
   * @param until null for as long as a person wishes
   * @param asked whether the system gave the time
   * @param rests so many in a row; the next one is longer
   * @param who the person; empty for none
   * @param stamp another one with each change
   * @param probeUntil until when a replica tries it; null when none does
   */
  record Row(
      String connection,
      Scope scope,
      Instant since,
      Instant until,
      boolean asked,
      int rests,
      String reason,
      String who,
      String stamp,
      Instant probeUntil) {}

  List<Row> all();

  /**
   * Writes a pause, unless another replica has written a longer one since.
   *
   * @param known stamp of the row that it goes on from; null for none
   */
  void write(Row row, String known);

  /** Removes a pause, unless it has changed since. */
  void remove(String connection, Scope scope, String known);

  /** Removes all pauses of a connection; false when there was none. */
  boolean removeAll(String connection);

  /**
   * Takes the probe of a pause that is over.
   *
   * @return false when another replica has it, or the pause has changed since
   */
  boolean probe(String connection, Scope scope, String known, Instant now, Instant until);
}
