package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CallQueueTest {

  private final CallQueue slots = new CallQueue(1);
  private final List<String> order = new CopyOnWriteArrayList<>();

  @Test
  void who_waits_goes_by_priority_then_in_the_order_of_coming() throws InterruptedException {
    CallQueue.Ticket first = slots.ticket(3);
    slots.acquire(first);
    slots.satisfied(first);
    List<Thread> callers =
        List.of(caller("stock", 3), caller("more stock", 3), caller("order", 1), caller("nfe", 2));

    slots.release();
    for (Thread caller : callers) {
      caller.join(10_000);
    }

    assertThat(order).containsExactly("order", "nfe", "stock", "more stock");
  }

  @Test
  void who_holds_a_slot_but_no_permit_yet_learns_that_he_is_overtaken() throws Exception {
    CallQueue.Ticket stock = slots.ticket(3);
    slots.acquire(stock);
    assertThat(slots.isOvertaken(stock)).isFalse();

    slots.ticket(3);
    assertThat(slots.isOvertaken(stock)).as("by an equal").isFalse();
    slots.ticket(1);
    assertThat(slots.isOvertaken(stock)).isTrue();
  }

  private Thread caller(String name, int priority) {
    CallQueue.Ticket ticket = slots.ticket(priority);
    Thread caller =
        new Thread(
            () -> {
              try {
                slots.acquire(ticket);
                order.add(name);
                slots.satisfied(ticket);
                slots.release();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    caller.start();
    await().until(() -> caller.getState() == Thread.State.WAITING);
    return caller;
  }
}
