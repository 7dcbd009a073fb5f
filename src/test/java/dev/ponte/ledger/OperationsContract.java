package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ponte.canonical.OrderStatus;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.ledger.view.ProblemList;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** What a person may do with one delivery, or with all of a cause, on any database. */
abstract class OperationsContract extends OnLedger {

  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  /** An ERP that refuses the orders of which it knows no carrier, and takes all others. */
  private void erp() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          if (refused.contains(it.key())) {
            throw new DeliveryFailure(
                FailureClass.REJECTED,
                "No carrier for the parcel of " + it.key(),
                "17",
                null,
                null);
          }
          seen.add(it.key());
        });
  }

  private void dead(int from, int to) {
    IntStream.range(from, to).forEach(i -> refused.add("order-" + i));
    IntStream.range(from, to)
        .forEach(i -> node.record("order", Messages.order("order-" + i), null));
    await().atMost(SOON).until(() -> count("dead") == refused.size());
  }

  private Deliveries.Filter of(String line) {
    return Filters.parse(line);
  }

  private Bulks bulks() {
    return node.part(Bulks.class);
  }

  private Act ana(String reason) {
    return new Act("ana", "operator", "test", reason);
  }

  @Test
  void what_failed_alike_is_one_group_with_the_words_it_shares() {
    erp();
    dead(10, 14);
    node.part(Causes.class).sweep();

    List<ProblemList.Group> groups = node.part(ProblemList.class).groups();

    assertThat(groups).singleElement();
    assertThat(groups.get(0).number()).isEqualTo(4);
    assertThat(met(groups.get(0))).isEqualTo("no carrier for the parcel of ‹order›");
    assertThat(groups.get(0).subscriber()).isEqualTo("erp");
    assertThat(groups.get(0).example().words()).startsWith("No carrier for the parcel of order-");
    assertThat(groups.get(0).first()).isBeforeOrEqualTo(groups.get(0).last());
  }

  private String met(ProblemList.Group group) {
    return node.part(ProblemList.class).met(group.cause()).orElseThrow().pattern();
  }

  @Test
  void who_throws_names_the_cause_and_what_has_to_be_repaired() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          throw new DeliveryFailure(FailureClass.PERSON, "No carrier for Jadlog")
              .because("erp.no-carrier", "Jadlog");
        });
    node.record("order", Messages.order("1"), null);
    awaitState("1", "parked");

    List<Deliveries.Row> found =
        node.part(Deliveries.class)
            .page(of("cause=erp.no-carrier,subject=Jadlog"), null, 9)
            .items();

    assertThat(found).extracting(Deliveries.Row::key).containsExactly("1");
    assertThat(node.part(Deliveries.class).page(of("subject=Loggi"), null, 9).items()).isEmpty();
  }

  @Test
  void what_an_older_release_left_without_a_cause_gets_one() {
    erp();
    dead(10, 12);
    jdbc.sql("UPDATE delivery SET cause = NULL").update();

    node.part(Causes.class).sweep();

    assertThat(node.part(ProblemList.class).groups())
        .singleElement()
        .extracting(this::met)
        .isEqualTo("no carrier for the parcel of ‹order›");
  }

  @Test
  void records_not_understood_by_one_cause_have_the_words_that_they_share() {
    for (String id : List.of("41", "42")) {
      node.part(DeadLetters.class)
          .add(
              new Mark("shop", "order", id, ""), "{}", null, "Order " + id + " has no total", null);
    }

    assertThat(node.part(ProblemList.class).all().records())
        .singleElement()
        .satisfies(it -> assertThat(it.number()).isEqualTo(2))
        .satisfies(it -> assertThat(it.title()).isEqualTo("Order 42 has no total"));
  }

  @Test
  void a_list_is_read_page_by_page_without_a_gap_though_rows_come_and_go() {
    erp();
    dead(10, 17);
    Deliveries deliveries = node.part(Deliveries.class);

    Deliveries.Page first = deliveries.page(of("state=dead"), null, 3);
    dead(17, 19);
    Deliveries.Page second = deliveries.page(of("state=dead"), first.next(), 3);
    Deliveries.Page third = deliveries.page(of("state=dead"), second.next(), 3);

    assertThat(keys(first)).containsExactly("order-16", "order-15", "order-14");
    assertThat(keys(second)).containsExactly("order-13", "order-12", "order-11");
    assertThat(keys(third)).containsExactly("order-10");
    assertThat(third.next()).isNull();
  }

  @Test
  void a_list_is_narrowed_by_type_subscriber_source_and_age() {
    erp();
    dead(10, 12);
    Deliveries deliveries = node.part(Deliveries.class);
    jdbc.sql(
            "UPDATE delivery SET created_at = created_at - 2 * INTERVAL '1' DAY WHERE id = "
                + deliveryOf("order-10"))
        .update();

    assertThat(keys(deliveries.page(of("type=order,subscriber=erp"), null, 9))).hasSize(2);
    assertThat(keys(deliveries.page(of("type=price"), null, 9))).isEmpty();
    assertThat(keys(deliveries.page(of("source=shop"), null, 9))).hasSize(2);
    assertThat(keys(deliveries.page(of("source=other"), null, 9))).isEmpty();
    assertThat(keys(deliveries.page(of("before=PT24H"), null, 9))).containsExactly("order-10");
    assertThat(keys(deliveries.page(of("since=PT24H"), null, 9))).containsExactly("order-11");
    assertThatThrownBy(() -> of("state=delivered")).hasMessageContaining("by their key");
    assertThatThrownBy(() -> of("colour=red")).hasMessageContaining("is no filter");
  }

  private static List<String> keys(Deliveries.Page page) {
    return page.items().stream().map(Deliveries.Row::key).toList();
  }

  @Test
  void all_of_a_cause_are_tried_again_after_one_repair_and_told_beforehand() {
    erp();
    dead(10, 14);
    refused.clear();
    String cause = node.part(ProblemList.class).groups().get(0).cause();

    Bulks.Report plan = bulks().plan("retry", of("cause=" + cause), ana("carrier added"));

    assertThat(plan.words()).isEqualTo("retry: 4 of 4 can be done; at least 4 calls of erp");
    assertThat(count("dead")).as("nothing is done yet").isEqualTo(4);

    bulks().run(plan.id(), ana(null));

    await().atMost(SOON).until(() -> count("delivered") == 4);
    await().atMost(SOON).until(() -> bulks().report(plan.id()).state().equals("ended"));
    assertThat(bulks().report(plan.id()).deliveries()).containsEntry("delivered", 4L);
    assertThat(node.part(Audit.class).of(Audit.DELIVERY, deliveryOf("order-10")))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.who()).isEqualTo("ana");
              assertThat(it.via()).isEqualTo("bulk " + plan.id());
              assertThat(it.detail()).isEqualTo("carrier added");
            });
  }

  @Test
  void the_set_of_a_plan_is_frozen_and_what_cannot_be_done_is_told_with_its_reason() {
    erp();
    dead(10, 13);
    node.record("order", Messages.cancelled("order-12"), null);
    refused.add("late");

    Bulks.Report plan = bulks().plan("retry", of("type=order,state=dead"), ana(null));
    node.record("order", Messages.order("late"), null);
    await().atMost(SOON).until(() -> states("late").equals(List.of("dead")));
    refused.clear();
    bulks().run(plan.id(), ana(null));

    await().atMost(SOON).until(() -> bulks().report(plan.id()).state().equals("ended"));
    await().atMost(SOON).until(() -> seen.contains("order-10") && seen.contains("order-11"));
    assertThat(plan.refusals())
        .singleElement()
        .extracting(Bulks.Refusal::words)
        .asString()
        .contains("the store has cancelled the order since");
    assertThat(states("late")).as("it failed after the plan was made").containsExactly("dead");
  }

  @Test
  void only_so_many_of_a_set_are_on_their_way_at_once() {
    erp();
    dead(100, 220);
    refused.clear();
    Bulks.Report plan = bulks().plan("retry", of("type=order"), ana(null));
    node.gate.closedUntil = Instant.MAX;
    bulks().run(plan.id(), ana(null));
    bulks().advance();
    bulks().advance();

    await().during(java.time.Duration.ofMillis(1500)).until(() -> count("pending") <= 50);
    assertThat(count("pending")).isEqualTo(50);

    bulks().stop(plan.id(), ana(null));
    node.gate.closedUntil = null;
    await().atMost(SOON).until(() -> count("delivered") == 50);
    assertThat(bulks().report(plan.id()).items()).containsEntry("waiting", 70L);
    assertThat(count("dead")).isEqualTo(70);
  }

  @Test
  void a_plan_of_everything_is_refused_and_so_is_a_word_that_needs_a_reason() {
    assertThatThrownBy(() -> bulks().plan("retry", of(""), ana("x")))
        .hasMessageContaining("Name at least");
    assertThatThrownBy(() -> bulks().plan("not-there", of("type=order"), ana(" ")))
        .hasMessageContaining("needs a reason");
    assertThatThrownBy(() -> bulks().plan("explode", of("type=order"), ana("x")))
        .hasMessageContaining("is no verb");
  }

  @Test
  void the_words_of_the_target_stay_and_who_acted_is_kept_beside() {
    erp();
    dead(10, 11);
    long id = deliveryOf("order-10");
    node.gate.closedUntil = Instant.MAX;

    node.part(Operations.class).retry(id);

    assertThat(words("order-10")).startsWith("No carrier");
    assertThat(node.part(KeyHistory.class).story("order-10").acts())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.verb()).isEqualTo("retry");
              assertThat(it.who()).isEqualTo(System.getProperty("user.name"));
              assertThat(it.result()).contains("is pending");
            });
  }

  @Test
  void a_refused_act_is_kept_too() {
    erp();
    node.record("order", Messages.order("1"), null);
    awaitState("1", "delivered");

    node.part(Operations.class).retry(deliveryOf("1"));

    assertThat(node.part(Audit.class).newest())
        .singleElement()
        .extracting(Audit.Entry::result)
        .asString()
        .contains("nothing was done");
  }

  @Test
  void a_dismissed_delivery_needs_nobody_and_its_order_is_not_sent_by_another_version() {
    erp();
    dead(10, 11);
    long id = deliveryOf("order-10");

    assertThat(node.part(Operations.class).dismiss(id, "")).contains("Say why");
    assertThat(node.part(Operations.class).dismiss(id, "typed in by hand")).contains("dismissed");
    refused.clear();
    node.record("order", Messages.order("order-10", "12.00"), null);

    assertThat(states("order-10")).containsExactly("skipped", "parked");
    assertThat(words("order-10")).contains("after a person dismissed an earlier version", "/total");
    assertThat(node.part(Operations.class).retry(id)).contains("is not dead");
    assertThat(seen).isEmpty();
  }

  @Test
  void a_dismissed_newer_version_frees_no_older_one() {
    erp();
    dead(10, 11);
    node.record("order", Messages.order("order-10", "12.00"), null);
    await().atMost(SOON).until(() -> count("dead") == 2);
    List<Long> ids =
        node.part(KeyHistory.class).story("order-10").deliveries().stream()
            .map(KeyHistory.DeliveryStory::id)
            .toList();

    node.part(Operations.class).dismiss(ids.get(1), "wrong");

    assertThat(node.part(Operations.class).retry(ids.get(0))).contains("version 2", "dismissed");
  }

  @Test
  void what_is_tried_again_later_can_be_tried_now() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          if (it.attempt() == 1) {
            throw new DeliveryFailure(
                FailureClass.TRANSIENT, "down", null, Instant.now().plusSeconds(600), null);
          }
        });
    node.record("order", Messages.order("1"), null);
    awaitState("1", "retrying");

    assertThat(node.part(Operations.class).retry(deliveryOf("1"))).contains("now");

    awaitState("1", "delivered");
  }

  @Test
  void a_version_whose_turn_has_passed_is_not_taken_however_late_its_claim_comes() {
    node.part(Subscriptions.class).subscribe("order-status", "shop", "", "");
    node.record("order-status", Messages.status("shop", "1", OrderStatus.Status.ACCEPTED), null);
    node.record("order-status", Messages.status("shop", "1", OrderStatus.Status.PICKING), null);
    List<Long> ids = jdbc.sql("SELECT id FROM delivery ORDER BY id").query(Long.class).list();

    List<Claim> taken = node.part(Claims.class).take(ids.subList(1, 2), 1, Batching.NONE);

    assertThat(taken).as("the first version waits, as if just tried again").isEmpty();
    assertThat(count("claimed")).isZero();
    assertThat(node.part(Claims.class).take(ids, 2, Batching.NONE)).hasSize(1);
  }

  @Test
  void a_paused_subscription_rests_on_all_processes_and_after_a_restart() {
    erp();
    Operations operations = node.part(Operations.class);
    assertThat(operations.pauseSubscription("order", "erp", "", "ERP update")).contains("Nothing");

    node.record("order", Messages.order("1"), null);
    try (LedgerNode other = new LedgerNode(new FlakyDatabase(database))) {
      other.route("ledger:order?subscriber=erp", it -> seen.add("other " + it.key()));
      await().during(java.time.Duration.ofSeconds(1)).until(seen::isEmpty);
      assertThat(other.part(LedgerHealth.class).health().getDetails())
          .hasEntrySatisfying(
              "paused: order for erp", it -> assertThat(it.toString()).contains("ERP update"));
      assertThat(other.part(Operations.class).resumeSubscription("order", "erp"))
          .contains("sent to erp again");
      awaitState("1", "delivered");
    }
    assertThat(operations.resumeSubscription("order", "erp")).contains("not paused");
    assertThat(node.part(Audit.class).of(Audit.SUBSCRIPTION, "order/erp"))
        .extracting(Audit.Entry::verb)
        .containsExactly("resume", "resume", "pause");
  }

  @Test
  void a_pause_ends_at_its_time() {
    erp();
    node.part(Operations.class).pauseSubscription("order", "erp", "PT1S", "short");

    node.record("order", Messages.order("1"), null);

    awaitState("1", "delivered");
  }

  @Test
  void a_subscription_that_another_replica_serves_is_not_ended() {
    node.gate.closedUntil = Instant.MAX;
    node.record("order", Messages.order("1"), null);
    try (LedgerNode other = new LedgerNode(new FlakyDatabase(database))) {
      other.gate.closedUntil = Instant.MAX;
      other.route("ledger:order?subscriber=erp", it -> {});
      other.part(Subscriptions.class).serve();

      assertThat(node.part(Operations.class).endSubscription("order", "erp"))
          .contains("A route still takes", "another replica");
    }
    jdbc.sql("UPDATE subscription SET served_at = served_at - 2 * INTERVAL '1' MINUTE").update();
    assertThat(node.part(Operations.class).endSubscription("order", "erp")).contains("no more");
  }

  @Test
  void a_late_subscriber_gets_what_it_was_never_given_from_a_day_on_and_nothing_twice() {
    erp();
    IntStream.range(10, 13).forEach(i -> node.record("order", Messages.order("o" + i), null));
    await().atMost(SOON).until(() -> count("delivered") == 3);
    jdbc.sql(
            "UPDATE message SET recorded_at = recorded_at - 3 * INTERVAL '1' DAY"
                + " WHERE id = (SELECT MIN(id) FROM message)")
        .update();
    node.route("ledger:order?subscriber=crm", it -> seen.add("crm " + it.key()));
    Operations operations = node.part(Operations.class);
    String yesterday = Instant.now().minusSeconds(86_400).toString();

    assertThat(operations.replay("order", "crm", yesterday, false, ""))
        .isEqualTo("2 of order that crm was never given would be sent");
    assertThat(operations.replay("order", "crm", "beginning", true, "new CRM"))
        .isEqualTo("3 of order that crm was never given are sent now");
    await().atMost(SOON).until(() -> count("delivered") == 6);

    assertThat(operations.replay("order", "crm", "beginning", true, "")).startsWith("0 of order");
    assertThat(operations.replay("order", "crm", "soon", true, "")).contains("from is beginning");
    assertThat(seen).hasSize(6).contains("crm o10", "crm o11", "crm o12");
  }

  @Test
  void the_newest_value_of_a_state_is_sent_again() {
    node.route("ledger:stock?subscriber=moovin", it -> seen.add(it.key() + " v" + it.version()));
    node.record("stock", Messages.stock("cup", 5), null);
    await().atMost(SOON).until(() -> count("delivered") == 1);
    node.record("stock", Messages.stock("cup", 6), null);
    node.record("stock", Messages.stock("pot", 1), null);
    await().atMost(SOON).until(() -> count("delivered") == 3);
    seen.clear();

    assertThat(
            node.part(Operations.class).replay("stock", "moovin", "beginning", true, "store reset"))
        .contains("2 that it has are sent now");

    await().atMost(SOON).until(() -> seen.size() == 2);
    assertThat(seen).containsExactlyInAnyOrder("cup@10 v2", "pot@10 v1");
  }

  @Test
  void records_that_were_not_understood_are_one_group_and_are_fetched_again_together() {
    node.routes(
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(UnmappableRecord.class).handled(true).to("ledger:dead-letter");
            from("direct:intake")
                .process(
                    it -> {
                      throw new UnmappableRecord("situation 17 is unknown")
                          .because("presence.situation-unknown", "17");
                    });
          }
        });
    List<Mark> marks =
        IntStream.range(0, 3).mapToObj(i -> new Mark("erp", "order-status", "s" + i, "1")).toList();
    marks.forEach(
        it ->
            node.camel()
                .createProducerTemplate()
                .sendBodyAndProperty("direct:intake", "raw", Mark.PROPERTY, it));
    DeadLetters letters = node.part(DeadLetters.class);

    assertThat(node.part(ProblemList.class).letters())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.cause()).isEqualTo("presence.situation-unknown");
              assertThat(it.number()).isEqualTo(3);
            });
    assertThat(letters.page(of("source=erp"), null, 2).items()).hasSize(2);

    Bulks.Report plan =
        bulks().plan("fetch-again", of("cause=presence.situation-unknown"), ana("mapped"));
    bulks().run(plan.id(), ana(null));
    await().atMost(SOON).until(() -> bulks().report(plan.id()).state().equals("ended"));

    assertThat(marks.stream().filter(it -> node.part(Marks.class).contains(it.toString())))
        .isEmpty();
    assertThat(letters.count()).isZero();
    assertThat(rows("dead_letter")).as("they are kept").isEqualTo(3);
  }

  @Test
  void an_order_that_does_not_make_its_total_is_taken_by_one_word_and_stays_taken() {
    node.routes(
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(UnmappableRecord.class).handled(true).to("ledger:dead-letter");
            from("direct:totals")
                .process(
                    it -> {
                      throw new UnmappableRecord("its parts make 113.89, its total is 120.89")
                          .because(UnmappableRecord.TOTAL_DIFFERS, null);
                    });
          }
        });
    Mark mark = new Mark("shop", "order", "39077", "1");
    node.camel()
        .createProducerTemplate()
        .sendBodyAndProperty("direct:totals", "raw", Mark.PROPERTY, mark);
    node.record("dead-letter", "raw", new Mark("shop", "order", "5", "x"));
    DeadLetters letters = node.part(DeadLetters.class);
    SqlTakenTotals totals = node.part(SqlTakenTotals.class);
    long id = letters.page(of("cause=order.total-differs"), null, 2).items().get(0).id();
    long other = letters.page(of("source=shop"), null, 2).items().get(0).id();

    assertThat(letters.takeTotal(other, ana(null)).words()).contains("no open dead letter");
    assertThat(totals.isTaken("shop", "39077")).isFalse();
    assertThat(letters.takeTotal(id, ana(null)).words())
        .contains("taken with the total of its store");

    assertThat(totals.isTaken("shop", "39077")).isTrue();
    assertThat(totals.isTaken("other", "39077")).isFalse();
    assertThat(node.part(Marks.class).contains(mark.toString())).isFalse();
    assertThat(letters.takeTotal(id, ana(null)).words()).contains("no open dead letter");
  }

  @Test
  void a_record_that_is_understood_at_last_ends_its_dead_letter() {
    node.record("dead-letter", "raw", new Mark("shop", "order", "1", "x"));
    node.part(DeadLetters.class).sweep();
    assertThat(node.part(DeadLetters.class).count()).isEqualTo(1);

    node.record("order", Messages.order("1"), null);
    node.part(DeadLetters.class).sweep();

    assertThat(node.part(DeadLetters.class).count()).isZero();
  }

  @Test
  void a_bulk_goes_on_on_another_process_where_one_has_died() {
    erp();
    dead(10, 13);
    refused.clear();
    Bulks.Report plan = bulks().plan("dismiss", of("type=order"), ana("all typed in by hand"));
    jdbc.sql(
            "UPDATE bulk SET state = 'running', owner = 'dead process',"
                + " leased_to = CURRENT_TIMESTAMP + 1 * INTERVAL '1' SECOND")
        .update();

    await().atMost(SOON).until(() -> bulks().report(plan.id()).state().equals("ended"));

    assertThat(count("skipped")).isEqualTo(3);
    assertThat(
            node.part(Audit.class).newest().stream()
                .filter(it -> it.verb().equals("dismiss"))
                .map(Audit.Entry::object)
                .collect(Collectors.toSet()))
        .hasSize(3);
  }
}
