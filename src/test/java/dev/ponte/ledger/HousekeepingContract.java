package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.Outcome;
import dev.ponte.ledger.view.OrderSearch;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.camel.Route;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the shipped flow removes, and what protects against doing anything twice, on any database.
 */
abstract class HousekeepingContract extends OnLedger {

  private static final String CUP = "cup@10";

  @BeforeEach
  void load() throws Exception {
    Properties kept = new Properties();
    Map.of(
            "finished", "90d",
            "superseded-states", "7d",
            "outcomes", "30d",
            "dead-letters", "365d",
            "differences", "90d",
            "audit", "365d",
            "bulks", "90d")
        .forEach((name, value) -> kept.put("ponte.retention." + name, value));
    node.camel().getPropertiesComponent().setInitialProperties(kept);
    PluginHelper.getRoutesLoader(node.camel())
        .loadRoutes(
            ResourceHelper.resolveMandatoryResource(
                node.camel(), "file:routes/housekeeping.camel.yaml"));
  }

  /** As at night. */
  private void tidy() {
    for (Route route : node.camel().getRoutes()) {
      if (route.getConsumer() instanceof HousekeepingConsumer consumer) {
        consumer.tick();
      }
    }
  }

  private void age(int days) {
    Map.of(
            "delivery", "finished_at",
            "message", "recorded_at",
            "dead_letter", "recorded_at",
            "difference", "found_at",
            "audit", "at",
            "bulk", "made_at")
        .forEach(
            (table, column) ->
                jdbc.sql(
                        "UPDATE %1$s SET %2$s = %2$s - %3$d * INTERVAL '1' DAY WHERE %2$s IS NOT NULL"
                            .formatted(table, column, days))
                    .update());
    jdbc.sql("DELETE FROM cursor_position").update();
  }

  private long bodies() {
    return jdbc.sql("SELECT COUNT(*) FROM message WHERE body IS NOT NULL")
        .query(Long.class)
        .single();
  }

  @Test
  void after_its_time_a_finished_order_keeps_key_hash_and_state_and_is_not_sent_again() {
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));
    node.record("order", Messages.order("1"), null);
    awaitState("1", "delivered");
    age(89);
    tidy();
    assertThat(bodies()).isEqualTo(1);
    assertThat(rows("attempt")).isEqualTo(1);
    assertThat(found("souza")).isEqualTo(1);

    age(91);
    tidy();
    node.record("order", Messages.order("1"), null);

    assertThat(bodies()).isZero();
    assertThat(rows("attempt")).isZero();
    assertThat(states("1")).containsExactly("delivered");
    assertThat(versions("1")).isEqualTo(1);
    assertThat(seen).hasSize(1);
    assertThat(found("souza")).as("nobody is found by name any more").isZero();
    assertThat(found("1")).isEqualTo(1);
    assertThat(jdbc.sql("SELECT COUNT(buyer) FROM order_clock").query(Long.class).single())
        .isZero();
  }

  private int found(String asked) {
    return node.part(OrderSearch.class).find(asked, true).hits().size();
  }

  @Test
  void a_change_of_an_order_whose_body_is_gone_is_for_a_person_all_the_same() {
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));
    node.record("order", Messages.order("1"), null);
    awaitState("1", "delivered");
    age(91);
    tidy();

    node.record("order", Messages.order("1", "12.00"), null);

    assertThat(states("1")).containsExactly("delivered", "parked");
    assertThat(words("1")).contains("not kept any more");
  }

  @Test
  void what_waits_or_needs_a_person_keeps_its_body_and_its_attempts() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          switch (it.key()) {
            case "dead" -> throw new DeliveryFailure(FailureClass.REJECTED, "no");
            case "parked" -> throw new DeliveryFailure(FailureClass.PERSON, "look");
            default -> throw new DeliveryFailure(FailureClass.TRANSIENT, "down");
          }
        });
    List.of("dead", "parked", "waits")
        .forEach(it -> node.record("order", Messages.order(it), null));
    await().atMost(SOON).until(() -> count("dead") == 1 && count("parked") == 1);
    await().atMost(SOON).until(() -> count("retrying") == 1);

    age(364);
    tidy();

    assertThat(bodies()).isEqualTo(3);
    assertThat(rows("attempt")).isGreaterThanOrEqualTo(3);
  }

  @Test
  void what_is_dead_for_a_year_cannot_be_tried_again_and_says_so() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          throw new DeliveryFailure(FailureClass.REJECTED, "no");
        });
    node.record("order", Messages.order("1"), null);
    awaitState("1", "dead");

    age(366);
    tidy();

    assertThat(bodies()).isZero();
    assertThat(rows("attempt")).isZero();
    assertThat(node.part(Operations.class).retry(deliveryOf("1"))).contains("body was removed");
    assertThat(node.part(Operations.class).dismiss(deliveryOf("1"), "old")).contains("dismissed");
  }

  @Test
  void a_claim_whose_body_is_gone_ends_by_itself() {
    node.gate.closedUntil = java.time.Instant.MAX;
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));
    node.record("order", Messages.order("1"), null);
    jdbc.sql("UPDATE message SET body = NULL").update();

    node.gate.closedUntil = null;

    awaitState("1", "dead");
    assertThat(words("1")).contains("was removed");
    assertThat(seen).isEmpty();
  }

  @Test
  void of_a_state_the_newest_value_stays_for_new_subscribers_and_for_comparison() {
    node.route("ledger:stock?subscriber=moovin", it -> seen.add("moovin v" + it.version()));
    for (int available = 1; available <= 3; available++) {
      node.record("stock", Messages.stock("cup", available), null);
      long wanted = available;
      await().atMost(SOON).until(() -> count("delivered") == wanted);
    }

    age(8);
    tidy();

    assertThat(rows("delivery")).isEqualTo(1);
    assertThat(rows("message")).isEqualTo(1);
    age(400);
    tidy();
    assertThat(bodies()).as("the newest value").isEqualTo(1);
    node.route("ledger:stock?subscriber=vtex", it -> seen.add("vtex v" + it.version()));
    await().atMost(SOON).until(() -> seen.contains("vtex v3"));
    node.record("stock", Messages.stock("cup", 4), null);
    node.record("stock", Messages.stock("cup", 3), null);
    await().atMost(SOON).until(() -> count("pending") + count("claimed") == 0);
    assertThat(versions(CUP)).isEqualTo(5);
  }

  @Test
  void a_value_that_changes_each_day_leaves_nothing_behind_though_its_newest_is_never_old() {
    node.route("ledger:stock?subscriber=moovin", it -> seen.add("v" + it.version()));
    for (int available = 1; available <= 3; available++) {
      node.record("stock", Messages.stock("cup", available), null);
      long wanted = available;
      await().atMost(SOON).until(() -> count("delivered") == wanted);
    }
    age(8);
    node.record("stock", Messages.stock("cup", 4), null);
    await().atMost(SOON).until(() -> count("delivered") == 4);

    tidy();

    assertThat(rows("delivery")).isEqualTo(1);
    assertThat(rows("message")).isEqualTo(1);
  }

  @Test
  void what_was_tried_since_the_last_acknowledged_value_stays() {
    node.route(
        "ledger:stock?subscriber=moovin",
        it -> {
          if (it.version() == 2) {
            throw new DeliveryFailure(FailureClass.TRANSIENT, "no answer");
          }
        });
    node.record("stock", Messages.stock("cup", 1), null);
    await().atMost(SOON).until(() -> count("delivered") == 1);
    node.record("stock", Messages.stock("cup", 2), null);
    await().atMost(SOON).until(() -> count("retrying") == 1);
    node.gate.closedUntil = java.time.Instant.MAX;
    node.record("stock", Messages.stock("cup", 1), null);

    age(8);
    tidy();

    assertThat(states(CUP))
        .as("2 may have reached the target, so 1 is no value that it has already")
        .containsExactly("delivered", "superseded", "pending");
  }

  @Test
  void what_sources_were_told_goes_whole() {
    node.route("ledger:outcome?subscriber=shop", it -> seen.add(it.key()));
    node.route("ledger:order?subscriber=erp", it -> it.settle(Outcome.delivered("ok")));
    node.record("order", Messages.order("1"), null);
    await().atMost(SOON).until(() -> seen.size() == 1 && count("delivered") == 2);

    age(31);
    tidy();

    assertThat(
            jdbc.sql("SELECT COUNT(*) FROM head WHERE type = 'outcome'").query(Long.class).single())
        .isZero();
    assertThat(rows("head")).as("the order").isEqualTo(1);
    assertThat(rows("delivery")).isEqualTo(1);
    assertThat(Canonical.TYPES).containsKey(DeliveryOutcome.TYPE);
  }

  @Test
  void what_nobody_ever_took_loses_its_body() {
    node.record("order", Messages.order("1"), null);

    age(91);
    tidy();

    assertThat(bodies()).isZero();
    assertThat(rows("head")).isEqualTo(1);
  }

  @Test
  void records_not_understood_differences_acts_and_plans_have_their_time_too() {
    node.record("dead-letter", "raw", new Mark("shop", "order", "1", "x"));
    node.record("difference", new Difference(null, "stock", "erp", CUP, "moovin", "5", "6"), null);
    Act act = new Act("ana", null, "test", "x");
    node.part(Bulks.class).plan("fetch-again", Filters.parse("source=shop"), act);
    age(364);
    tidy();
    assertThat(rows("dead_letter")).isEqualTo(1);
    assertThat(rows("audit")).isPositive();

    age(2);
    tidy();

    for (String table : List.of("dead_letter", "difference", "audit", "bulk", "bulk_item")) {
      assertThat(rows(table)).as(table).isZero();
    }
  }

  @Test
  void a_long_backlog_is_tidied_block_by_block_and_looked_at_once() {
    node.part(Subscriptions.class).subscribe("order", "erp", "", "");
    IntStream.range(0, 1_300).forEach(i -> node.record("order", Messages.order("o" + i), null));
    jdbc.sql(
            "UPDATE delivery SET state = 'claimed', previous_state = 'pending', owner = 'x'"
                + " WHERE state = 'pending'")
        .update();
    jdbc.sql(
            "UPDATE delivery SET state = 'delivered', previous_state = 'claimed', owner = NULL,"
                + " due_at = NULL, finished_at = CURRENT_TIMESTAMP - id * INTERVAL '1' SECOND")
        .update();
    age(91);

    tidy();

    assertThat(bodies()).isZero();
    assertThat(
            jdbc.sql("SELECT position FROM cursor_position WHERE name = 'housekeeping.finished'")
                .query(String.class)
                .single())
        .isEqualTo(
            jdbc.sql("SELECT MAX(finished_at) FROM delivery")
                .query(java.sql.Timestamp.class)
                .single()
                .toInstant()
                .toString());
  }
}
