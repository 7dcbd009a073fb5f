package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.FetchedMarks;
import dev.ponte.delivery.FiscalDocuments;
import dev.ponte.delivery.FiscalDocuments.Cancelled;
import dev.ponte.delivery.LeaseLost;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.Notes;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Polls;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import dev.ponte.delivery.UnmappableRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.Status;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** What the ledger promises, on any database. */
abstract class LedgerContract extends OnLedger {

  private static final Instant TICK = Instant.parse("2026-03-10T12:00:00Z");

  @Test
  void an_order_that_the_store_shows_as_handled_but_never_came_is_parked_never_created() {
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));

    node.record("order", Messages.handled("1"), null);
    node.record("order", Messages.order("2"), null);
    awaitState("2", "delivered");
    node.record("order", Messages.handled("2"), null);

    assertThat(states("1")).containsExactly("parked");
    assertThat(words("1")).contains("never came through here");
    assertThat(states("2")).as("it came before").containsExactly("delivered");
    assertThat(List.copyOf(seen)).containsExactly("2");
  }

  @Test
  void a_person_may_have_such_an_order_created() {
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));
    node.record("order", Messages.handled("1"), null);

    node.part(Operations.class).notThere(deliveryOf("1"));

    awaitState("1", "delivered");
  }

  @Test
  void what_is_logged_of_a_delivery_has_its_order_and_its_connection_as_fields() {
    List<Map<String, String>> fields = new CopyOnWriteArrayList<>();
    node.route("ledger:order?subscriber=erp", it -> fields.add(MDC.getCopyOfContextMap()));
    node.route(
        "ledger:order-status?subscriber=shop&origin=shop",
        it -> fields.add(MDC.getCopyOfContextMap()));

    node.record("order", Messages.order("1"), null);
    awaitState("1", "delivered");
    node.record("order-status", Messages.status("shop", "1", OrderStatus.Status.PICKING), null);

    await().atMost(SOON).until(() -> fields.size() == 2);
    assertThat(fields.get(0))
        .containsAllEntriesOf(
            Map.of("order", "1", "origin", "shop", "type", "order", "connection", "erp"))
        .containsKey("delivery");
    assertThat(fields.get(1))
        .containsAllEntriesOf(Map.of("order", "1", "type", "order-status", "connection", "shop"));
  }

  @Test
  void a_recorded_order_is_delivered_once_with_its_body() {
    node.routeTo(
        "ledger:order?subscriber=erp", it -> seen.add(it.getMessage().getBody(String.class)));

    node.record("order", Messages.order("1"), null);

    awaitState("1", "delivered");
    assertThat(seen).containsExactly(Canonical.write(Messages.order("1")));
  }

  @Test
  void the_same_business_content_is_nothing_new() {
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));

    node.record("order", Messages.order("shop", "1", "10.00", "ready", null), null);
    node.record(
        "order", Messages.order("shop", "1", "10.00", "handling", "2026-05-05T05:05:05Z"), null);

    awaitState("1", "delivered");
    assertThat(versions("1")).isEqualTo(1);
  }

  @Test
  void equal_numbers_of_two_stores_are_two_orders() {
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.source()));

    node.record("order", Messages.order("shop-a", "1", "10.00", null, null), null);
    node.record("order", Messages.order("shop-b", "1", "10.00", null, null), null);

    await().atMost(SOON).until(() -> seen.size() == 2);
    assertThat(seen).containsExactlyInAnyOrder("shop-a", "shop-b");
  }

  @Test
  void a_message_never_returns_to_where_it_was_read_from() {
    node.route("ledger:order?subscriber=shop", it -> seen.add(it.key()));
    node.route("ledger:order?subscriber=erp", it -> seen.add("erp"));

    node.record("order", Messages.order("1"), null);

    await().atMost(SOON).until(() -> seen.contains("erp"));
    assertThat(seen).containsExactly("erp");
  }

  @Test
  void an_order_status_reaches_only_the_store_of_its_order() {
    node.route("ledger:order-status?subscriber=a&origin=a", it -> seen.add("a" + it.key()));
    node.route("ledger:order-status?subscriber=b&origin=b", it -> seen.add("b" + it.key()));

    node.record("order-status", Messages.status("a", "1", OrderStatus.Status.ACCEPTED), null);
    node.record("order-status", Messages.status("b", "1", OrderStatus.Status.ACCEPTED), null);

    await().atMost(SOON).until(() -> seen.size() == 2);
    assertThat(seen).containsExactlyInAnyOrder("a1", "b1");
  }

  @Test
  void a_status_that_does_not_name_its_store_finds_it_through_the_order() {
    node.route("ledger:order-status?subscriber=shop&origin=shop", it -> seen.add(it.key()));
    node.record("order", Messages.order("1"), null);

    node.record("order-status", Messages.status(null, "1", OrderStatus.Status.ACCEPTED), null);

    await().atMost(SOON).until(() -> seen.contains("1"));
  }

  @Test
  void a_status_of_an_order_that_no_store_has_waits_for_its_order() {
    node.route(
        "ledger:order-status?subscriber=shop&origin=shop", it -> seen.add("" + it.version()));
    node.record("order-status", Messages.status(null, "1", OrderStatus.Status.ACCEPTED), null);
    node.record("order-status", Messages.status(null, "1", OrderStatus.Status.PICKING), null);
    node.part(WaitingSweep.class).sweep();
    assertThat(rows("waiting_message")).isEqualTo(2);

    node.record("order", Messages.order("1"), null);
    node.part(WaitingSweep.class).sweep();

    await().atMost(SOON).until(() -> seen.size() == 2);
    assertThat(seen).containsExactly("1", "2");
    assertThat(rows("waiting_message")).isZero();
  }

  @Test
  void what_an_erp_tells_waits_until_the_store_it_names_has_brought_the_order() {
    node.route("ledger:order?subscriber=erp", it -> {});
    node.route(
        "ledger:order-status?subscriber=shop&origin=shop", it -> seen.add("" + it.version()));
    node.part(Polls.class).begin("shop", "orders", "order", TICK).orElseThrow().close();
    node.record("order-status", Messages.status("shop", "1", OrderStatus.Status.PICKING), null);
    node.part(WaitingSweep.class).sweep();
    assertThat(rows("waiting_message")).isEqualTo(1);

    node.record("order", Messages.order("1"), null);
    node.record("order-status", Messages.status("shop", "1", OrderStatus.Status.INVOICED), null);

    await().atMost(SOON).until(() -> seen.size() == 2);
    assertThat(seen).containsExactly("1", "2");
  }

  @Test
  void what_waited_for_its_order_stays_in_front_of_what_comes_with_it() {
    node.route(
        "ledger:order-status?subscriber=shop&origin=shop", it -> seen.add("" + it.version()));
    node.record("order-status", Messages.status(null, "1", OrderStatus.Status.ACCEPTED), null);
    node.record("order", Messages.order("1"), null);

    node.record("order-status", Messages.status(null, "1", OrderStatus.Status.PICKING), null);

    await().atMost(SOON).until(() -> seen.size() == 2);
    assertThat(jdbc.sql("SELECT body FROM message ORDER BY id DESC").query(String.class).list())
        .first()
        .asString()
        .contains("PICKING");
  }

  @Test
  void an_invoice_of_no_known_order_is_told_at_once_and_goes_when_its_order_comes() {
    node.route("ledger:invoice?subscriber=shop&origin=shop", it -> seen.add(it.key()));
    Invoice early = Messages.nfe("7", "1000000000001-0", "11122233344", "10.00");

    node.record("invoice", early, null);
    node.record("invoice", early, null);

    assertThat(jdbc.sql("SELECT reason FROM dead_letter").query(String.class).list())
        .singleElement()
        .asString()
        .contains("NF-e 7", "xPed 1000000000001-0 is neither an order's id nor its number");
    node.record("order", Messages.order("1000000000001-01"), null);
    node.part(WaitingSweep.class).sweep();

    await().atMost(SOON).until(() -> seen.contains("1000000000001-01/SALE/1/7"));
    assertThat(rows("waiting_message")).isZero();
    assertThat(node.part(DeadLetters.class).count()).isZero();
  }

  @Test
  void an_invoice_of_somebody_else_or_of_two_orders_goes_to_a_person() {
    node.record("order", Messages.order("1234"), null);
    node.record("order", Messages.order("1000000000001-01"), null);
    node.record("order", Messages.order("1000000000001-02"), null);

    node.record("invoice", Messages.nfe("7", "1234", "99888777000", "10.00"), null);
    node.record("invoice", Messages.nfe("8", "1000000000001-0", "11122233344", "10.00"), null);

    assertThat(jdbc.sql("SELECT reason FROM dead_letter ORDER BY id").query(String.class).list())
        .satisfiesExactly(
            it -> assertThat(it).contains("xPed 1234 names order 1234 of shop, whose buyer is not"),
            it -> assertThat(it).contains("1000000000001-01 of shop or 1000000000001-02 of shop"));
  }

  @Test
  void an_emitter_is_learnt_from_what_is_surely_ours_and_then_no_other_counts() {
    node.record("order", Messages.order("1234"), null);
    node.record("order", Messages.order("1235"), null);
    node.record("invoice", Messages.nfe("7", "1234", "11122233344", "10.00"), null);

    Invoice other = Messages.nfe("8", "1235", "11122233344", "10.00", "99888777000100");
    node.record("invoice", other, null);

    assertThat(node.part(FiscalDocuments.class).isOurs("11222333000262")).isTrue();
    assertThat(node.part(FiscalDocuments.class).isOurs("99888777000100")).isFalse();
    assertThat(jdbc.sql("SELECT cause FROM dead_letter").query(String.class).list())
        .containsExactly("invoice.unknown-emitter");
  }

  @Test
  void an_invoice_that_was_cancelled_before_it_was_sent_is_not_sent() {
    AtomicBoolean open = new AtomicBoolean();
    node.route(
        "ledger:invoice?subscriber=shop&origin=shop",
        it -> {
          if (!open.get()) {
            throw new DeliveryFailure(FailureClass.TRANSIENT, "503");
          }
          seen.add(it.key());
        });
    node.record("order", Messages.order("1234"), null);
    Invoice first = Messages.nfe("910", "1234", "11122233344", "10.00");
    node.record("invoice", first, null);
    awaitState("1234/SALE/1/910", "retrying");

    assertThat(cancel(first)).isEqualTo(Cancelled.STOPPED);
    open.set(true);
    node.record("invoice", Messages.nfe("911", "1234", "11122233344", "10.00"), null);
    node.record("invoice", first, null);

    awaitState("1234/SALE/1/911", "delivered");
    assertThat(states("1234/SALE/1/910")).containsExactly("skipped", "skipped");
    assertThat(seen).containsExactly("1234/SALE/1/911");
  }

  @Test
  void an_invoice_that_was_cancelled_after_it_was_sent_is_told_with_the_one_that_follows() {
    node.route("ledger:invoice?subscriber=shop&origin=shop", it -> seen.add(it.key()));
    node.record("order", Messages.order("1234"), null);
    Invoice first = Messages.nfe("910", "1234", "11122233344", "10.00");
    node.record("invoice", first, null);
    awaitState("1234/SALE/1/910", "delivered");

    assertThat(cancel(first)).isEqualTo(Cancelled.TOLD);
    assertThat(cancel(first)).isEqualTo(Cancelled.STOPPED);
    node.record("invoice", Messages.nfe("911", "1234", "11122233344", "10.00"), null);

    awaitState("1234/SALE/1/911", "delivered");
    assertThat(states("1234/SALE/1/910")).containsExactly("delivered", "parked");
    assertThat(words("1234/SALE/1/910"))
        .contains("NF-e 910 of order 1234 was cancelled", "withdraw it", "NF-e 911 follows it");
  }

  @Test
  void a_store_that_keeps_one_invoice_needs_no_person_once_a_later_one_is_there() {
    node.gate.keepsOneInvoice = true;
    node.route("ledger:invoice?subscriber=shop&origin=shop", it -> seen.add(it.key()));
    node.record("order", Messages.order("1234"), null);
    Invoice first = Messages.nfe("910", "1234", "11122233344", "10.00");
    Invoice second = Messages.nfe("911", "1234", "11122233344", "10.00");
    node.record("invoice", first, null);
    awaitState("1234/SALE/1/910", "delivered");

    assertThat(cancel(first)).isEqualTo(Cancelled.TOLD);
    node.record("invoice", second, null);
    await()
        .atMost(SOON)
        .until(() -> states("1234/SALE/1/910").equals(List.of("delivered", "delivered")));
    assertThat(words("1234/SALE/1/910")).endsWith("a later one took its place");

    node.record("invoice", Messages.nfe("912", "1234", "11122233344", "10.00"), null);
    awaitState("1234/SALE/1/912", "delivered");
    assertThat(cancel(second)).isEqualTo(Cancelled.STOPPED);
    assertThat(states("1234/SALE/1/911")).containsExactly("delivered", "skipped");
    assertThat(words("1234/SALE/1/911")).endsWith("a later one took its place in the store");
  }

  @Test
  void an_invoice_is_not_stopped_while_it_is_being_sent_and_not_taken_when_it_comes_too_late() {
    CountDownLatch sending = new CountDownLatch(1);
    node.route("ledger:invoice?subscriber=shop&origin=shop", it -> hold(sending));
    node.record("order", Messages.order("1234"), null);
    Invoice first = Messages.nfe("910", "1234", "11122233344", "10.00");
    node.record("invoice", first, null);
    awaitState("1234/SALE/1/910", "claimed");

    assertThat(cancel(first)).isEqualTo(Cancelled.BUSY);
    sending.countDown();
    awaitState("1234/SALE/1/910", "delivered");

    Invoice late = Messages.nfe("912", "1234", "11122233344", "10.00");
    assertThat(cancel(late)).isEqualTo(Cancelled.UNKNOWN);
    node.record("invoice", late, null);
    assertThat(states("1234/SALE/1/912")).isEmpty();
  }

  @Test
  void orders_that_another_integration_brought_are_left_to_it_and_their_invoices_find_them() {
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));
    node.route("ledger:invoice?subscriber=shop&origin=shop", it -> seen.add(it.key()));
    node.record("order", Messages.order("known"), null);
    node.gate.ordersFrom = Instant.parse("2026-06-01T00:00:00Z");
    node.part(References.class)
        .save(
            List.of(
                new Reference("order", "shop", "1000000000007-01", "erp", "7", "70", null, true)));

    node.record("order", Messages.order("early"), new Mark("shop", "order", "early", "1"));
    node.record("order", Messages.order("known", "11.00"), null);
    node.record("order", Messages.cancelled("1000000000007-01"), null);
    node.record("invoice", Messages.nfe("1", "known", "11122233344", "11.00"), null);
    node.record("invoice", Messages.nfe("7", "1000000000007-01", null, "5.00"), null);

    await().atMost(SOON).until(() -> seen.contains("1000000000007-01/SALE/1/7"));
    assertThat(versions("known")).isEqualTo(2);
    assertThat(states("early")).isEmpty();
    assertThat(rows("mark")).isEqualTo(1);
    assertThat(node.part(EarlierOrders.class).counts()).containsEntry("shop", 2L);
    assertThat(jdbc.sql("SELECT cause FROM dead_letter").query(String.class).list())
        .containsExactly("order.imported-cancelled");
  }

  private Cancelled cancel(Invoice invoice) {
    return node.part(FiscalDocuments.class)
        .cancel(invoice.accessKey(), OffsetDateTime.parse("2026-01-04T03:04:05Z"), "Erro");
  }

  @Test
  void a_status_that_waited_for_a_day_in_vain_is_a_dead_letter() {
    node.record("order-status", Messages.status(null, "9", OrderStatus.Status.ACCEPTED), null);
    jdbc.sql("UPDATE waiting_message SET recorded_at = CURRENT_TIMESTAMP - 25 * INTERVAL '1' HOUR")
        .update();

    node.part(WaitingSweep.class).sweep();

    assertThat(jdbc.sql("SELECT reason FROM dead_letter").query(String.class).single())
        .contains("No store is known to have order 9");
    assertThat(rows("waiting_message")).isZero();
  }

  @Test
  void a_status_of_an_order_id_that_two_stores_have_is_refused_naming_them() {
    node.record("order", Messages.order("shop-a", "1", "10.00", null, null), null);
    node.record("order", Messages.order("shop-b", "1", "10.00", null, null), null);

    assertThatThrownBy(
            () ->
                node.record(
                    "order-status", Messages.status(null, "1", OrderStatus.Status.ACCEPTED), null))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining("[shop-a, shop-b]");
  }

  @Test
  void of_two_stores_with_the_same_order_id_the_one_counts_that_the_erp_knows() {
    node.route("ledger:order-status?subscriber=shop-b&origin=shop-b", it -> seen.add(it.key()));
    node.record("order", Messages.order("shop-a", "1", "10.00", null, null), null);
    node.record("order", Messages.order("shop-b", "1", "10.00", null, null), null);
    node.part(References.class)
        .save(List.of(new Reference("order", "shop-b", "1", "erp", "77", null, null, true)));

    node.record("order-status", Messages.status(null, "1", OrderStatus.Status.ACCEPTED), null);

    await().atMost(SOON).until(() -> seen.contains("1"));
  }

  @Test
  void a_list_is_recorded_in_one_transaction() {
    List<Object> orders =
        List.of(Messages.order("1"), Canonical.write(Messages.order("2")), "{\"id\":\"3\"}");

    assertThatThrownBy(() -> node.record("order", orders, null))
        .isInstanceOf(UnmappableRecord.class);
    node.record("order", orders.subList(0, 2), null);

    assertThat(rows("message")).isEqualTo(2);
  }

  @Test
  void events_of_a_key_are_delivered_in_order() {
    List<OrderStatus.Status> all = List.of(OrderStatus.Status.values());
    all.forEach(it -> node.record("order-status", Messages.status("shop", "1", it), null));
    all.forEach(it -> node.record("order-status", Messages.status("shop", "2", it), null));
    node.routeTo(
        "ledger:order-status?subscriber=shop",
        it -> {
          Delivery delivery = LedgerNode.delivery(it);
          if (delivery.attempt() == 1 && delivery.version() == 2) {
            throw new DeliveryFailure(FailureClass.TRANSIENT, "down");
          }
          seen.add(delivery.key() + delivery.version());
        });

    all.forEach(it -> node.record("order-status", Messages.status("shop", "3", it), null));

    await().atMost(SOON).until(() -> seen.size() == 3 * all.size());
    for (String key : List.of("1", "2", "3")) {
      assertThat(seen.stream().filter(it -> it.startsWith(key)))
          .containsExactly(key + "1", key + "2", key + "3", key + "4", key + "5");
    }
  }

  @Test
  void at_most_one_delivery_of_a_key_is_in_flight() {
    AtomicInteger inFlight = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    node.route(
        "ledger:order-status?subscriber=shop&concurrency=4",
        it -> {
          most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
          pause(30);
          inFlight.decrementAndGet();
          seen.add(it.key());
        });

    for (OrderStatus.Status status : OrderStatus.Status.values()) {
      node.record("order-status", Messages.status("shop", "1", status), null);
    }

    await().atMost(SOON).until(() -> seen.size() == OrderStatus.Status.values().length);
    assertThat(most).hasValue(1);
  }

  @Test
  void a_newer_version_of_an_order_takes_the_place_of_one_that_was_not_sent() {
    node.gate.closedUntil = Instant.MAX;
    node.route("ledger:order?subscriber=erp", it -> seen.add("v" + it.version()));
    node.record("order", Messages.order("1", "10.00"), null);
    node.record("order", Messages.order("1", "12.00"), null);

    node.gate.closedUntil = null;

    await().atMost(SOON).until(() -> states("1").equals(List.of("superseded", "delivered")));
    assertThat(seen).containsExactly("v2");
  }

  @Test
  void a_version_after_the_delivery_is_parked_with_its_difference() {
    node.route("ledger:order?subscriber=erp", it -> seen.add("v" + it.version()));
    node.record("order", Messages.order("1", "10.00"), null);
    awaitState("1", "delivered");

    node.record("order", Messages.order("1", "12.00"), null);

    await().atMost(SOON).until(() -> states("1").equals(List.of("delivered", "parked")));
    assertThat(words("1")).contains("/total: 10 → 12");
  }

  @Test
  void a_version_after_the_delivery_that_only_tells_more_needs_nobody() {
    node.route("ledger:order?subscriber=erp", it -> seen.add("v" + it.version()));
    node.record("order", Messages.order("1", "10.00"), null);
    awaitState("1", "delivered");

    node.record("order", Messages.tellingMore("1"), null);
    await().atMost(SOON).until(() -> states("1").equals(List.of("delivered", "skipped")));
    assertThat(words("1")).contains("only tells more");

    node.record("order", Messages.cancelled("1"), null);
    await().atMost(SOON).until(() -> states("1").equals(List.of("delivered", "skipped", "parked")));
    assertThat(seen).containsExactly("v1");
  }

  @Test
  void the_people_at_the_target_are_warned_of_a_version_that_is_parked() {
    List<String> warnings = new CopyOnWriteArrayList<>();
    node.route(
        "ledger:order?subscriber=erp",
        it ->
            it.reference(
                new Reference(Reference.ORDER, "shop", "1", "erp", "77", "379", null, true)));
    node.route("ledger:order-change?subscriber=erp", it -> warnings.add(it.key()));
    node.record("order", Messages.order("1", "10.00"), null);
    awaitState("1", "delivered");

    node.record("order", Messages.order("1", "12.00"), null);
    node.record("order", Messages.cancelled("1"), null);

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(warnings).containsExactlyInAnyOrder("1/erp/2", "1/erp/3"));
    assertThat(bodyOf("1/erp/2")).contains("\"totalBefore\":10,\"totalAfter\":12");
    assertThat(bodyOf("1/erp/3")).contains("\"cancelled\":true");
  }

  private String bodyOf(String key) {
    return jdbc.sql(
            "SELECT m.body FROM message m JOIN head h ON h.id = m.head_id WHERE h.message_key = :key")
        .param("key", key)
        .query(String.class)
        .single();
  }

  @Test
  void a_cancellation_after_the_delivery_is_parked_with_the_number_there() {
    node.route(
        "ledger:order?subscriber=erp",
        it ->
            it.reference(
                new Reference(Reference.ORDER, "shop", "1", "erp", "77", "379", null, true)));
    node.record("order", Messages.order("1"), null);
    awaitState("1", "delivered");

    node.record("order", Messages.cancelled("1"), null);

    await().atMost(SOON).until(() -> states("1").equals(List.of("delivered", "parked")));
    assertThat(words("1")).contains("cancelled in the store", "erp, where it is 379");
  }

  @Test
  void an_order_that_its_store_has_cancelled_is_not_tried_again() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          throw new DeliveryFailure(FailureClass.PERSON, "look for it");
        });
    node.record("order", Messages.order("1"), null);
    awaitState("1", "parked");
    node.record("order", Messages.cancelled("1"), null);
    await().atMost(SOON).until(() -> states("1").equals(List.of("parked", "parked")));

    String answer = node.part(Operations.class).notThere(deliveryOf("1"));

    assertThat(answer).contains("cancelled the order since");
    assertThat(states("1")).containsExactly("parked", "parked");
  }

  @Test
  void an_invoice_of_a_cancelled_order_is_not_sent_unless_a_person_says_so() {
    node.route("ledger:order?subscriber=erp", it -> {});
    node.record("order", Messages.order("1"), null);
    node.record("order", Messages.cancelled("1"), null);
    node.route("ledger:invoice?subscriber=shop&origin=shop", it -> seen.add(it.key()));

    node.record("invoice", Messages.invoice("shop", "1", "10", Invoice.Kind.SALE), null);
    node.record("invoice", Messages.invoice("shop", "1", "11", Invoice.Kind.RETURN), null);
    node.record("invoice", Messages.invoice("shop", "2", "12", Invoice.Kind.SALE), null);

    await().atMost(SOON).until(() -> seen.size() == 2);
    awaitState("1/SALE/1/10", "parked");
    assertThat(seen).containsExactlyInAnyOrder("1/RETURN/1/11", "2/SALE/1/12");

    node.part(Operations.class).notThere(deliveryOf("1/SALE/1/10"));

    await().atMost(SOON).until(() -> seen.contains("1/SALE/1/10"));
  }

  @Test
  void the_story_of_an_order_tells_all_that_is_about_it() {
    node.route("ledger:order?subscriber=erp", it -> {});
    node.route("ledger:invoice?subscriber=shop&origin=shop", it -> {});
    node.record("order", Messages.order("1"), null);
    node.record("invoice", Messages.invoice("shop", "1", "10", Invoice.Kind.SALE), null);
    node.record("invoice", Messages.invoice(null, "2", "11", Invoice.Kind.SALE), null);

    assertThat(node.part(KeyHistory.class).story("1").deliveries())
        .extracting(KeyHistory.DeliveryStory::key)
        .containsExactly("1", "1/SALE/1/10");
    assertThat(node.part(KeyHistory.class).story("2").waiting())
        .extracting(KeyHistory.WaitingStory::key)
        .containsExactly("2/SALE/1/11");
  }

  @Test
  void a_version_recorded_while_the_older_one_is_sent_is_parked_when_that_ends_delivered()
      throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          sending.countDown();
          hold(go);
        });
    node.record("order", Messages.order("1", "10.00"), null);
    sending.await(10, TimeUnit.SECONDS);
    node.record("order", Messages.order("1", "12.00"), null);

    go.countDown();

    await().atMost(SOON).until(() -> states("1").equals(List.of("delivered", "parked")));
  }

  @Test
  void a_version_recorded_while_the_older_one_fails_takes_its_place() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          if (it.version() == 1) {
            sending.countDown();
            hold(go);
            throw new DeliveryFailure(FailureClass.TRANSIENT, "down");
          }
        });
    node.record("order", Messages.order("1", "10.00"), null);
    sending.await(10, TimeUnit.SECONDS);
    node.record("order", Messages.order("1", "12.00"), null);

    go.countDown();

    await().atMost(SOON).until(() -> states("1").equals(List.of("superseded", "delivered")));
  }

  @Test
  void a_transient_failure_is_tried_again_and_each_attempt_is_kept() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          it.trace(new Delivery.Call("CriaPedido", "{}", 200, "ok", 5));
          if (it.attempt() < 3) {
            throw new DeliveryFailure(FailureClass.TRANSIENT, "the ERP is down");
          }
        });

    node.record("order", Messages.order("1"), null);

    awaitState("1", "delivered");
    KeyHistory.Story story = node.part(KeyHistory.class).story("1");
    assertThat(story.deliveries().get(0).lastAttempts())
        .extracting(KeyHistory.AttemptStory::result)
        .containsExactly("delivered", "transient", "transient");
    assertThat(story.deliveries().get(0).lastAttempts().get(0).calls().toString())
        .contains("CriaPedido");
  }

  @Test
  void a_rejected_delivery_is_dead_at_once_and_says_why_and_can_be_tried_again() {
    AtomicInteger calls = new AtomicInteger();
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          if (calls.incrementAndGet() == 1) {
            throw new DeliveryFailure(
                FailureClass.REJECTED, "código desconhecido", "42", null, null);
          }
        });
    node.record("order", Messages.order("1"), null);
    awaitState("1", "dead");
    assertThat(words("1")).isEqualTo("código desconhecido");

    node.part(Operations.class).retry(deliveryOf("1"));

    awaitState("1", "delivered");
  }

  @Test
  void a_bug_is_a_dead_letter_and_not_a_loop() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          throw new IllegalStateException("oops");
        });

    node.record("order", Messages.order("1"), null);

    awaitState("1", "dead");
    assertThat(words("1")).isEqualTo("oops");
  }

  @Test
  void waiting_for_a_quota_is_no_attempt() {
    AtomicInteger calls = new AtomicInteger();
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          if (calls.incrementAndGet() < 4) {
            throw new DeliveryFailure(
                FailureClass.THROTTLED, "later", null, Instant.now().plusMillis(50), null);
          }
          seen.add("attempt " + it.attempt());
        });

    node.record("order", Messages.order("1"), null);

    awaitState("1", "delivered");
    assertThat(seen).containsExactly("attempt 1");
  }

  @Test
  void a_transient_failure_ends_by_age() {
    node.gate.giveUpAfter = Duration.ZERO;
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          throw new DeliveryFailure(FailureClass.TRANSIENT, "still down");
        });

    node.record("order", Messages.order("1"), null);

    awaitState("1", "dead");
    assertThat(words("1")).contains("Given up").contains("still down");
  }

  @Test
  void a_parked_delivery_leaves_only_by_a_persons_word() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          if (it.progress().isEmpty()) {
            it.checkpoint("{\"asked\":true}");
            throw new DeliveryFailure(FailureClass.PERSON, "look for it");
          }
          seen.add("again with " + it.progress().get());
        });
    node.record("order", Messages.order("1"), null);
    awaitState("1", "parked");
    long id = deliveryOf("1");

    String retried = node.part(Operations.class).retry(id);
    String done = node.part(Operations.class).done(id, "379");

    assertThat(retried).contains("is not dead");
    assertThat(done).contains("delivered");
    assertThat(words("1")).isEqualTo("look for it");
    assertThat(node.part(KeyHistory.class).story("1").acts())
        .extracting(Audit.Entry::detail)
        .contains("number 379");
    assertThat(seen).isEmpty();
  }

  @Test
  void the_store_is_told_of_an_order_that_a_person_found_in_the_erp() {
    node.route("ledger:order-status?subscriber=shop", it -> seen.add(it.key() + it.source()));
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          throw new DeliveryFailure(FailureClass.PERSON, "look for it");
        });
    node.record("order", Messages.order("1"), null);
    await().atMost(SOON).until(() -> count("parked") == 1);

    node.part(Operations.class).done(deliveryOf("1"), "379");

    await().atMost(SOON).until(() -> seen.contains("1erp"));
    String body =
        jdbc.sql(
                "SELECT m.body FROM message m JOIN head h ON h.id = m.head_id"
                    + " WHERE h.type = 'order-status'")
            .query(String.class)
            .single();
    assertThat(body).contains("379").contains("ACCEPTED");
  }

  @Test
  void a_handled_failure_is_a_failure_all_the_same() {
    node.routes(
        new RouteBuilder() {
          @Override
          public void configure() {
            onException(DeliveryFailure.class).handled(true).to("direct:aside");
            from("direct:aside").process(it -> seen.add("aside"));
            from("ledger:order?subscriber=erp").to("direct:fail");
            from("direct:fail")
                .process(
                    it -> {
                      throw new DeliveryFailure(FailureClass.REJECTED, "no");
                    });
          }
        });

    node.record("order", Messages.order("1"), null);

    awaitState("1", "dead");
  }

  @Test
  void what_a_filter_drops_is_skipped() {
    node.routes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("ledger:order?subscriber=erp").filter(constant(false)).to("direct:never");
            from("direct:never").process(it -> seen.add("never"));
          }
        });

    node.record("order", Messages.order("1"), null);

    awaitState("1", "skipped");
  }

  @Test
  void a_sink_may_say_that_there_was_nothing_to_do() {
    node.route("ledger:order?subscriber=erp", it -> it.settle(Outcome.skipped("nothing to do")));

    node.record("order", Messages.order("1"), null);

    awaitState("1", "skipped");
    assertThat(words("1")).isEqualTo("nothing to do");
  }

  @Test
  void the_mark_is_written_with_the_message_and_answers_the_poll() {
    Mark mark = new Mark("shop", "order", "1", "ready");
    Marks fetched = node.part(Marks.class);
    assertThat(fetched.add(mark.toString())).isTrue();
    assertThat(fetched.add(mark.toString())).isTrue();

    node.record("order", Messages.order("1"), mark);

    assertThat(fetched.add(mark.toString())).isFalse();
    assertThat(fetched.add(new Mark("shop", "order", "1", "changed").toString())).isTrue();
  }

  @Test
  void what_cannot_be_read_is_refused_with_the_reason() {
    assertThatThrownBy(() -> node.record("order", "{\"id\":\"1\"}", null))
        .isInstanceOf(UnmappableRecord.class)
        .hasMessageContaining("source is missing");
    assertThatThrownBy(() -> node.record("order", "no json", null))
        .isInstanceOf(UnmappableRecord.class);
  }

  @Test
  void an_inbound_dead_letter_keeps_the_whole_record_and_its_mark() {
    String raw = "x".repeat(2_000_000);
    Mark mark = new Mark("shop", "order", "1", "ready");

    node.record("dead-letter", raw, mark);

    assertThat(jdbc.sql("SELECT raw FROM dead_letter").query(String.class).single()).isEqualTo(raw);
    assertThat(node.part(Marks.class).contains(mark.toString())).isTrue();
  }

  @Test
  void the_first_subscriber_starts_at_the_beginning_a_later_one_at_now() {
    node.record("order", Messages.order("1"), null);
    node.route("ledger:order?subscriber=first", it -> seen.add("first " + it.key()));
    await().atMost(SOON).until(() -> seen.contains("first 1"));

    node.route("ledger:order?subscriber=later", it -> seen.add("later " + it.key()));
    node.record("order", Messages.order("2"), null);

    await().atMost(SOON).until(() -> seen.contains("later 2") && seen.contains("first 2"));
    assertThat(seen).doesNotContain("later 1");
  }

  @Test
  void while_the_gate_is_closed_nothing_is_claimed() {
    node.gate.closedUntil = Instant.MAX;
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));

    node.record("order", Messages.order("1"), null);

    await().during(Duration.ofMillis(1200)).until(() -> states("1").equals(List.of("pending")));
  }

  @Test
  void two_processes_share_the_work_and_nothing_is_delivered_twice() {
    Map<String, AtomicInteger> delivered = new ConcurrentHashMap<>();
    int orders = 500;
    try (LedgerNode other = new LedgerNode(database)) {
      List.of(node, other)
          .forEach(
              it ->
                  it.route(
                      "ledger:order?subscriber=erp",
                      one ->
                          delivered
                              .computeIfAbsent(one.key(), key -> new AtomicInteger())
                              .incrementAndGet()));
      IntStream.range(0, orders)
          .parallel()
          .forEach(i -> (i % 2 == 0 ? node : other).record("order", Messages.order("o" + i), null));

      await().atMost(Duration.ofSeconds(60)).until(() -> count("delivered") == orders);
    }
    assertThat(delivered).hasSize(orders);
    assertThat(delivered.values()).allMatch(it -> it.get() == 1);
  }

  @Test
  void what_a_dead_process_was_at_is_freed_after_whole_periods_and_can_write_nothing()
      throws Exception {
    Subscription erp = node.part(Subscriptions.class).subscribe("order", "erp", "", "");
    node.record("order", Messages.order("1"), null);
    try (LedgerNode paused = new LedgerNode(database)) {
      Heartbeat watcher = node.part(Heartbeat.class);
      paused.part(Heartbeat.class).beat();
      Claim claim = paused.part(Claims.class).claim(erp, 10).get(0);
      LeasedDelivery old =
          new LeasedDelivery(
              claim, "erp", paused.part(Claims.class), paused.part(References.class), () -> false);
      old.checkpoint("{\"step\":1}");
      paused.part(Heartbeat.class).destroy();

      watch(watcher, Heartbeat.MOST_MISSED);
      assertThat(states("1")).as("not a whole period more").containsExactly("claimed");
      watch(watcher, 1);

      assertThat(states("1")).containsExactly("retrying");
      assertThatThrownBy(() -> old.checkpoint("{\"step\":2}")).isInstanceOf(LeaseLost.class);
      Claim again = node.part(Claims.class).claim(erp, 10).get(0);
      assertThat(again.progress()).isEqualTo("{\"step\":1}");
      assertThat(again.claimNo()).isGreaterThan(claim.claimNo());
      assertThatThrownBy(() -> old.checkpoint("{\"step\":2}")).isInstanceOf(LeaseLost.class);
    }
  }

  @Test
  void an_outage_of_the_database_counts_against_nobody() throws Exception {
    FlakyDatabase flaky = new FlakyDatabase(database);
    Subscription erp = node.part(Subscriptions.class).subscribe("order", "erp", "", "");
    node.record("order", Messages.order("1"), null);
    node.part(Heartbeat.class).destroy();
    node.part(Claims.class).claim(erp, 10);
    try (LedgerNode other = new LedgerNode(flaky)) {
      Heartbeat watcher = other.part(Heartbeat.class);
      watch(watcher, Heartbeat.MOST_MISSED);
      flaky.away = true;
      assertThatThrownBy(watcher::beat).isInstanceOf(DataAccessException.class);
      flaky.away = false;
      watch(watcher, Heartbeat.MOST_MISSED);
      assertThat(states("1")).containsExactly("claimed");

      node.part(Heartbeat.class).beat();
      watch(watcher, Heartbeat.MOST_MISSED);

      assertThat(states("1")).as("it beats again").containsExactly("claimed");
    }
  }

  private static void watch(Heartbeat watcher, int periods) {
    IntStream.range(0, periods).forEach(i -> watcher.beat());
  }

  @Test
  void a_claim_of_an_older_release_ends_by_its_time_and_ours_is_none_that_it_would_take() {
    Subscription erp = node.part(Subscriptions.class).subscribe("order", "erp", "", "");
    node.record("order", Messages.order("old"), null);
    node.record("order", Messages.order("new"), null);
    node.part(Claims.class).claim(erp, 10);
    jdbc.sql(
            "UPDATE delivery SET owner = 'another release', due_at = CURRENT_TIMESTAMP - 1 * INTERVAL '1' SECOND"
                + " WHERE head_id = (SELECT id FROM head WHERE message_key = 'old')")
        .update();

    assertThat(node.part(Claims.class).claim(erp, 10)).as("not claimed from under it").isEmpty();
    node.part(Heartbeat.class).beat();

    assertThat(states("old")).containsExactly("retrying");
    assertThat(states("new")).containsExactly("claimed");
    assertThat(
            jdbc.sql(
                    "SELECT COUNT(*) FROM delivery WHERE state = 'claimed'"
                        + " AND due_at > CURRENT_TIMESTAMP + 30 * INTERVAL '1' MINUTE")
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void a_poll_is_lost_with_the_life_of_its_process_and_free_for_others() throws Exception {
    node.part(Subscriptions.class).subscribe("order", "erp", "", "");
    node.part(Heartbeat.class).beat();
    Polls.Lease lease = node.part(Polls.class).begin("shop", "orders", "order", TICK).orElseThrow();
    try (LedgerNode other = new LedgerNode(database)) {
      node.part(Heartbeat.class).destroy();
      watch(other.part(Heartbeat.class), Heartbeat.MOST_MISSED + 1);

      assertThat(other.part(Polls.class).begin("shop", "orders", "order", TICK.plusSeconds(1)))
          .isPresent();
      node.part(Heartbeat.class).beat();
      assertThat(lease.held()).isFalse();
      lease.close();
      assertThat(node.part(Polls.class).begin("shop", "orders", "order", TICK.plusSeconds(2)))
          .isEmpty();
    }
  }

  @Test
  void what_a_call_has_answered_while_the_database_was_away_is_kept() throws Exception {
    FlakyDatabase flaky = new FlakyDatabase(database);
    CountDownLatch away = new CountDownLatch(2);
    try (LedgerNode unlucky = new LedgerNode(flaky)) {
      unlucky.record("order", Messages.order("1"), null);
      unlucky.record("order", Messages.order("2"), null);
      unlucky.route(
          "ledger:order?subscriber=erp&concurrency=2",
          it -> {
            seen.add(it.key());
            it.checkpoint("{\"asked\":true}");
            flaky.away = true;
            it.answered("{\"answer\":7}");
            away.countDown();
            if (it.key().equals("1")) {
              throw new DeliveryFailure(FailureClass.PERSON, "look");
            }
            it.checkpoint("{\"next\":8}");
          });
      // Both have to get over the first checkpoint.
      await().atMost(SOON).until(() -> turnOn(flaky, away));
      await().atMost(SOON).until(() -> count("parked") + count("delivered") == 2);
    }
    assertThat(progress("1")).isEqualTo("{\"answer\":7}");
    assertThat(progress("2")).isEqualTo("{\"next\":8}");
    assertThat(seen).containsExactlyInAnyOrder("1", "2");
  }

  private static boolean turnOn(FlakyDatabase flaky, CountDownLatch away) {
    flaky.away = false;
    return away.getCount() == 0;
  }

  private String progress(String key) {
    return jdbc.sql(
            "SELECT d.progress FROM delivery d JOIN head h ON h.id = d.head_id"
                + " WHERE h.message_key = :key")
        .param("key", key)
        .query(String.class)
        .single();
  }

  @Test
  void what_follows_from_a_delivery_is_written_together_with_its_end() {
    References references = node.part(References.class);
    Reference number = new Reference("order", "shop", "1", "erp", "77", "379", null, true);
    node.part(Subscriptions.class).subscribe("order-status", "shop", "shop", "");
    node.routes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("ledger:order?subscriber=erp")
                .process(it -> LedgerNode.delivery(it).reference(number))
                .setBody(it -> Messages.status("shop", "1", OrderStatus.Status.ACCEPTED))
                .to("ledger:order-status")
                .process(
                    it -> seen.add(rows("message") + " and " + references.open("order", "erp", 9)));
          }
        });

    node.record("order", Messages.order("1"), null);

    await().atMost(SOON).until(() -> count("delivered") == 1);
    assertThat(seen).as("while the route ran").containsExactly("1 and []");
    assertThat(rows("message")).isEqualTo(2);
    assertThat(references.open("order", "erp", 9)).containsExactly(number);
  }

  @Test
  void what_cannot_follow_from_a_delivery_is_for_a_person_and_its_progress_is_kept() {
    node.routes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("ledger:order?subscriber=erp")
                .process(it -> LedgerNode.delivery(it).answered("{\"number\":379}"))
                .process(it -> LedgerNode.delivery(it).together(() -> refuse()));
          }
        });

    node.record("order", Messages.order("1"), null);

    awaitState("1", "dead");
    assertThat(words("1")).contains("no such thing");
    assertThat(progress("1")).isEqualTo("{\"number\":379}");
  }

  @Test
  void an_error_while_an_end_is_written_ends_no_thread() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          if (it.key().equals("1")) {
            it.together(
                () -> {
                  throw new NoClassDefFoundError("gone");
                });
          }
        });

    node.record("order", Messages.order("1"), null);
    awaitState("1", "dead");
    node.record("order", Messages.order("2"), null);

    awaitState("2", "delivered");
  }

  private static void refuse() {
    throw new UnmappableRecord("no such thing");
  }

  @Test
  void the_calls_of_an_attempt_that_another_process_took_over_leave_a_trace() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          if (it.attempt() == 1) {
            it.trace(new Delivery.Call("CriaPedido", "{}", 200, "ok", 5));
            jdbc.sql("UPDATE delivery SET claim_no = claim_no + 1").update();
          }
        });

    node.record("order", Messages.order("1"), null);

    await().atMost(SOON).until(() -> rows("attempt") == 1);
    assertThat(jdbc.sql("SELECT result || ' ' || calls FROM attempt").query(String.class).single())
        .startsWith("lost")
        .contains("CriaPedido");
    assertThat(states("1")).containsExactly("claimed");
  }

  @Test
  void a_subscriber_misses_nothing_that_was_being_recorded_while_it_came() throws Exception {
    node.part(Subscriptions.class).subscribe("order", "first", "", "");
    CountDownLatch recorded = new CountDownLatch(1);
    CountDownLatch subscribed = new CountDownLatch(1);
    Thread recording =
        new Thread(
            () ->
                node.part(TransactionTemplate.class)
                    .executeWithoutResult(
                        status -> {
                          node.part(Recorder.class).record(Messages.order("1"), null);
                          node.part(Recorder.class).record(Messages.price("7", "9.90"), null);
                          recorded.countDown();
                          hold(subscribed);
                        }));
    recording.start();
    recorded.await(10, TimeUnit.SECONDS);
    node.route("ledger:price?subscriber=shop", it -> seen.add(it.key()));
    subscribed.countDown();
    recording.join(10_000);

    node.part(Heartbeat.class).beat();

    await().atMost(SOON).until(() -> seen.contains("7"));
  }

  @Test
  void outcomes_are_kept_only_of_what_was_read_from_a_source_that_is_told() {
    node.route("ledger:outcome?subscriber=erp&source=erp", it -> seen.add(it.key()));
    node.route("ledger:order?subscriber=erp", it -> {});

    node.record("order", Messages.order("1"), null);

    awaitState("1", "delivered");
    assertThat(
            jdbc.sql("SELECT COUNT(*) FROM head WHERE type = 'outcome'").query(Long.class).single())
        .isZero();
  }

  @Test
  void a_message_whose_order_came_is_found_behind_many_that_wait_in_vain() {
    node.route("ledger:order-status?subscriber=shop", it -> seen.add(it.key()));
    jdbc.sql(
            "INSERT INTO waiting_message (type, source, message_key, order_key, content_hash, body)"
                + " SELECT type, source, message_key || n, order_key || n, content_hash, body"
                + " FROM (SELECT 'order-status' AS type, 'erp' AS source, 'x' AS message_key,"
                + " 'x' AS order_key, 'h' AS content_hash, '{}' AS body) w, "
                + numbers(600))
        .update();
    node.record("order-status", Messages.status(null, "1", OrderStatus.Status.ACCEPTED), null);
    node.part(References.class)
        .save(List.of(new Reference("order", "shop", "1", "erp", "77", null, null, true)));

    node.part(WaitingSweep.class).sweep();

    await().atMost(SOON).until(() -> seen.contains("1"));
    assertThat(rows("waiting_message")).isEqualTo(600);
  }

  private static String numbers(int most) {
    return "(SELECT a.n * 30 + b.n AS n FROM (VALUES %s) a(n), (VALUES %s) b(n)) numbers"
        .formatted(values(most / 30), values(30));
  }

  private static String values(int most) {
    return IntStream.range(0, most)
        .mapToObj("(%d)"::formatted)
        .collect(java.util.stream.Collectors.joining(","));
  }

  @Test
  void references_are_written_in_one_order_so_that_two_processes_do_not_wait_for_each_other() {
    References references = node.part(References.class);
    List<Reference> there = IntStream.range(0, 40).mapToObj(i -> opened("k" + i, "a")).toList();
    references.save(there);
    List<Reference> back = new java.util.ArrayList<>(there);
    java.util.Collections.reverse(back);

    IntStream.range(0, 60).parallel().forEach(i -> references.save(i % 2 == 0 ? there : back));

    assertThat(references.open("order", "erp", 100)).hasSize(40);
  }

  @Test
  void a_number_is_counted_by_many_at_once_and_never_falls_below_zero() {
    References references = node.part(References.class);
    Reference sold = new Reference("sold", "erp", "7", "erp", "7", "now", "1", true);

    IntStream.range(0, 30).parallel().forEach(i -> references.count(sold, 1));
    assertThat(references.open("sold", "erp", 9))
        .extracting(Reference::state)
        .containsExactly("30");
    references.count(sold, -31);

    assertThat(references.open("sold", "erp", 9)).isEmpty();
    references.count(sold, 2);
    assertThat(references.open("sold", "erp", 9)).extracting(Reference::state).containsExactly("2");
  }

  @Test
  void the_marks_of_a_page_are_asked_for_at_once() {
    Mark known = new Mark("shop", "order", "1", "ready");
    node.record("order", Messages.order("1"), known);
    Mark changed = new Mark("shop", "order", "1", "changed");
    Mark elsewhere = new Mark("other", "order", "1", "ready");
    Mark unseen = new Mark("shop", "order", "2", "ready");

    assertThat(node.part(FetchedMarks.class).unknown(List.of(known, changed, elsewhere, unseen)))
        .containsExactly(changed, elsewhere, unseen);
    assertThat(node.part(FetchedMarks.class).unknown(List.of())).isEmpty();
  }

  @Test
  void polls_never_overlap() {
    node.part(Subscriptions.class).subscribe("order", "erp", "", "");
    try (LedgerNode other = new LedgerNode(database)) {
      Optional<Polls.Lease> mine = poll(node, TICK);

      assertThat(mine).isPresent();
      assertThat(poll(node, TICK.plusSeconds(30))).isEmpty();
      assertThat(poll(other, TICK.plusSeconds(30))).isEmpty();
      mine.get().close();
      assertThat(poll(other, TICK.plusSeconds(60))).isPresent();
    }
  }

  @Test
  void a_poll_runs_once_a_tick_over_all_replicas() {
    node.part(Subscriptions.class).subscribe("order", "erp", "", "");
    try (LedgerNode other = new LedgerNode(database)) {
      poll(node, TICK).orElseThrow().close();

      assertThat(poll(other, TICK)).as("of a replica that is a moment later").isEmpty();
      assertThat(poll(other, TICK.minusSeconds(30))).as("of one that slept").isEmpty();
      poll(other, TICK.plusSeconds(30)).orElseThrow().close();
      assertThat(poll(node, TICK.plusSeconds(30))).isEmpty();
      assertThat(poll(node, TICK.minusSeconds(3_600)))
          .as("after a clock that was wrong was put back")
          .isPresent();
    }
  }

  @Test
  void an_intake_that_nobody_takes_does_not_run() {
    assertThat(poll(node, TICK)).isEmpty();
  }

  private static Optional<Polls.Lease> poll(LedgerNode node, Instant tick) {
    return node.part(Polls.class).begin("shop", "orders", "order", tick);
  }

  @Test
  void references_are_found_from_both_sides_and_the_open_ones_in_turn() {
    References references = node.part(References.class);
    references.save(
        List.of(
            new Reference("order", "shop", "1", "erp", "50873", "379", null, true),
            new Reference("order", "shop", "2", "erp", "50874", "380", null, true)));

    references.save(
        List.of(new Reference("order", "shop", "1", "erp", "50873", "379", "Faturado", false)));

    assertThat(references.byKey("order", "shop", "1", "erp").orElseThrow().state())
        .isEqualTo("Faturado");
    assertThat(references.byId("order", "erp", "50874"))
        .extracting(Reference::key)
        .containsOnly("2");
    assertThat(references.open("order", "erp", 10)).extracting(Reference::key).containsOnly("2");
    assertThat(references.byKeys("order", "shop", List.of("1", "2", "3"), "erp"))
        .containsOnlyKeys("1", "2");
    assertThat(references.byKeys("order", "shop", List.of(), "erp")).isEmpty();
  }

  @Test
  void of_open_references_the_neglected_come_first_and_then_those_likely_to_change() {
    References references = node.part(References.class);
    List<String> states = List.of("Outro", "Em processamento", "Em Separação");
    for (int i = 0; i < states.size(); i++) {
      references.save(List.of(opened("s" + i, states.get(i))));
      references.save(List.of(opened("t" + i, states.get(i))));
    }
    references.save(List.of(opened("new", null)));
    references.save(List.of(opened("old", "Outro")));
    references.seen(List.of(opened("s2", "Em Separação")));
    jdbc.sql("UPDATE reference SET seen_at = seen_at - INTERVAL '2' HOUR WHERE source_key = 'old'")
        .update();

    List<String> likely = List.of("em separação", "em processamento");

    assertThat(references.likely("order", "erp", likely, Duration.ofHours(1), 9))
        .extracting(Reference::key)
        .containsExactly("old", "new", "t2", "s2", "s1", "t1", "s0", "t0");
    assertThat(references.likely("order", "erp", likely, Duration.ofHours(1), 2))
        .extracting(Reference::key)
        .containsExactly("old", "new");
  }

  private static Reference opened(String key, String state) {
    return new Reference("order", "shop", key, "erp", "id-" + key, null, state, true);
  }

  @Test
  void cursors_keep_their_last_position() {
    Cursors cursors = node.part(Cursors.class);
    cursors.put("shop", "orders", "a");
    cursors.put("shop", "orders", "b");

    assertThat(cursors.get("shop", "orders")).contains("b");
    assertThat(cursors.get("shop", "other")).isEmpty();
  }

  private record Counted(int times, Instant at) {}

  @Test
  void notes_are_kept_by_connection_kind_and_key() {
    Notes notes = node.part(Notes.class);
    Notes.Kind<Counted> kind = new Notes.Kind<>("counted", Counted.class);
    Counted note = new Counted(1, Instant.parse("2026-03-10T12:00:00Z"));
    notes.put("shop", kind, "7", new Counted(0, null));
    notes.put("shop", kind, "7", note);
    notes.put("other", kind, "7", new Counted(2, null));
    notes.put("shop", new Notes.Kind<>("word", String.class), "7", "blue");

    assertThat(notes.find("shop", kind, "7")).contains(note);
    assertThat(notes.find("shop", kind, List.of("6", "7"))).isEqualTo(Map.of("7", note));
    assertThat(notes.since("shop", kind, Instant.EPOCH)).isEqualTo(Map.of("7", note));
    assertThat(notes.since("shop", kind, Instant.parse("2200-01-01T00:00:00Z"))).isEmpty();

    notes.forget("shop", kind, "7");
    assertThat(notes.find("shop", kind, "7")).isEmpty();
    assertThat(notes.find("other", kind, "7")).isPresent();
  }

  @Test
  void many_notes_are_written_all_or_none() {
    Notes notes = node.part(Notes.class);
    Notes.Kind<String> kind = new Notes.Kind<>("word", String.class);
    notes.put("shop", kind, "7", "blue");

    notes.put("shop", kind, Map.of("7", "red", "8", "green"));
    Map<String, String> unwritable = new TreeMap<>(Map.of("7", "black"));
    unwritable.put("9".repeat(501), "too long a key");
    assertThatThrownBy(() -> notes.put("shop", kind, unwritable))
        .isInstanceOf(RuntimeException.class);

    assertThat(notes.find("shop", kind, List.of("7", "8")))
        .isEqualTo(Map.of("7", "red", "8", "green"));
  }

  @Test
  void what_was_packed_into_cursors_and_references_is_found_as_notes_after_an_upgrade()
      throws Exception {
    try (HikariDataSource old = database()) {
      TestDatabases.backTo("14", old);
      JdbcClient sql = JdbcClient.create(old);
      Map.of(
              "cancelled/v1-01", "2026-03-10T12:00:00Z",
              "sizes/0a1b", "[{\"tamanho\":\"M\"}]",
              "stock", "2026-03-10T12:00:00Z")
          .forEach(
              (name, position) ->
                  sql.sql("INSERT INTO cursor_position VALUES ('shop', ?, ?)")
                      .params(name, position)
                      .update());

      sql.sql(
              "INSERT INTO reference (kind, source, source_key, connection, target_id, label, state, open)"
                  + " VALUES ('item', 'erp', '7#20', 'erp', '7#20', '2026-03-10T12:00:00Z',"
                  + " '- 1.500000', TRUE)")
          .update();

      TestDatabases.migrate(old);
      try (LedgerNode upgraded = new LedgerNode(old)) {
        Notes notes = upgraded.part(Notes.class);
        assertThat(notes.find("erp", new Notes.Kind<>("stock-reading", JsonNode.class), "7#20"))
            .map(JsonNode::toString)
            .contains("{\"balance\":null,\"at\":\"2026-03-10T12:00:00Z\",\"sales\":1.5}");
        assertThat(notes.find("shop", new Notes.Kind<>("cancelled", Instant.class), "v1-01"))
            .contains(Instant.parse("2026-03-10T12:00:00Z"));
        assertThat(notes.find("shop", new Notes.Kind<>("sizes", JsonNode.class), "0a1b"))
            .hasValueSatisfying(it -> assertThat(it.at("/0/tamanho").asText()).isEqualTo("M"));
        assertThat(upgraded.part(Cursors.class).get("shop", "stock")).isPresent();
      }
    }
  }

  @Test
  void a_note_is_changed_by_many_at_once_and_none_of_the_changes_is_lost() {
    Notes notes = node.part(Notes.class);
    Notes.Kind<Integer> sold = new Notes.Kind<>("sold", Integer.class);

    IntStream.range(0, 30)
        .parallel()
        .forEach(i -> notes.change("erp", sold, "7", it -> it == null ? 1 : it + 1));
    assertThat(notes.find("erp", sold, "7")).contains(30);
    notes.change("erp", sold, "7", it -> null);

    assertThat(notes.find("erp", sold, "7")).isEmpty();
  }

  @Test
  void an_outcome_is_told_to_its_subscribers() {
    node.routeTo(
        "ledger:outcome?subscriber=shop", it -> seen.add(it.getMessage().getBody(String.class)));
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          throw new DeliveryFailure(FailureClass.REJECTED, "no such item", "7", null, null);
        });

    node.record("order", Messages.order("1"), null);

    await().atMost(SOON).until(() -> !seen.isEmpty());
    assertThat(seen.peek()).contains("\"DEAD\"").contains("no such item").contains("\"erp\"");
  }

  @Test
  void an_order_that_is_parked_without_an_attempt_is_told_as_parked_too() {
    node.routeTo(
        "ledger:outcome?subscriber=mail", it -> seen.add(it.getMessage().getBody(String.class)));
    node.route("ledger:order?subscriber=erp", it -> {});
    node.record("order", Messages.order("1", "10.00"), null);
    await().atMost(SOON).until(() -> seen.size() == 1);

    node.record("order", Messages.order("1", "11.00"), null);
    node.record("order", Messages.handled("2"), null);

    await().atMost(SOON).until(() -> seen.size() == 3);
    assertThat(seen).filteredOn(it -> it.contains("\"PARKED\"")).hasSize(2);
    assertThat(seen)
        .anyMatch(it -> it.contains("changed in the store") && it.contains("\"version\":2"))
        .anyMatch(it -> it.contains("shows the order as handled"));
  }

  @Test
  void what_a_person_carried_out_is_told_as_delivered_after_it_was_told_as_parked() {
    node.routeTo(
        "ledger:outcome?subscriber=shop", it -> seen.add(it.getMessage().getBody(String.class)));
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          throw new DeliveryFailure(FailureClass.PERSON, "look at it");
        });
    node.record("order", Messages.order("1"), null);
    await().atMost(SOON).until(() -> seen.size() == 1);

    node.part(Operations.class).done(deliveryOf("1"), "77");

    await().atMost(SOON).until(() -> seen.size() == 2);
    assertThat(seen).first().asString().contains("\"PARKED\"");
    assertThat(seen).last().asString().contains("\"DELIVERED\"").contains("number 77");
  }

  @Test
  void the_source_is_told_of_what_waited_in_vain_and_of_what_could_not_be_read() {
    node.routeTo(
        "ledger:outcome?subscriber=erp&source=erp",
        it -> seen.add(it.getMessage().getBody(String.class)));
    OrderStatus status =
        new OrderStatus(
            "erp",
            new OrderRef(null, "9"),
            OrderStatus.Status.ACCEPTED,
            "1",
            "2",
            null,
            null,
            null,
            "row 5");
    node.record("order-status", status, null);
    jdbc.sql("UPDATE waiting_message SET recorded_at = CURRENT_TIMESTAMP - 25 * INTERVAL '1' HOUR")
        .update();

    node.part(WaitingSweep.class).sweep();
    node.part(DeadLetters.class)
        .add(new Mark("erp", "order-status", "8", "x"), "{}", "row 6", "no such situation", null);

    await().atMost(SOON).until(() -> seen.size() == 2);
    assertThat(seen.toString())
        .contains("row 5")
        .contains("No store is known to have order 9")
        .contains("row 6")
        .contains("no such situation");
  }

  @Test
  void the_allowed_moves_in_sql_are_those_in_code() {
    Set<String> inCode = new HashSet<>(Set.of("new→pending", "new→parked"));
    for (State from : State.values()) {
      for (State to : State.values()) {
        if (from.canBecome(to)) {
          inCode.add(from.word() + "→" + to.word());
        }
      }
    }
    List<String> inSql =
        jdbc.sql("SELECT from_state || '→' || to_state FROM state_move").query(String.class).list();

    assertThat(inSql).containsExactlyInAnyOrderElementsOf(inCode);
  }

  @Test
  void the_database_refuses_a_move_that_is_not_allowed() {
    node.part(Subscriptions.class).subscribe("order", "erp", "", "");
    node.record("order", Messages.order("1"), null);

    assertThatThrownBy(
            () ->
                jdbc.sql(
                        "UPDATE delivery SET previous_state = state, state = 'dead',"
                            + " due_at = NULL, finished_at = CURRENT_TIMESTAMP")
                    .update())
        .isInstanceOf(DataAccessException.class);
  }

  @Test
  void what_was_claimed_but_not_begun_is_given_back_when_the_process_stops() throws IOException {
    CountDownLatch go = new CountDownLatch(1);
    node.route("ledger:order?subscriber=erp&concurrency=1", it -> hold(go));
    IntStream.range(0, 4).forEach(i -> node.record("order", Messages.order("o" + i), null));
    await().atMost(SOON).until(() -> count("claimed") >= 2);

    new Thread(() -> node.camel().stop()).start();
    go.countDown();

    await().atMost(SOON).until(() -> count("claimed") == 0);
    assertThat(count("delivered") + count("pending")).isEqualTo(4);
  }

  @Test
  void a_stopped_route_waits_for_its_call_and_leaves_no_claim_behind() throws Exception {
    CountDownLatch calling = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    // Camel's patience ends before the call does.
    node.camel().getShutdownStrategy().setTimeout(1);
    node.route(
        "ledger:order?subscriber=erp&concurrency=1",
        it -> {
          seen.add(it.key());
          calling.countDown();
          hold(answer);
          it.checkpoint("{\"answered\":true}");
        });
    node.route("ledger:order-status?subscriber=shop", it -> seen.add("told " + it.key()));
    IntStream.range(0, 4).forEach(i -> node.record("order", Messages.order("o" + i), null));
    calling.await(10, TimeUnit.SECONDS);
    String route = consumerOf("order").getRouteId();

    Thread stop = new Thread(() -> node.stopRoute(route));
    stop.start();
    await().atMost(SOON).until(() -> node.camel().getShutdownStrategy().hasTimeoutOccurred());
    node.record("order-status", Messages.status("shop", "1", OrderStatus.Status.ACCEPTED), null);
    await().atMost(SOON).until(() -> seen.contains("told 1"));
    assertThat(stop.isAlive()).as("the stop waits for the call").isTrue();
    answer.countDown();
    stop.join(10_000);

    await().atMost(SOON).until(() -> count("claimed") == 0);
    assertThat(states("o0")).containsExactly("delivered");
    assertThat(count("pending")).isEqualTo(3);

    node.camel().getRouteController().startRoute(route);
    await().atMost(SOON).until(() -> count("pending") + count("claimed") == 0);
    assertThat(seen).containsExactlyInAnyOrder("o0", "o1", "o2", "o3", "told 1");
  }

  @Test
  void a_stop_ends_the_claiming_of_all_routes_before_it_waits_for_the_calls_of_one()
      throws Exception {
    CountDownLatch calling = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    node.route("ledger:order-status?subscriber=shop", it -> seen.add(it.key()));
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          calling.countDown();
          hold(answer);
        });
    node.record("order", Messages.order("1"), null);
    calling.await(10, TimeUnit.SECONDS);
    LedgerConsumer other = consumerOf("order-status");

    Thread stop = new Thread(() -> node.camel().stop());
    stop.start();
    await().atMost(SOON).until(other::isSuspended);
    node.part(Recorder.class)
        .record(Messages.status("shop", "1", OrderStatus.Status.ACCEPTED), null);
    await().during(Duration.ofMillis(800)).until(() -> count("pending") == 1);
    answer.countDown();
    stop.join(10_000);

    await().atMost(SOON).until(() -> states("1").equals(List.of("delivered", "pending")));
    assertThat(seen).isEmpty();
  }

  @Test
  void what_cannot_be_read_any_more_is_dead_and_holds_up_nothing_that_was_claimed_with_it() {
    node.part(Subscriptions.class).subscribe("order", "erp", "", "");
    IntStream.range(0, 3).forEach(i -> node.record("order", Messages.order("o" + i), null));
    jdbc.sql("UPDATE message SET body = NULL WHERE id = (SELECT MIN(id) FROM message)").update();

    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));

    await().atMost(SOON).until(() -> count("delivered") == 2);
    awaitState("o0", "dead");
    assertThat(words("o0")).contains("The body of the message was removed");
  }

  @Test
  void an_error_of_a_sink_ends_its_delivery_and_nothing_else() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          if (it.key().equals("1")) {
            throw new NoClassDefFoundError("gone");
          }
        });

    node.record("order", Messages.order("1"), null);
    node.record("order", Messages.order("2"), null);

    awaitState("1", "dead");
    awaitState("2", "delivered");
  }

  private LedgerConsumer consumerOf(String type) {
    return node.camel().getRoutes().stream()
        .map(Route::getConsumer)
        .filter(LedgerConsumer.class::isInstance)
        .map(LedgerConsumer.class::cast)
        .filter(it -> it.getEndpoint().getEndpointUri().startsWith("ledger://%s?".formatted(type)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void while_the_database_is_away_ends_wait_and_nothing_is_delivered_twice() throws Exception {
    FlakyDatabase flaky = new FlakyDatabase(database);
    CountDownLatch away = new CountDownLatch(1);
    try (LedgerNode unlucky = new LedgerNode(flaky)) {
      unlucky.record("order", Messages.order("1"), null);
      unlucky.record("order", Messages.order("2"), null);
      unlucky.route(
          "ledger:order?subscriber=erp&concurrency=2",
          it -> {
            seen.add(it.key());
            flaky.away = true;
            away.countDown();
          });
      away.await(10, TimeUnit.SECONDS);
      await().during(Duration.ofMillis(1500)).until(() -> count("delivered") == 0);

      flaky.away = false;

      await().atMost(SOON).until(() -> count("delivered") == 2);
    }
    assertThat(seen).containsExactlyInAnyOrder("1", "2");
  }

  @Test
  void a_ledger_that_is_away_while_a_route_runs_is_no_fault_of_the_order() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          if (it.attempt() == 1) {
            throw new CannotCreateTransactionException("no connection");
          }
        });

    node.record("order", Messages.order("1"), null);

    awaitState("1", "delivered");
  }

  @Test
  void of_two_versions_that_race_at_most_one_is_sent() {
    int orders = 200;
    node.gate.closedUntil = Instant.MAX;
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));
    IntStream.range(0, orders).forEach(i -> node.record("order", Messages.order("o" + i), null));

    node.gate.closedUntil = null;
    IntStream.range(0, orders)
        .parallel()
        .forEach(i -> node.record("order", Messages.order("o" + i, "12.00"), null));

    await().atMost(Duration.ofSeconds(30)).until(() -> count("delivered") >= orders);
    assertThat(seen).doesNotHaveDuplicates().hasSize(orders);
    assertThat(count("parked") + count("superseded")).isEqualTo(orders);
  }

  @Test
  void an_older_version_is_not_tried_again_beside_a_newer_one() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          if (it.version() == 1) {
            throw new DeliveryFailure(FailureClass.REJECTED, "no");
          }
          sending.countDown();
          hold(go);
        });
    node.record("order", Messages.order("1"), null);
    awaitState("1", "dead");
    node.record("order", Messages.order("1", "12.00"), null);
    sending.await(10, TimeUnit.SECONDS);

    String whileSent = node.part(Operations.class).retry(deliveryOf("1"));
    go.countDown();
    await().atMost(SOON).until(() -> states("1").equals(List.of("dead", "delivered")));
    String afterwards = node.part(Operations.class).retry(deliveryOf("1"));

    assertThat(whileSent).contains("version 2").contains("is being sent");
    assertThat(afterwards).contains("version 2").contains("delivered");
  }

  @Test
  void an_older_event_that_a_person_has_tried_again_waits_for_the_one_in_flight() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    AtomicInteger inFlight = new AtomicInteger();
    node.route(
        "ledger:order-status?subscriber=shop",
        it -> {
          if (it.version() == 1 && seen.isEmpty()) {
            seen.add("refused");
            throw new DeliveryFailure(FailureClass.REJECTED, "no");
          }
          seen.add(it.version() + " with " + inFlight.incrementAndGet());
          sending.countDown();
          hold(go);
          inFlight.decrementAndGet();
        });
    node.record("order-status", Messages.status("shop", "1", OrderStatus.Status.ACCEPTED), null);
    awaitState("1", "dead");
    node.record("order-status", Messages.status("shop", "1", OrderStatus.Status.PICKING), null);
    sending.await(10, TimeUnit.SECONDS);

    node.part(Operations.class).retry(deliveryOf("1"));
    await().during(Duration.ofMillis(800)).until(() -> states("1").get(0).equals("pending"));
    go.countDown();

    await().atMost(SOON).until(() -> count("delivered") == 2);
    assertThat(seen).containsExactly("refused", "2 with 1", "1 with 1");
  }

  @Test
  void what_a_person_has_looked_for_is_sent_anew_without_its_progress() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          seen.add(it.progress().orElse("nothing"));
          if (seen.size() == 1) {
            it.checkpoint("{\"asked\":true}");
            throw new DeliveryFailure(FailureClass.PERSON, "look for it");
          }
        });
    node.record("order", Messages.order("1"), null);
    awaitState("1", "parked");

    node.part(Operations.class).notThere(deliveryOf("1"));

    awaitState("1", "delivered");
    assertThat(seen).containsExactly("nothing", "nothing");
  }

  @Test
  void what_a_person_has_tried_again_is_young_again() {
    AtomicInteger calls = new AtomicInteger();
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          switch (calls.incrementAndGet()) {
            case 1 -> throw new DeliveryFailure(FailureClass.REJECTED, "no");
            case 2 -> throw new DeliveryFailure(FailureClass.TRANSIENT, "down");
            default -> seen.add("sent");
          }
        });
    node.record("order", Messages.order("1"), null);
    awaitState("1", "dead");
    jdbc.sql("UPDATE delivery SET created_at = CURRENT_TIMESTAMP - 99 * INTERVAL '1' HOUR")
        .update();

    node.part(Operations.class).retry(deliveryOf("1"));

    awaitState("1", "delivered");
  }

  @Test
  void the_progress_of_an_older_version_is_known_to_the_newer_one() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          seen.add(it.version() + it.progress().orElse("nothing"));
          if (it.version() == 1) {
            it.checkpoint("{\"budget\":7}");
            throw new DeliveryFailure(FailureClass.REJECTED, "no");
          }
        });
    node.record("order", Messages.order("1"), null);
    awaitState("1", "dead");

    node.record("order", Messages.order("1", "12.00"), null);

    await().atMost(SOON).until(() -> seen.size() == 2);
    assertThat(seen).containsExactly("1nothing", "2{\"budget\":7}");
  }

  @Test
  void waiting_for_a_quota_leaves_no_attempt_behind() {
    AtomicInteger calls = new AtomicInteger();
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          if (calls.incrementAndGet() == 1) {
            throw new DeliveryFailure(FailureClass.THROTTLED, "later", null, Instant.now(), null);
          }
        });

    node.record("order", Messages.order("1"), null);

    awaitState("1", "delivered");
    assertThat(rows("attempt")).isEqualTo(1);
  }

  @Test
  void a_subscription_ends_only_without_its_route_and_skips_its_backlog() throws Exception {
    node.gate.closedUntil = Instant.MAX;
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));
    node.record("order", Messages.order("1"), null);
    Operations operations = node.part(Operations.class);

    assertThat(operations.endSubscription("order", "erp")).contains("A route still takes");
    for (Route route : node.camel().getRoutes()) {
      node.camel().getRouteController().stopRoute(route.getRouteId());
      node.camel().removeRoute(route.getRouteId());
    }
    assertThat(node.part(Subscriptions.class).orphans())
        .extracting(Subscription::subscriber)
        .containsExactly("erp");
    jdbc.sql("UPDATE subscription SET served_at = served_at - 2 * INTERVAL '1' MINUTE").update();
    assertThat(operations.endSubscription("order", "erp")).contains("no more");

    assertThat(states("1")).containsExactly("skipped");
    assertThat(node.part(Subscriptions.class).orphans()).isEmpty();
  }

  @Test
  void the_record_of_a_dead_letter_can_be_fetched_again() {
    Mark mark = new Mark("shop", "order", "1", "ready");
    node.record("dead-letter", "raw\0", mark);
    long id = jdbc.sql("SELECT id FROM dead_letter").query(Long.class).single();

    node.part(Operations.class).fetchAgain(id);

    assertThat(node.part(Marks.class).contains(mark.toString())).isFalse();
  }

  @Test
  void two_deliveries_may_store_the_same_new_reference_at_once() {
    References references = node.part(References.class);
    Reference customer =
        new Reference("customer", "", "11122233344", "erp", "50873", null, null, false);

    IntStream.range(0, 8).parallel().forEach(i -> references.save(List.of(customer)));

    assertThat(references.byKey("customer", "", "11122233344", "erp")).contains(customer);
  }

  @Test
  void health_tells_what_waits_and_for_how_long() {
    node.gate.closedUntil = Instant.MAX;
    node.route("ledger:order?subscriber=erp", it -> seen.add(it.key()));
    node.record("order", Messages.order("1"), null);

    Health health = node.part(LedgerHealth.class).health();

    assertThat(health.getStatus()).isEqualTo(Status.UP);
    assertThat(health.getDetails())
        .containsEntry("pending", 1L)
        .containsKey("oldest-waiting-seconds");
  }
}
