package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.Connection;
import dev.ponte.connection.PollRun;
import dev.ponte.connection.TestApi;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Reference;
import dev.ponte.kit.HeldLease;
import dev.ponte.kit.TestChecks;
import dev.ponte.kit.TestClock;
import dev.ponte.kit.TestCursors;
import dev.ponte.kit.TestDelivery;
import dev.ponte.kit.TestNotes;
import dev.ponte.kit.TestReferences;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The poll for the statuses of open orders against a simulated Focco. */
class FoccoOrderStatusSourceTest {

  private static final String CALL = "GetStatusPedido";

  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final TestApi http = new TestApi();
  private final TestReferences references = new TestReferences();
  private final TestCursors cursors = new TestCursors();
  private final TestChecks checks = new TestChecks("vtex");
  private final TestClock clock = new TestClock();
  private Connection connection;
  private FoccoApi api;
  private FoccoOrderStatusSource source;

  @BeforeEach
  void start() {
    focco.start();
    use(60);
  }

  @AfterEach
  void stop() throws Exception {
    focco.close();
    http.close();
  }

  @Test
  void each_open_order_costs_one_call_and_a_cancelled_one_none() {
    order("a", "b", "c");
    status("a", "Cancelado");

    status("b", "Em separação");

    assertThat(poll()).extracting(it -> it.order().id()).containsExactlyInAnyOrder("a", "b");
    assertThat(focco.calls(CALL)).isEqualTo(3);
    clock.forward(Duration.ofMinutes(1));

    assertThat(poll()).as("nothing has changed").isEmpty();
    assertThat(focco.calls(CALL)).as("and the cancelled one is not asked for").isEqualTo(5);
  }

  @Test
  void an_invoiced_order_that_goes_back_and_is_cancelled_is_told_again() {
    order("a");
    status("a", "Faturado");
    assertThat(poll()).extracting(OrderStatus::status).containsExactly(OrderStatus.Status.INVOICED);
    clock.forward(Duration.ofMinutes(2));
    assertThat(poll()).as("nothing has changed").isEmpty();

    status("a", "Em separação");
    clock.forward(Duration.ofMinutes(2));
    assertThat(poll()).extracting(OrderStatus::status).containsExactly(OrderStatus.Status.PICKING);

    status("a", "Cancelado");
    clock.forward(Duration.ofMinutes(2));
    assertThat(poll())
        .extracting(OrderStatus::status)
        .containsExactly(OrderStatus.Status.CANCELLED);
    clock.forward(Duration.ofMinutes(2));
    assertThat(source.open("focco")).as("it has ended").isEmpty();
  }

  @Test
  void an_invoice_cancelled_days_later_is_seen_at_one_call_a_day() {
    order("a");
    status("a", "Faturado");
    poll();
    clock.forward(Duration.ofDays(2));
    poll();
    clock.forward(Duration.ofHours(2));
    assertThat(source.open("focco")).isEmpty();

    status("a", "Cancelado");
    clock.forward(Duration.ofHours(23));

    assertThat(poll())
        .extracting(OrderStatus::status)
        .containsExactly(OrderStatus.Status.CANCELLED);
  }

  @Test
  void after_a_month_an_invoiced_order_is_asked_for_no_more() {
    order("a");
    status("a", "Faturado");
    poll();
    for (int i = 0; i < 2; i++) {
      clock.forward(Duration.ofDays(16));
      poll();
    }

    assertThat(source.open("focco")).isEmpty();
  }

  @Test
  void that_an_accepted_order_is_processed_is_no_news_but_that_it_is_again_is() {
    order("a");
    assertThat(poll()).isEmpty();
    status("a", "Em separação");
    clock.forward(Duration.ofMinutes(1));
    assertThat(poll()).hasSize(1);
    status("a", "Em processamento");
    clock.forward(Duration.ofMinutes(1));

    assertThat(poll())
        .singleElement()
        .satisfies(it -> assertThat(it.status()).isEqualTo(OrderStatus.Status.PROCESSING));
  }

  @Test
  void no_more_calls_are_made_than_the_time_since_the_last_poll_allows() {
    use(2);
    order("a", "b", "c", "d", "e", "f");

    poll();
    assertThat(focco.calls(CALL)).as("the first poll has a minute").isEqualTo(2);
    poll();
    assertThat(focco.calls(CALL)).as("no time has passed").isEqualTo(2);
    for (int i = 0; i < 3; i++) {
      clock.forward(Duration.ofSeconds(10));
      poll();
    }
    assertThat(focco.calls(CALL)).as("half a minute in small steps").isEqualTo(3);
    clock.forward(Duration.ofMinutes(1));
    poll();

    assertThat(focco.calls(CALL)).isEqualTo(5);
  }

  @Test
  void a_budget_must_be_a_number_of_calls() {
    assertThatThrownBy(() -> new FoccoSettings.OrderStatusPoll(0, null))
        .hasMessage("order-status.calls-a-minute is 0, but must be 1 or more");
    assertThat(new FoccoSettings.OrderStatusPoll(null, null).callsAMinute()).isEqualTo(60);
  }

  @Test
  void what_is_likely_to_move_is_asked_first() {
    order("odd", "processing", "picking");
    status("odd", "Em conferência");
    status("picking", "Em separação");
    poll();
    order("new");
    use(3);

    assertThat(source.open("focco"))
        .extracting(Reference::key)
        .containsExactly("new", "picking", "processing");
  }

  @Test
  void a_backlog_of_old_orders_hides_no_fresh_one() {
    order("old1", "old2", "old3", "old4", "old5");
    poll();
    for (int i = 1; i <= 5; i++) {
      references.neglect("old" + i);
    }
    order("new1", "new2");
    use(4);

    assertThat(source.open("focco")).extracting(Reference::key).hasSize(4).contains("new1", "new2");
  }

  @Test
  void an_order_that_focco_has_not_known_for_a_week_is_asked_for_no_more() {
    order("gone");
    focco.removeOrder(focco.ordersOf("gone").get(0).id());
    poll();
    clock.forward(Duration.ofDays(6));
    poll();
    assertThat(references.open(Reference.ORDER, "focco", 9)).hasSize(1);

    clock.forward(Duration.ofDays(2));
    poll();

    assertThat(references.open(Reference.ORDER, "focco", 9)).isEmpty();
  }

  @Test
  void an_order_that_was_not_asked_for_long_comes_first_whatever_its_state() {
    order("odd", "picking", "new");
    status("odd", "Em conferência");
    status("picking", "Em separação");
    poll();
    references.neglect("odd");
    use(1);

    assertThat(poll()).isEmpty();
    assertThat(references.open(Reference.ORDER, "focco", 9))
        .extracting(Reference::key)
        .as("it has had its turn")
        .endsWith("odd");
    clock.forward(Duration.ofMinutes(1));
    assertThat(source.open("focco")).extracting(Reference::key).containsExactly("picking");
  }

  @Test
  void an_order_that_cannot_be_asked_for_does_not_always_come_first() {
    order("broken", "fine");
    use(1);
    status("broken", "Em separação");
    status("fine", "Em separação");
    focco.inject(CALL, Fault.REFUSED, 1);
    poll();
    clock.forward(Duration.ofMinutes(1));

    assertThat(poll())
        .singleElement()
        .satisfies(it -> assertThat(it.order().id()).isEqualTo("fine"));
    status("fine", "Cancelado");
    clock.forward(Duration.ofMinutes(1));
    poll();
    clock.forward(Duration.ofMinutes(1));
    assertThat(poll())
        .singleElement()
        .satisfies(it -> assertThat(it.order().id()).isEqualTo("broken"));
  }

  @Test
  void an_accepted_order_that_focco_does_not_know_is_reported_once_and_the_others_go_on() {
    order("a", "b", "c", "gone", "z");
    focco.removeOrder(focco.ordersOf("gone").get(0).id());
    String number = references.byKey(Reference.ORDER, "vtex", "gone", "focco").get().label();
    poll();
    status("z", "Faturado");
    clock.forward(Duration.ofHours(2));

    assertThat(poll()).extracting(it -> it.order().id()).containsExactly("z");
    assertThat(checks.reported())
        .containsExactly(
            new Difference(null, "order", "vtex", "gone", "focco", "order=" + number, null));
  }

  /** One tick, as the Kamelet goes. */
  private List<OrderStatus> poll() {
    PollRun run = new PollRun(new HeldLease());
    List<OrderStatus> emitted = new ArrayList<>();
    for (Reference reference : source.open("focco")) {
      Exchange exchange = new DefaultExchange(new DefaultCamelContext());
      exchange.setProperty(PollRun.PROPERTY, run);
      exchange.getMessage().setBody(reference);
      source.ask(exchange, "focco");
      String body = exchange.getMessage().getBody(String.class);
      if (body != null) {
        emitted.add(Canonical.read(OrderStatus.class, body));
        source.taken(exchange);
      }
    }
    return emitted;
  }

  /** Orders that Focco has accepted. */
  private void order(String... ids) {
    FoccoSaga saga =
        new FoccoSaga(api, new FoccoBudget(api, new FoccoCustomers(api, references, clock)), clock);
    FoccoStockPlans plans =
        new FoccoStockPlans(references, new TestNotes(), cursors, clock, new SimpleMeterRegistry());
    FoccoOrdersSink sink = new FoccoOrdersSink(saga, plans, clock);
    for (String id : ids) {
      TestDelivery delivery = new TestDelivery(id, "focco");
      delivery.settle(sink.deliver(connection, Orders.plain(id), delivery));
      references.save(delivery.references());
    }
  }

  private void status(String order, String words) {
    focco.setStatus(focco.ordersOf(order).get(0).id(), words);
  }

  private void use(int callsAMinute) {
    FoccoSettings.Mappings mappings =
        new FoccoSettings.Mappings(
            new FoccoSettings.PaymentTerms(1L, null, false),
            new FoccoSettings.Carriers(2L, null),
            null,
            null,
            null);
    FoccoSettings settings =
        new FoccoSettings(
            "u",
            "p",
            new FoccoSettings.DefaultCustomer(4L, "56643018000913"),
            null,
            null,
            null,
            mappings,
            null,
            null,
            null,
            null,
            new FoccoSettings.OrderStatusPoll(callsAMinute, null),
            null,
            null,
            null,
            null,
            null);
    connection =
        TestApi.connection(
            "focco", new FoccoSystem(), focco.url(), Duration.ofSeconds(5), settings);
    api = new FoccoApi(http.api(connection));
    source =
        new FoccoOrderStatusSource(TestApi.connections(connection), api, references, checks, clock);
  }
}
