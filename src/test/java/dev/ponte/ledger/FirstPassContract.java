package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariDataSource;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.MissingSetting;
import dev.ponte.delivery.ReconciliationPass;
import dev.ponte.delivery.ReconciliationPasses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;

/** Before the first of a state is sent: compared, told, and started by a word; on any database. */
abstract class FirstPassContract extends OnLedger {

  private static final String FROM = "ledger:stock?subscriber=shop";
  private static final Function<String, Expected> EXPECTED =
      json -> Expected.of(Map.of("quantity", available(json), "place", "10"));

  @Test
  void a_state_waits_for_a_word_and_only_its_newest_value_does() {
    node.gate.asksFirst = true;
    take(node);
    record("cup", 1, 2);
    record("pan", 7);
    pause(1_200);

    assertThat(states("cup@10")).containsExactly("superseded", "pending");
    assertThat(seen).isEmpty();
    assertThat(rows("attempt")).isZero();
    assertThat(node.part(Operations.class).start("stock", "shop"))
        .isEqualTo(
            "stock of shop is not started: 2 wait and are not compared yet with what shop holds; say it again when what would change is told");
    assertThat(seen).isEmpty();

    node.gate.comparable = false;
    assertThat(node.part(Operations.class).start("stock", "shop"))
        .isEqualTo("stock of shop is started: what shop holds cannot be compared: 2 would be sent");

    await().atMost(SOON).until(() -> seen.size() == 2);
    assertThat(seen).containsExactlyInAnyOrder("cup 2", "pan 7");
    assertThat(waiting()).isEmpty();
    record("jug", 5);
    awaitState("jug@10", "delivered");
  }

  @Test
  void what_waits_is_compared_page_by_page_and_told_before_it_is_sent() {
    node.gate.asksFirst = true;
    take(node);
    record("cup", 1);
    record("pan", 7);
    record("jug", 5);
    record("lid", 3);

    ReconciliationPass check = begin();
    assertThat(check.position()).isEmpty();
    assertThat(check.compare(Map.of("cup@10", holds("1"), "pan@10", holds("9")), EXPECTED))
        .as("nothing is sent again, since nothing was sent")
        .isEmpty();
    check.reached("page 2");
    ReconciliationPass later = begin();
    assertThat(later.position()).contains("page 2");
    assertThat(later.compare(Map.of("pan@10", holds("9"), "theirs@10", holds("2")), EXPECTED))
        .isEmpty();
    later.compare(Map.of("jug@10", holds("4")), EXPECTED);
    finish(later);

    assertThat(waiting())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.why())
                    .isEqualTo(
                        "2 would change (quantity 2), 1 would be new, 0 removed, 1 left as they are; say start stock shop"));
    assertThat(health()).contains("not sent: stock to shop, 2 would change (quantity 2)");
    assertThat(seen).isEmpty();
    assertThat(node.part(ReconciliationPasses.class).begin("stock", "shop", Duration.ZERO))
        .as("nothing new to look at")
        .isEmpty();
  }

  @Test
  void what_the_target_holds_already_costs_no_call() {
    node.gate.asksFirst = true;
    take(node);
    record("cup", 1);
    record("pan", 7);
    ReconciliationPass check = begin();
    check.compare(Map.of("cup@10", holds("1"), "pan@10", holds("9")), EXPECTED);
    finish(check);

    node.part(Operations.class).start("stock", "shop");

    awaitState("pan@10", "delivered");
    assertThat(states("cup@10")).containsExactly("delivered");
    assertThat(seen).containsExactly("pan 7");
    record("cup", 2);
    await().atMost(SOON).until(() -> seen.contains("cup 2"));
  }

  @Test
  void what_came_since_is_told_and_compared_again() {
    node.gate.asksFirst = true;
    take(node);
    record("cup", 1);
    finish(begin());
    record("pan", 7);

    assertThat(waiting().get(0).why())
        .startsWith(
            "0 would change, 1 would be new, 0 removed; 1 that came since are not compared");
    finish(begin());
    assertThat(waiting().get(0).why()).startsWith("0 would change, 2 would be new, 0 removed; say");
  }

  @Test
  void what_is_not_there_what_is_removed_and_what_cannot_be_sent_are_told_apart() {
    node.gate.asksFirst = true;
    take(node);
    record("cup", 1);
    record("pan", 7);
    record("jug", 5);
    ReconciliationPass check = begin();
    Function<String, Expected> expected =
        json ->
            switch (available(json)) {
              case "1" -> Expected.REMOVED;
              case "7" -> Expected.ofHeld(Map.of("quantity", "7"));
              default -> Expected.refused("set ponte.connections.shop.colour");
            };
    check.compare(Map.of("cup@10", holds("1")), expected);
    check.missing(expected).forEachRemaining(it -> assertThat(it).isEmpty());
    check.finish();

    assertThat(waiting().get(0).why())
        .isEqualTo(
            "0 would change, 0 would be new, 1 removed, 1 are not there and would not be made, 1 cannot be sent, first jug@10: set ponte.connections.shop.colour; say start stock shop");
  }

  @Test
  void a_target_that_cannot_be_read_is_said_to_be_one() {
    node.gate.asksFirst = true;
    node.gate.comparable = false;
    take(node);
    record("cup", 1);

    assertThat(waiting().get(0).why())
        .isEqualTo("what shop holds cannot be compared: 1 would be sent; say start stock shop");
  }

  @Test
  void without_asking_it_starts_by_itself_and_stays_started() {
    take(node);
    record("cup", 1);
    awaitState("cup@10", "delivered");
    node.gate.asksFirst = true;

    try (LedgerNode next = new LedgerNode(database)) {
      next.gate.asksFirst = true;
      take(next);
      record("pan", 7);
      awaitState("pan@10", "delivered");
      assertThat(next.part(FirstPasses.class).waiting()).isEmpty();
    }
  }

  @Test
  void the_word_is_heard_by_all_processes() {
    node.gate.asksFirst = true;
    take(node);
    record("cup", 1);

    try (LedgerNode other = new LedgerNode(database)) {
      other.gate.asksFirst = true;
      other.gate.comparable = false;
      assertThat(other.part(Operations.class).start("stock", "shop")).contains("is started");
      awaitState("cup@10", "delivered");
    }
  }

  @Test
  void a_missing_setting_is_one_line_nothing_dies_and_with_the_setting_it_goes_on() {
    node.gate.missing = "set ponte.connections.shop.stock.stores";
    take(node);
    record("cup", 1);
    record("pan", 7);
    pause(1_200);

    assertThat(count("pending")).isEqualTo(2);
    assertThat(rows("attempt")).isZero();
    assertThat(health())
        .contains("not sent: stock to shop, set ponte.connections.shop.stock.stores=2 wait");
    assertThat(node.part(Operations.class).start("stock", "shop"))
        .isEqualTo("stock of shop is not started: set ponte.connections.shop.stock.stores");

    try (LedgerNode next = new LedgerNode(database)) {
      take(next);
      await().atMost(SOON).until(() -> count("delivered") == 2);
      assertThat(next.part(FirstPasses.class).waiting()).isEmpty();
    }
  }

  @Test
  void a_setting_that_some_records_need_is_one_line_and_those_alone_wait() {
    Processor sink =
        exchange -> {
          if (LedgerNode.delivery(exchange).key().startsWith("red") && !node.gate.asksFirst) {
            throw new MissingSetting("ponte.connections.shop.red", "needs red").failure("needs it");
          }
          seen.add(LedgerNode.delivery(exchange).key());
        };
    node.routeTo(FROM, sink);
    record("red1", 1);
    record("red2", 1);
    record("cup", 1);
    awaitState("cup@10", "delivered");
    await().atMost(SOON).until(() -> waiting().stream().anyMatch(it -> it.waiting() == 2));

    assertThat(waiting())
        .containsExactly(
            new FirstPasses.Waiting("stock", "shop", 2, "set ponte.connections.shop.red"));
    assertThat(states("red1@10")).containsExactly("pending");
    node.gate.asksFirst = true;

    try (LedgerNode next = new LedgerNode(database)) {
      next.routeTo(FROM, sink);
      await().atMost(SOON).until(() -> count("delivered") == 3);
    }
  }

  @Test
  void an_order_of_an_unknown_buyer_waits_in_a_list_holds_up_no_other_and_goes_when_he_is_known() {
    Set<String> known = ConcurrentHashMap.newKeySet();
    node.routeTo(
        "ledger:order?subscriber=erp",
        exchange -> {
          String key = LedgerNode.delivery(exchange).key();
          if (key.equals("1234") && !known.contains(key)) {
            throw new DeliveryFailure(FailureClass.HELD, "register the buyer")
                .because("erp.buyer-unknown", null);
          }
          seen.add(key);
        });
    node.record("order", Messages.order("1234"), null);
    node.record("order", Messages.order("1235"), null);
    awaitState("1235", "delivered");
    UnknownBuyers buyers = node.part(UnknownBuyers.class);
    await().atMost(SOON).until(() -> buyers.list().size() == 1);

    UnknownBuyers.Buyer buyer = buyers.list().get(0);
    assertThat(buyer.target()).isEqualTo("erp");
    assertThat(buyer.orders()).extracting(UnknownBuyers.Waiting::id).containsExactly("1234");
    assertThat(buyer.orders()).extracting(UnknownBuyers.Waiting::state).containsExactly("pending");
    assertThat(states("1234")).containsExactly("pending");
    assertThat(seen).containsExactly("1235");

    known.add("1234");
    jdbc.sql("UPDATE delivery SET due_at = CURRENT_TIMESTAMP WHERE state = 'pending'").update();
    awaitState("1234", "delivered");
    assertThat(buyers.list()).isEmpty();
    assertThat(rows("attempt")).as("waiting was no attempt").isEqualTo(2);
  }

  @Test
  void orders_wait_for_a_missing_setting_but_for_no_word() {
    node.gate.asksFirst = true;
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));
    node.record("order", Messages.order("1234"), null);
    awaitState("1234", "delivered");

    node.gate.missing = "set ponte.connections.crm.terms";
    node.route("ledger:order?subscriber=crm", it -> seen.add("crm " + it.key()));
    node.record("order", Messages.order("1235"), null);
    pause(1_200);

    assertThat(seen).doesNotContain("crm 1235");
    assertThat(waiting())
        .extracting(FirstPasses.Waiting::type, FirstPasses.Waiting::why)
        .contains(org.assertj.core.groups.Tuple.tuple("order", "set ponte.connections.crm.terms"));
  }

  @Test
  void an_installation_that_ran_before_goes_on_and_what_it_never_sent_waits() throws Exception {
    HikariDataSource old = database();
    TestDatabases.backTo("3", old);
    var sql = org.springframework.jdbc.core.simple.JdbcClient.create(old);
    for (String subscriber : List.of("shop", "new")) {
      sql.sql("INSERT INTO subscription (type, subscriber) VALUES ('stock', ?)")
          .param(subscriber)
          .update();
    }
    sql.sql(
            "INSERT INTO head (type, source, origin, message_key, version, content_hash)"
                + " VALUES ('stock', 'erp', '', 'old@10', 1, 'x')")
        .update();
    sql.sql("INSERT INTO message (head_id, version, content_hash, body) VALUES (1, 1, 'x', '{}')")
        .update();
    sql.sql(
            "INSERT INTO delivery (subscription_id, head_id, message_id, version, state,"
                + " previous_state, finished_at)"
                + " VALUES (1, 1, 1, 1, 'delivered', 'claimed', CURRENT_TIMESTAMP)")
        .update();

    TestDatabases.migrate(old);
    try (LedgerNode upgraded = new LedgerNode(old)) {
      upgraded.gate.asksFirst = true;
      upgraded.gate.missing = "set ponte.connections.new.products.send";
      take(upgraded);
      upgraded.route("ledger:stock?subscriber=new", it -> seen.add("new"));
      upgraded.record("stock", Messages.stock("cup", 1), null);

      await().atMost(SOON).until(() -> seen.contains("cup 1"));
      assertThat(seen).doesNotContain("new");
      assertThat(upgraded.part(FirstPasses.class).waiting())
          .extracting(FirstPasses.Waiting::subscriber)
          .containsExactly("new");
    }
    old.close();
  }

  private void take(LedgerNode where) {
    where.routeTo(
        FROM,
        exchange ->
            seen.add(
                LedgerNode.delivery(exchange).key().replace("@10", " ")
                    + available(exchange.getMessage().getBody(String.class))));
  }

  private void record(String sku, int... values) {
    for (int value : values) {
      node.record("stock", Messages.stock(sku, value), null);
    }
  }

  private ReconciliationPass begin() {
    return node.part(ReconciliationPasses.class)
        .begin("stock", "shop", Duration.ofDays(1))
        .orElseThrow();
  }

  private static void finish(ReconciliationPass check) {
    List<Object> found = new ArrayList<>();
    check.missing(EXPECTED).forEachRemaining(found::addAll);
    assertThat(found).isEmpty();
    check.finish();
  }

  private List<FirstPasses.Waiting> waiting() {
    return node.part(Reconciliations.class).report().waiting();
  }

  private String health() {
    return node.part(LedgerHealth.class).health().getDetails().toString();
  }

  private static Map<String, String> holds(String quantity) {
    return Map.of("quantity", quantity, "place", "10");
  }

  private static String available(String json) {
    try {
      return new ObjectMapper().readTree(json).path("available").asText();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
