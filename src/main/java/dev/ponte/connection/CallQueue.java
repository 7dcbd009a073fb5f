package dev.ponte.connection;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The calls that one connection takes at once. Who waits goes by priority, then in the order of
 * coming; nobody begins while somebody before him wants to and has no permit yet.
 */
final class CallQueue {

  private static final Comparator<Ticket> TURN =
      Comparator.comparingInt(Ticket::priority).thenComparingLong(Ticket::number);

  /** Those whose call has not begun, with a slot or without. */
  private final PriorityQueue<Ticket> wanting = new PriorityQueue<>(TURN);

  private final PriorityQueue<Ticket> waiting = new PriorityQueue<>(TURN);
  private int free;
  private long tickets;

  /**
   * A wish to call.
   *
   * @param priority 1 goes first
   * @param number in the order of coming
   */
  record Ticket(int priority, long number) {}

  CallQueue(int atOnce) {
    free = atOnce;
  }

  /** Draws a ticket, which is {@link #satisfied} when the call may begin, or never will. */
  synchronized Ticket ticket(int priority) {
    Ticket ticket = new Ticket(priority, tickets++);
    wanting.add(ticket);
    return ticket;
  }

  /** Waits for a slot. */
  synchronized void acquire(Ticket ticket) throws InterruptedException {
    waiting.add(ticket);
    try {
      while (free == 0 || waiting.peek() != ticket || isOvertaken(ticket)) {
        wait();
      }
      free--;
    } finally {
      waiting.remove(ticket);
      notifyAll();
    }
  }

  /** Whether somebody of a higher priority waits. */
  synchronized boolean isOvertaken(Ticket ticket) {
    return !wanting.isEmpty() && wanting.peek().priority() < ticket.priority();
  }

  synchronized void satisfied(Ticket ticket) {
    wanting.remove(ticket);
    notifyAll();
  }

  synchronized void release() {
    free++;
    notifyAll();
  }
}
