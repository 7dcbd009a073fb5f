package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.canonical.OrderStatus;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryBatch;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What batches of deliveries promise, on any database. */
abstract class BatchContract extends OnLedger {

  private static final String FROM = "ledger:order?subscriber=erp&batchSize=10&concurrency=1";

  private final List<Integer> sizes = new CopyOnWriteArrayList<>();

  @Test
  void one_exchange_carries_many_messages_as_an_array_with_their_ids() {
    List<String> bodies = new CopyOnWriteArrayList<>();
    record(3);
    node.routeTo(
        FROM + "&batchWait=0",
        exchange -> {
          bodies.add(exchange.getMessage().getBody(String.class));
          deliverAll(batch(exchange));
        });

    await().atMost(SOON).until(() -> count("delivered") == 3);
    assertThat(bodies).hasSize(1);
    assertThat(bodies.get(0)).startsWith("[{\"id\":").contains("\"body\":{").endsWith("}]");
  }

  @Test
  void a_batch_is_never_larger_than_asked_for_and_full_ones_do_not_wait() {
    record(40);
    batches(FROM + "&batchWait=1h", this::deliverAll);

    await().atMost(SOON).until(() -> count("delivered") == 40);

    assertThat(sizes).containsExactly(10, 10, 10, 10);
  }

  @Test
  void what_does_not_fill_a_batch_waits_although_others_go() {
    record(25);
    batches(FROM.replace("concurrency=1", "concurrency=3") + "&batchWait=1h", this::deliverAll);

    await().atMost(SOON).until(() -> count("delivered") == 20);
    pause(700);

    assertThat(sizes).containsExactly(10, 10);
    assertThat(count("pending")).isEqualTo(5);
  }

  @Test
  void the_oldest_waits_for_its_batch_to_fill_no_longer_than_asked_for() {
    batches(FROM + "&batchWait=1s", this::deliverAll);
    record(3);

    await().atMost(SOON).until(() -> count("delivered") == 3);

    assertThat(sizes).containsExactly(3);
  }

  @Test
  void a_batch_holds_no_more_bytes_than_asked_for_but_always_one_message() {
    record(5);
    batches(FROM + "&batchWait=0&batchBytes=10", this::deliverAll);

    await().atMost(SOON).until(() -> count("delivered") == 5);

    assertThat(sizes).containsOnly(1);
  }

  @Test
  void each_delivery_ends_as_its_sink_says_and_what_it_does_not_mention_is_untried() {
    record(4);
    batches(
        FROM + "&batchWait=0",
        batch -> {
          List<Delivery> all = batch.deliveries();
          batch.settle(all.get(0).id(), Outcome.delivered("taken"));
          if (all.size() == 4) {
            batch.settle(
                all.get(1).id(), new DeliveryFailure(FailureClass.REJECTED, "no such order"));
            batch.settle(all.get(2).id(), new DeliveryFailure(FailureClass.TRANSIENT, "busy"));
          }
        });

    await().atMost(SOON).until(() -> count("delivered") == 3 && count("dead") == 1);

    assertThat(states("2")).containsExactly("dead");
    assertThat(words("2")).contains("no such order");
    assertThat(attempts("3")).isEqualTo(2);
    assertThat(attempts("4")).as("untried is no attempt").isEqualTo(1);
  }

  @Test
  void a_failure_of_the_exchange_is_the_failure_of_what_was_not_settled() {
    record(3);
    batches(
        FROM + "&batchWait=0",
        batch -> {
          batch.settle(batch.deliveries().get(0).id(), Outcome.delivered("taken"));
          throw new DeliveryFailure(FailureClass.REJECTED, "the rest is wrong");
        });

    await().atMost(SOON).until(() -> count("delivered") == 1 && count("dead") == 2);

    assertThat(words("3")).contains("the rest is wrong");
  }

  @Test
  void a_bug_in_a_batch_is_only_the_end_of_the_one_that_has_it_alone_too() {
    record(5);
    batches(
        FROM + "&batchWait=0",
        batch -> {
          if (batch.deliveries().stream().anyMatch(it -> it.key().equals("3"))) {
            throw new IllegalStateException("nobody thought of this");
          }
          deliverAll(batch);
        });

    await().atMost(SOON).until(() -> count("delivered") == 4 && count("dead") == 1);

    assertThat(states("3")).containsExactly("dead");
    assertThat(words("3")).isEqualTo("nobody thought of this");
    assertThat(attempts("1")).as("what shared its batch was not tried").isEqualTo(1);
    assertThat(sizes).containsExactly(5, 1, 1, 1, 1, 1);
  }

  @Test
  void a_bug_that_a_sink_found_in_one_of_a_batch_leaves_the_others_as_they_are() {
    record(3);
    batches(
        FROM + "&batchWait=0",
        batch ->
            batch
                .deliveries()
                .forEach(
                    it -> {
                      if (it.key().equals("2")) {
                        batch.settle(it.id(), new IllegalStateException("odd"));
                      } else {
                        batch.settle(it.id(), Outcome.delivered(null));
                      }
                    }));

    await().atMost(SOON).until(() -> count("delivered") == 2 && count("dead") == 1);

    assertThat(words("2")).isEqualTo("odd");
    assertThat(sizes).containsExactly(3, 1);
  }

  @Test
  void a_batch_holds_one_message_of_a_key_at_the_most() {
    for (OrderStatus.Status status : OrderStatus.Status.values()) {
      node.record("order-status", Messages.status("shop", "1", status), null);
    }
    batches(
        "ledger:order-status?subscriber=shop&batchSize=10&batchWait=0",
        batch -> {
          seen.add(String.valueOf(batch.deliveries().get(0).version()));
          deliverAll(batch);
        });

    await().atMost(SOON).until(() -> count("delivered") == OrderStatus.Status.values().length);

    assertThat(sizes).containsOnly(1);
    assertThat(seen).containsExactly("1", "2", "3", "4", "5");
  }

  @Test
  void each_delivery_of_a_batch_keeps_the_call_that_was_made_for_all() {
    record(2);
    batches(
        FROM + "&batchWait=0",
        batch -> {
          batch.trace(new Delivery.Call("OrderUpdate", "x".repeat(5_000), 200, "ok", 1));
          deliverAll(batch);
        });
    await().atMost(SOON).until(() -> count("delivered") == 2);

    for (String key : List.of("1", "2")) {
      assertThat(node.part(KeyHistory.class).story(key).toString())
          .contains("OrderUpdate")
          .doesNotContain("x".repeat(1_001));
    }
  }

  private void batches(String from, Consumer<DeliveryBatch> sink) {
    node.routeTo(
        from,
        exchange -> {
          sizes.add(batch(exchange).deliveries().size());
          sink.accept(batch(exchange));
        });
  }

  private void record(int orders) {
    for (int number = 1; number <= orders; number++) {
      node.record("order", Messages.order(String.valueOf(number)), null);
    }
  }

  private void deliverAll(DeliveryBatch batch) {
    batch.deliveries().forEach(it -> batch.settle(it.id(), Outcome.delivered(null)));
  }

  private static DeliveryBatch batch(org.apache.camel.Exchange exchange) {
    return exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
  }

  private int attempts(String key) {
    return jdbc.sql(
            "SELECT d.attempts FROM delivery d JOIN head h ON h.id = d.head_id"
                + " WHERE h.message_key = :key")
        .param("key", key)
        .query(Integer.class)
        .single();
  }
}
