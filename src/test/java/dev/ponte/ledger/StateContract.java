package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.DeliveryOutcome.Result;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Stock;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryBatch;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** What the ledger promises of states, on any database: the newest value, and no call too many. */
abstract class StateContract extends OnLedger {

  private static final String FROM = "ledger:stock?subscriber=shop";
  private static final String CUP = "cup@10";

  @Test
  void only_the_newest_value_is_sent() {
    closeGate();
    take(it -> {});
    record(1, 2, 3);

    openGate();

    awaitStates("superseded", "superseded", "delivered");
    assertThat(seen).containsExactly("3");
  }

  @Test
  void a_later_subscriber_gets_the_newest_value_of_each_key() {
    take(it -> {});
    record(1);
    awaitStates("delivered");
    record(2);
    awaitStates("delivered", "delivered");
    Queue<String> second = new ConcurrentLinkedQueue<>();

    node.route("ledger:stock?subscriber=other", it -> second.add(it.key() + " " + it.version()));

    await().atMost(SOON).until(() -> List.copyOf(second).equals(List.of("cup@10 2")));
  }

  @Test
  void what_is_urgent_goes_first_in_its_batch_and_waits_for_it_to_fill() {
    Queue<List<String>> batches = new ConcurrentLinkedQueue<>();
    node.routeTo(
        "ledger:stock?subscriber=shop&batchSize=2&batchWait=1h",
        exchange -> {
          DeliveryBatch batch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
          batch.deliveries().forEach(it -> batch.settle(it.id(), Outcome.delivered("")));
          batches.add(batch.deliveries().stream().map(Delivery::key).toList());
        });
    node.record("stock", Messages.stock("gone", 0), null);
    pause(1_200);
    assertThat(batches).as("an hour has not passed").isEmpty();

    node.record("stock", List.of(Messages.stock("cup", 50)), null);

    await().atMost(SOON).until(() -> batches.contains(List.of("gone@10", "cup@10")));
  }

  @Test
  void prices_wait_while_stocks_for_the_same_target_are_under_way() {
    CountDownLatch go = new CountDownLatch(1);
    Queue<String> order = new ConcurrentLinkedQueue<>();
    node.route("ledger:price?subscriber=shop&concurrency=1", it -> order.add(it.type()));
    node.route(
        "ledger:stock?subscriber=shop&concurrency=1",
        it -> {
          order.add(it.type());
          hold(go);
        });
    record(1);
    await().atMost(SOON).until(() -> order.size() == 1);

    node.record("price", Messages.price("cup", "9.90"), null);
    pause(1_200);
    assertThat(order).containsExactly("stock");
    go.countDown();

    await().atMost(SOON).until(() -> List.copyOf(order).equals(List.of("stock", "price")));
  }

  @Test
  void a_value_that_the_target_has_acknowledged_last_is_not_sent_again() {
    take(it -> {});
    record(1);
    awaitStates("delivered");
    closeGate();

    record(2, 1);
    openGate();

    awaitStates("delivered", "superseded", "skipped");
    assertThat(words(CUP)).isEqualTo("The target has this value already");
    assertThat(seen).containsExactly("1");
  }

  @Test
  void a_value_is_sent_again_when_another_one_may_have_reached_the_target() {
    take(
        it -> {
          if (it.version() == 2) {
            closeGate();
            throw new DeliveryFailure(FailureClass.TRANSIENT, "no answer came");
          }
        });
    record(1);
    awaitStates("delivered");
    record(2);
    awaitStates("delivered", "retrying");

    record(1);
    openGate();

    awaitStates("delivered", "superseded", "delivered");
    assertThat(seen).containsExactly("1", "2", "1");
  }

  @Test
  void what_a_quota_kept_from_being_sent_has_not_reached_the_target() {
    take(
        it -> {
          if (it.version() == 2) {
            closeGate();
            throw new DeliveryFailure(FailureClass.THROTTLED, "later");
          }
        });
    record(1);
    awaitStates("delivered");
    record(2);
    await().atMost(SOON).until(() -> seen.size() == 2 && states(CUP).get(1).equals("pending"));

    record(1);

    awaitStates("delivered", "superseded", "skipped");
  }

  @Test
  void a_newer_value_waits_for_the_one_in_flight_and_is_delivered_after_it() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    take(
        it -> {
          if (it.version() == 1) {
            sending.countDown();
            hold(go);
          }
        });
    record(1);
    sending.await(10, TimeUnit.SECONDS);
    record(2, 3);
    assertThat(states(CUP)).containsExactly("claimed", "superseded", "pending");

    go.countDown();

    awaitStates("delivered", "superseded", "delivered");
    assertThat(seen).containsExactly("1", "3");
  }

  @Test
  void a_value_that_came_back_while_another_was_in_flight_is_sent() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    take(
        it -> {
          if (it.version() == 2) {
            sending.countDown();
            hold(go);
          }
        });
    record(1);
    awaitStates("delivered");
    record(2);
    sending.await(10, TimeUnit.SECONDS);
    record(1);

    go.countDown();

    awaitStates("delivered", "delivered", "delivered");
    assertThat(seen).containsExactly("1", "2", "1");
  }

  @Test
  void the_value_in_flight_need_not_be_sent_once_more_when_it_comes_back() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    take(
        it -> {
          sending.countDown();
          hold(go);
        });
    record(1);
    sending.await(10, TimeUnit.SECONDS);
    record(2, 1);

    go.countDown();

    awaitStates("delivered", "superseded", "skipped");
  }

  @Test
  void what_failed_while_a_newer_value_was_recorded_is_not_tried_again() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    take(
        it -> {
          if (it.version() == 1) {
            sending.countDown();
            hold(go);
            throw new DeliveryFailure(FailureClass.TRANSIENT, "down");
          }
        });
    record(1);
    sending.await(10, TimeUnit.SECONDS);
    record(2);

    go.countDown();

    awaitStates("superseded", "delivered");
    assertThat(seen).containsExactly("1", "2");
  }

  @Test
  void a_newer_value_takes_the_place_of_a_dead_one() {
    take(
        it -> {
          if (it.version() == 1) {
            throw new DeliveryFailure(FailureClass.REJECTED, "colour is missing");
          }
        });
    record(1);
    awaitStates("dead");

    record(2);

    awaitStates("superseded", "delivered");
    assertThat(node.part(Operations.class).retry(deliveryOf(CUP))).contains("is delivered");
  }

  @Test
  void a_newer_value_keeps_the_place_in_the_queue() {
    closeGate();
    take(it -> {});
    record(1);
    node.record("stock", Messages.stock("plate", 5), null);
    record(2);

    List<String> turn =
        jdbc.sql(
                "SELECT h.message_key FROM delivery d JOIN head h ON h.id = d.head_id"
                    + " WHERE d.state = 'pending' ORDER BY d.due_at")
            .query(String.class)
            .list();

    assertThat(turn).containsExactly(CUP, "plate@10");
  }

  @Test
  void what_is_sold_out_goes_first() {
    node.route(FROM + "&concurrency=1", it -> seen.add(it.key()));
    closeGate();
    node.record("stock", List.of(Messages.stock("a", 1), Messages.stock("b", 1)), null);
    node.record("stock", Messages.stock("gone", 0), null);

    openGate();

    await().atMost(SOON).until(() -> seen.size() == 3);
    assertThat(seen).first().isEqualTo("gone@10");
  }

  @Test
  void each_target_is_judged_by_what_it_acknowledged_itself() {
    take(it -> {});
    node.route("ledger:stock?subscriber=outlet", it -> seen.add("outlet " + it.version()));
    record(1);
    await().atMost(SOON).until(() -> count("delivered") == 2);
    closeGate();
    record(2);
    jdbc.sql(
            "UPDATE delivery SET attempts = 1 WHERE version = 2 AND subscription_id ="
                + " (SELECT id FROM subscription WHERE subscriber = 'outlet')")
        .update();

    record(1);
    openGate();

    await().atMost(SOON).until(() -> count("delivered") == 3);
    assertThat(seen).containsExactlyInAnyOrder("1", "outlet 1", "outlet 3");
  }

  @Test
  void the_first_subscriber_begins_with_the_newest_value_of_each_key() {
    record(1, 2, 3);
    node.record("stock", Messages.stock("plate", 7), null);

    node.route(FROM, it -> seen.add(it.key() + it.version()));

    await().atMost(SOON).until(() -> seen.size() == 2);
    await().during(Duration.ofMillis(600)).until(() -> seen.size() == 2);
    assertThat(seen).containsExactlyInAnyOrder(CUP + "3", "plate@101");
  }

  @Test
  void of_many_values_of_one_list_the_last_one_of_a_key_counts_and_equal_ones_write_nothing() {
    closeGate();
    take(it -> {});
    List<Stock> all = IntStream.range(0, 1200).mapToObj(i -> Messages.stock("s" + i, i)).toList();
    node.record("stock", all, null);

    node.record("stock", all, null);
    node.record("stock", List.of(Messages.stock("s5", 99), Messages.stock("s5", 5)), null);
    assertThat(rows("message")).isEqualTo(1200);
    node.record("stock", List.of(Messages.stock("s5", 5), Messages.stock("s5", 6)), null);

    assertThat(rows("message")).isEqualTo(1201);
    assertThat(count("pending")).isEqualTo(1200);
  }

  @Test
  void the_history_of_a_value_that_changes_all_the_time_does_not_grow() {
    take(it -> {});
    record(1);
    awaitStates("delivered");
    closeGate();
    record(IntStream.rangeClosed(2, 101).toArray());

    assertThat(rows("message")).isLessThan(40);
    assertThat(versions(CUP)).isEqualTo(101);
    record(1);
    assertThat(states(CUP)).startsWith("delivered").endsWith("skipped");
    assertThat(count("pending")).isZero();
  }

  @Test
  void that_an_attempt_was_made_is_known_however_long_ago() {
    take(
        it -> {
          if (it.version() == 2) {
            closeGate();
            throw new DeliveryFailure(FailureClass.TRANSIENT, "no answer came");
          }
        });
    record(1);
    awaitStates("delivered");
    record(2);
    awaitStates("delivered", "retrying");
    record(IntStream.rangeClosed(3, 101).toArray());

    record(1);

    assertThat(states(CUP)).startsWith("delivered", "superseded").endsWith("pending");
  }

  @Test
  void it_can_be_told_what_is_before_a_value_in_its_queue() {
    node.route(FROM + "&batchSize=10&batchWait=1h", it -> seen.add(it.key()));
    node.record("stock", List.of(Messages.stock("a", 1), Messages.stock("b", 1)), null);
    record(1);

    Backlogs backlogs = node.part(Backlogs.class);
    assertThat(backlogs.turns("cup"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.key()).isEqualTo(CUP);
              assertThat(it.ahead()).isEqualTo(2);
            });
    assertThat(backlogs.turns("c_p")).isEmpty();
    assertThat(backlogs.all())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.waiting()).isEqualTo(3);
              assertThat(it.priority()).isEqualTo(3);
              assertThat(it.calls(11)).isEqualTo(2);
            });
  }

  @Test
  void a_source_is_told_of_values_that_were_overtaken_or_there_already() {
    Queue<DeliveryOutcome> told = tell("erp");
    take(it -> {});
    row(1, "row 1");
    awaitStates("delivered");
    closeGate();
    row(2, "row 2");
    row(1, "row 3");
    openGate();

    await().atMost(SOON).until(() -> told.size() == 3);
    assertThat(states(CUP)).containsExactly("delivered", "superseded", "skipped");
    assertThat(told)
        .extracting(DeliveryOutcome::correlation, DeliveryOutcome::result, DeliveryOutcome::version)
        .containsExactly(
            tuple("row 1", Result.DELIVERED, 1L),
            tuple("row 2", Result.SKIPPED, 2L),
            tuple("row 3", Result.SKIPPED, 3L));
    assertThat(told)
        .extracting(DeliveryOutcome::words)
        .endsWith("A newer version took its place", "The target has this value already");
    assertThat(told).extracting(DeliveryOutcome::target).containsOnly("shop");
  }

  @Test
  void a_source_is_told_of_a_value_that_was_overtaken_or_found_there_while_one_was_in_flight()
      throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Queue<DeliveryOutcome> told = tell("erp");
    take(
        it -> {
          if (it.version() == 1) {
            sending.countDown();
            hold(go);
            throw new DeliveryFailure(FailureClass.REJECTED, "down");
          }
        });
    row(1, "row 1");
    sending.await(10, TimeUnit.SECONDS);
    row(2, "row 2");

    go.countDown();

    await().atMost(SOON).until(() -> told.size() == 2);
    assertThat(states(CUP)).containsExactly("superseded", "delivered");
    assertThat(told)
        .extracting(DeliveryOutcome::correlation, DeliveryOutcome::result)
        .containsExactly(tuple("row 1", Result.SKIPPED), tuple("row 2", Result.DELIVERED));
  }

  @Test
  void a_source_is_told_of_a_value_that_came_back_while_it_was_in_flight() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Queue<DeliveryOutcome> told = tell("erp");
    take(
        it -> {
          sending.countDown();
          hold(go);
        });
    row(1, "row 1");
    sending.await(10, TimeUnit.SECONDS);
    row(2, "row 2");
    row(1, "row 3");

    go.countDown();

    await().atMost(SOON).until(() -> told.size() == 3);
    assertThat(states(CUP)).containsExactly("delivered", "superseded", "skipped");
    assertThat(told)
        .extracting(DeliveryOutcome::correlation, DeliveryOutcome::result)
        .containsExactly(
            tuple("row 2", Result.SKIPPED),
            tuple("row 1", Result.DELIVERED),
            tuple("row 3", Result.SKIPPED));
  }

  @Test
  void what_was_told_as_dead_is_told_again_when_a_newer_value_took_its_place() {
    Queue<DeliveryOutcome> told = tell("erp");
    take(
        it -> {
          if (it.version() == 1) {
            throw new DeliveryFailure(FailureClass.REJECTED, "colour is missing");
          }
        });
    row(1, "row 1");
    awaitStates("dead");

    row(2, "row 2");

    await().atMost(SOON).until(() -> told.size() == 3);
    assertThat(told)
        .extracting(DeliveryOutcome::correlation, DeliveryOutcome::result)
        .containsExactly(
            tuple("row 1", Result.DEAD),
            tuple("row 1", Result.SKIPPED),
            tuple("row 2", Result.DELIVERED));
  }

  @Test
  void a_record_that_says_the_same_again_is_told_to_be_there_once_its_value_is() {
    Queue<DeliveryOutcome> told = tell("erp");
    take(it -> {});
    Mark mark = new Mark("erp", "stock", "cup", "stamp");
    closeGate();
    node.record("stock", Messages.row("cup", 1, "row 1"), mark);
    node.record("stock", Messages.row("cup", 1, "row 2"), mark);
    openGate();
    awaitStates("delivered");

    node.record("stock", Messages.row("cup", 1, "row 3"), mark);
    node.record("stock", Messages.stock("cup", 1), mark);

    await().atMost(SOON).until(() -> told.size() == 2);
    assertThat(states(CUP)).containsExactly("delivered");
    assertThat(told)
        .extracting(DeliveryOutcome::correlation, DeliveryOutcome::result)
        .containsExactly(tuple("row 1", Result.DELIVERED), tuple("row 3", Result.SKIPPED));
  }

  @Test
  void nothing_is_told_of_values_whose_source_did_not_ask_or_while_nobody_listens() {
    closeGate();
    take(it -> {});
    row(1, "row 1");
    row(2, "row 2");
    assertThat(rows("head")).isEqualTo(1);
    Queue<DeliveryOutcome> told = tell("erp");
    openGate();
    await().atMost(SOON).until(() -> told.size() == 1);
    closeGate();

    record(3, 4);
    openGate();

    awaitStates("superseded", "delivered", "superseded", "delivered");
    assertThat(rows("head")).as("one stock and one outcome").isEqualTo(2);
    assertThat(told).extracting(DeliveryOutcome::correlation).containsExactly("row 2");
  }

  @Test
  void events_are_left_alone() {
    closeGate();
    node.route("ledger:order-status?subscriber=shop", it -> seen.add("" + it.version()));
    for (OrderStatus.Status status :
        List.of(
            OrderStatus.Status.PROCESSING,
            OrderStatus.Status.PICKING,
            OrderStatus.Status.PROCESSING)) {
      node.record("order-status", Messages.status("shop", "1", status), null);
    }

    openGate();

    await().atMost(SOON).until(() -> count("delivered") == 3);
    assertThat(seen).containsExactly("1", "2", "3");
  }

  @Test
  void a_batch_carries_the_newest_value_of_each_key() {
    Queue<String> bodies = new ConcurrentLinkedQueue<>();
    closeGate();
    node.routeTo(
        FROM + "&batchSize=10&batchWait=0",
        exchange -> {
          bodies.add(exchange.getMessage().getBody(String.class));
          DeliveryBatch batch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
          batch.deliveries().forEach(it -> batch.settle(it.id(), Outcome.delivered(null)));
        });
    record(1, 2);
    node.record("stock", Messages.stock("plate", 7), null);

    openGate();

    await().atMost(SOON).until(() -> count("delivered") == 2);
    assertThat(bodies).hasSize(1);
    assertThat(bodies.peek()).contains("\"available\":2", "\"available\":7").doesNotContain(":1}");
  }

  @Test
  void whatever_happens_at_once_the_target_ends_with_the_newest_value() {
    int keys = 20;
    int rounds = 26;
    Map<String, String> shop = new ConcurrentHashMap<>();
    try (LedgerNode other = new LedgerNode(database)) {
      List.of(node, other).forEach(it -> it.routeTo(FROM, exchange -> sell(exchange, shop)));

      IntStream.range(0, keys)
          .parallel()
          .forEach(
              key ->
                  IntStream.range(0, rounds)
                      .forEach(
                          i ->
                              (i % 2 == 0 ? node : other)
                                  .record("stock", Messages.stock("k" + key, i % 3), null)));

      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> count("pending") + count("claimed") + count("retrying") == 0);
      assertThat(count("dead") + count("parked")).isZero();
    }
    assertThat(shop).hasSize(keys);
    assertThat(shop.values()).containsOnly(String.valueOf((rounds - 1) % 3));
  }

  /** Takes the value, and now and then gives no answer, before or after it took it. */
  private static void sell(Exchange exchange, Map<String, String> shop) {
    Delivery delivery = LedgerNode.delivery(exchange);
    int luck = ThreadLocalRandom.current().nextInt(10);
    if (luck == 0) {
      throw new DeliveryFailure(FailureClass.TRANSIENT, "busy");
    }
    shop.put(delivery.key(), available(exchange));
    if (luck == 1) {
      throw new DeliveryFailure(FailureClass.TRANSIENT, "no answer came");
    }
  }

  private void take(Consumer<Delivery> sink) {
    node.routeTo(
        FROM,
        exchange -> {
          seen.add(available(exchange));
          sink.accept(LedgerNode.delivery(exchange));
        });
  }

  private static String available(Exchange exchange) {
    String body = exchange.getMessage().getBody(String.class);
    return Canonical.read(Stock.class, body).available().toPlainString();
  }

  /** What the source is told, in order. */
  private Queue<DeliveryOutcome> tell(String source) {
    Queue<DeliveryOutcome> told = new ConcurrentLinkedQueue<>();
    node.routeTo(
        "ledger:outcome?subscriber=panel&source=" + source,
        exchange ->
            told.add(
                Canonical.read(
                    DeliveryOutcome.class, exchange.getMessage().getBody(String.class))));
    return told;
  }

  private void row(int value, String correlation) {
    node.record("stock", Messages.row("cup", value, correlation), null);
  }

  private void record(int... values) {
    for (int value : values) {
      node.record("stock", Messages.stock("cup", value), null);
    }
  }

  private void closeGate() {
    node.gate.closedUntil = Instant.MAX;
  }

  private void openGate() {
    node.gate.closedUntil = null;
  }

  private void awaitStates(String... states) {
    await(String.join(" ", states))
        .atMost(SOON)
        .untilAsserted(() -> assertThat(states(CUP)).containsExactly(states));
  }
}
