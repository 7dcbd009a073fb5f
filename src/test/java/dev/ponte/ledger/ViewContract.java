package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.Polls;
import dev.ponte.kit.HeldLease;
import dev.ponte.kit.TestClock;
import dev.ponte.ledger.view.OrderClass;
import dev.ponte.ledger.view.OrderList;
import dev.ponte.ledger.view.OrderPages;
import dev.ponte.ledger.view.OrderRow;
import dev.ponte.ledger.view.OrderSearch;
import dev.ponte.ledger.view.Overview;
import dev.ponte.ledger.view.Overviews;
import dev.ponte.ledger.view.Page;
import dev.ponte.ledger.view.ProblemList;
import dev.ponte.ledger.view.Sentence;
import dev.ponte.ledger.view.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What the console reads of the ledger, on any database. */
abstract class ViewContract extends OnLedger {

  private final Set<String> refused = ConcurrentHashMap.newKeySet();

  /** An ERP that says that it has taken an order, or that it knows no carrier for it. */
  private void erp() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          if (refused.contains(it.key())) {
            throw new DeliveryFailure(FailureClass.REJECTED, "No carrier for Jadlog")
                .because("focco.no-carrier", "Jadlog");
          }
        });
  }

  private OrderList list() {
    return node.part(OrderList.class);
  }

  private OrderSearch.Result search(String asked) {
    return node.part(OrderSearch.class).find(asked, true);
  }

  private OrderPages.View page(String id) {
    return node.part(OrderPages.class).find("shop", id).orElseThrow();
  }

  private static OrderList.Filter of(OrderClass orderClass) {
    return new OrderList.Filter(orderClass, null, null, null, null, null, null, null);
  }

  private static List<String> ids(Page<OrderRow> page) {
    return page.items().stream().map(OrderRow::id).toList();
  }

  @Test
  void each_order_is_in_one_class_and_the_numbers_are_those_of_the_lists() {
    erp();
    refused.add("bad");
    node.record("order", Messages.order("good"), null);
    node.record("order", Messages.order("bad"), null);
    awaitState("good", "delivered");
    awaitState("bad", "dead");
    node.gate.closedUntil = Instant.now().plusSeconds(600);
    node.record("order", Messages.order("late"), null);

    assertThat(ids(list().page(of(OrderClass.NEEDS_A_PERSON), null, 9))).containsExactly("bad");
    assertThat(ids(list().page(of(OrderClass.WAITS), null, 9))).containsExactly("late");
    assertThat(ids(list().page(of(OrderClass.UNDER_WAY), null, 9))).isEmpty();
    assertThat(ids(list().page(of(OrderClass.DONE), null, 9))).containsExactly("good");
    assertThat(list().count(of(OrderClass.NEEDS_A_PERSON)).value()).isEqualTo(1);
    assertThat(list().count(of(OrderClass.DONE)).value()).isEqualTo(1);
    assertThat(list().count(OrderList.Filter.ALL).value()).isEqualTo(3);
    assertThat(list().page(of(OrderClass.WAITS), null, 9).items().get(0).sentence().code())
        .isEqualTo("waits.quota");
  }

  @Test
  void orders_of_the_same_second_are_listed_page_by_page_without_a_gap() {
    List.of("1", "2", "3", "4", "5").forEach(it -> node.record("order", Messages.order(it), null));

    Page<OrderRow> first = list().page(OrderList.Filter.ALL, null, 2);
    node.record("order", Messages.order("6"), null);
    Page<OrderRow> second = list().page(OrderList.Filter.ALL, first.next(), 2);
    Page<OrderRow> third = list().page(OrderList.Filter.ALL, second.next(), 2);

    assertThat(ids(first)).containsExactly("5", "4");
    assertThat(ids(second)).containsExactly("3", "2");
    assertThat(ids(third)).containsExactly("1");
    assertThat(third.next()).isNull();
  }

  @Test
  void an_order_is_found_by_any_of_its_numbers_whole_or_by_its_beginning() {
    node.record("order", Messages.order("1234567890123-01"), null);
    node.record(
        "invoice", Messages.invoice("shop", "1234567890123-01", "881", Invoice.Kind.SALE), null);
    node.record(
        "order-status",
        Messages.status("shop", "1234567890123-01", OrderStatus.Status.ACCEPTED),
        null);

    for (String asked :
        List.of(
            "1234567890123-01",
            "1234567890123",
            "12345",
            "881",
            "111.222.333-44",
            "souza",
            "Ana Souza")) {
      assertThat(search(asked).hits())
          .as(asked)
          .singleElement()
          .extracting(it -> it.order().id())
          .isEqualTo("1234567890123-01");
    }
    assertThat(search("881").hits().get(0).kind()).isEqualTo("invoice");
    assertThat(search("12345").hits().get(0).whole()).isFalse();
    assertThat(search("123").hits()).as("too short to begin with").isEmpty();
    assertThat(search("Ana Silva").hits()).isEmpty();
    assertThat(node.part(OrderSearch.class).find("souza", false).hits()).isEmpty();
    assertThat(search("").hits()).isEmpty();
  }

  @Test
  void the_clock_notes_when_each_step_was_taken_whoever_told() {
    node.record("order", Messages.order("1"), null);
    assertThat(page("1").row().step()).isEqualTo(Step.ACCEPTED);

    node.record("order-status", Messages.status("shop", "1", OrderStatus.Status.ACCEPTED), null);
    node.record("invoice", Messages.invoice("shop", "1", "881", Invoice.Kind.SALE), null);

    OrderRow row = page("1").row();
    assertThat(row.step()).isEqualTo(Step.SHIPPED);
    assertThat(row.invoicedAt().toInstant()).isEqualTo(Instant.parse("2026-01-03T03:04:05Z"));
    assertThat(row.invoice()).isEqualTo("881");
    assertThat(row.erpNumber()).isEqualTo("2");
    assertThat(row.buyer()).isEqualTo("Ana Souza");
  }

  @Test
  void a_step_that_takes_too_long_is_over_unless_nobody_ever_tells_of_it() {
    node.record("order", Messages.order("1"), null);
    node.record("order", Messages.order("2"), null);
    jdbc.sql(
            "UPDATE order_clock SET placed_at = CURRENT_TIMESTAMP,"
                + " recorded_at = CURRENT_TIMESTAMP - 2 * INTERVAL '1' HOUR")
        .update();
    OrderList.Filter over =
        new OrderList.Filter(null, null, null, null, Step.ACCEPTED, null, null, null);

    assertThat(page("1").row().over()).as("nobody has told of a step").isFalse();
    node.record("order-status", Messages.status("shop", "2", OrderStatus.Status.ACCEPTED), null);
    try (LedgerNode later = new LedgerNode(new FlakyDatabase(database))) {
      OrderRow row = later.part(OrderPages.class).find("shop", "1").orElseThrow().row();

      assertThat(row.over()).isTrue();
      assertThat(row.orderClass()).isEqualTo(OrderClass.WAITS);
      assertThat(ids(later.part(OrderList.class).page(over, null, 9))).containsExactly("1");
    }
  }

  @Test
  void an_order_says_first_what_is_wrong_and_what_to_do_then_what_happened() {
    erp();
    refused.add("1");
    node.record("order", Messages.order("1"), null);
    awaitState("1", "dead");
    node.part(Operations.class).retry(deliveryOf("1"));
    await().atMost(SOON).until(() -> page("1").timeline().size() >= 4);

    OrderPages.View view = page("1");

    assertThat(view.answers().get(0).sentence().code()).isEqualTo("answer.dead");
    assertThat(view.answers().get(0).todo().code()).isEqualTo("focco.no-carrier.todo");
    assertThat(view.answers().get(0).others().value()).isZero();
    assertThat(view.order().customer().name()).isEqualTo("Ana Souza");
    assertThat(view.deliveries()).singleElement();
    assertThat(view.timeline())
        .extracting(it -> it.what().code())
        .containsExactly("event.attempt", "event.act-came", "event.attempt", "event.recorded");
  }

  @Test
  void what_is_known_of_a_key_without_an_order_is_told() {
    node.record("dead-letter", "raw", new Mark("shop", "order", "1077-01", "x"));

    assertThat(node.part(OrderPages.class).find("shop", "1077-01")).isEmpty();
    assertThat(node.part(OrderPages.class).traces("1077-01").letters()).hasSize(1);
    assertThat(search("1077-01").elsewhere()).containsExactly("1077-01");
    assertThat(search("1077").elsewhere()).containsExactly("1077-01");
  }

  @Test
  void the_first_line_names_what_needs_a_person_and_is_never_green_while_something_does() {
    erp();
    node.record("order", Messages.order("good"), null);
    awaitState("good", "delivered");
    jdbc.sql("UPDATE order_clock SET placed_at = CURRENT_TIMESTAMP").update();
    assertThat(node.part(Overviews.class).look().verdict().sentence().code())
        .isEqualTo("verdict.well");

    refused.add("bad");
    node.record("order", Messages.order("bad"), null);
    awaitState("bad", "dead");
    jdbc.sql("UPDATE order_clock SET placed_at = CURRENT_TIMESTAMP").update();
    node.part(Tallies.class).flush();
    try (LedgerNode later = new LedgerNode(new FlakyDatabase(database))) {
      Overview overview = later.part(Overviews.class).look();

      assertThat(overview.verdict().tone()).isEqualTo(Overview.Tone.PERSON);
      assertThat(overview.verdict().sentence().code()).isEqualTo("verdict.persons");
      assertThat(overview.verdict().cause().args().get(0)).isEqualTo("erp");
      assertThat(overview.today().value()).isEqualTo(2);
      assertThat(overview.classes())
          .containsEntry(OrderClass.NEEDS_A_PERSON, 1L)
          .containsEntry(OrderClass.DONE, 1L);
      assertThat(overview.edges())
          .singleElement()
          .satisfies(
              it -> {
                assertThat(it.dead()).isEqualTo(1);
                assertThat(it.hour().stream().mapToLong(Long::longValue).sum()).isEqualTo(1);
              });
      assertThat(overview.sources().get(0).hour().stream().mapToLong(Long::longValue).sum())
          .isEqualTo(2);
    }
  }

  @Test
  void an_order_that_was_not_understood_is_never_well_and_another_record_is_named() {
    erp();
    node.record("dead-letter", "raw", new Mark("shop", "order-status", "76", "x"));
    assertThat(node.part(Overviews.class).look().verdict())
        .satisfies(
            it -> {
              assertThat(it.sentence().code()).isEqualTo("verdict.well");
              assertThat(it.cause()).isEqualTo(Sentence.of("verdict.others", 1L));
            });

    node.record("dead-letter", "raw", new Mark("shop", "order", "77", "x"));
    try (LedgerNode later = new LedgerNode(new FlakyDatabase(database))) {
      assertThat(later.part(Overviews.class).problems()).isNull();
      Overview.Verdict verdict = later.part(Overviews.class).look().verdict();

      assertThat(later.part(Overviews.class).problems()).isEqualTo(2);
      assertThat(verdict.tone()).isEqualTo(Overview.Tone.PERSON);
      assertThat(verdict.sentence().code()).isEqualTo("verdict.unread");
      assertThat(verdict.sentence().args().get(0)).isEqualTo(1L);
      assertThat(verdict.cause().args().get(0)).isEqualTo("shop");
    }
  }

  @Test
  void orders_that_an_older_release_recorded_are_found_after_a_start() {
    node.record("order", Messages.order("old"), null);
    node.record("order-status", Messages.status("shop", "old", OrderStatus.Status.ACCEPTED), null);
    jdbc.sql("DELETE FROM search_term").update();
    jdbc.sql("DELETE FROM order_clock").update();
    assertThat(search("old").hits()).isEmpty();

    node.part(IndexFill.class).fill(new HeldLease());

    assertThat(search("old").hits()).hasSize(1);
    assertThat(page("old").row().step()).isEqualTo(Step.INVOICED);
  }

  @Test
  void how_a_poll_went_is_noted_for_all_replicas() {
    node.part(Subscriptions.class).subscribe("order", "erp", "", "");
    Polls polls = node.part(Polls.class);
    Polls.Lease first =
        polls.begin("shop", "orders", "order", Instant.now().minusSeconds(60)).orElseThrow();
    first.ended(null);
    first.close();
    Polls.Lease second = polls.begin("shop", "orders", "order", Instant.now()).orElseThrow();
    second.ended("shop does not answer");
    second.close();

    Overview.PollRow poll = node.part(Overviews.class).look().polls().get(0);

    assertThat(poll.error()).isEqualTo("shop does not answer");
    assertThat(poll.goodAt()).isBefore(poll.endedAt());
    assertThat(node.part(Overviews.class).look().verdict().tone()).isEqualTo(Overview.Tone.OFF);
  }

  @Test
  void whoever_looks_first_after_a_while_sees_how_it_is_now() {
    TestClock clock = new TestClock(Instant.now());
    try (LedgerNode other = new LedgerNode(new FlakyDatabase(database), clock)) {
      other.part(Overviews.class).look();
      clock.forward(Duration.ofSeconds(40));

      Overview overview = other.part(Overviews.class).look();

      assertThat(overview.at()).isEqualTo(clock.instant());
      assertThat(overview.verdict().sentence().code()).isNotEqualTo("verdict.ledger-away");
    }
  }

  @Test
  void what_needs_a_person_stands_by_cause_with_what_has_to_be_repaired() {
    erp();
    List.of("1", "2", "3").forEach(refused::add);
    refused.forEach(it -> node.record("order", Messages.order(it), null));
    await().atMost(SOON).until(() -> count("dead") == 3);
    node.record("dead-letter", "raw", new Mark("shop", "order", "77", "x"));

    List<ProblemList.Group> groups = node.part(ProblemList.class).groups();

    assertThat(groups).singleElement();
    assertThat(groups.get(0).number()).isEqualTo(3);
    assertThat(groups.get(0).title().code()).isEqualTo("focco.no-carrier.title");
    assertThat(groups.get(0).subjects()).containsExactly(new ProblemList.Subject("Jadlog", 3));
    assertThat(node.part(ProblemList.class).letters())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.todo().code()).isEqualTo("cause.todo.record");
              assertThat(it.newest()).extracting(ProblemList.Unread::key).containsExactly("77");
              assertThat(node.part(ProblemList.class).letter(it.newest().get(0).id()))
                  .hasValueSatisfying(letter -> assertThat(letter.key()).isEqualTo("77"));
            });
  }
}
