package dev.ponte.connection;

/** Has a poll run before its next tick, since there is news. */
public interface EarlyPolls {

  /**
   * Has the poll run at once, or when its present run has ended; nothing happens when this process
   * has no such poll.
   *
   * @param poll its name, such as {@code orders}
   */
  void soon(String connection, String poll);
}
