package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Product.Status;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.connection.TestApi;
import dev.ponte.delivery.Reference;
import dev.ponte.intake.Feed;
import dev.ponte.kit.HeldLease;
import dev.ponte.kit.ReadFeed;
import dev.ponte.kit.Recorded;
import dev.ponte.kit.TestClock;
import dev.ponte.kit.TestCursors;
import dev.ponte.kit.TestNotes;
import dev.ponte.kit.TestReferences;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Items, customers and stock of a simulated Focco. */
class FoccoStatesTest {

  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final TestApi http = new TestApi();
  private final TestReferences references = new TestReferences();
  private final TestNotes notes = new TestNotes();
  private final TestCursors cursors = new TestCursors();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Clock clock = Clock.systemUTC();
  private final PollRun run = new PollRun(new HeldLease());
  private final FoccoStockPlans plans =
      new FoccoStockPlans(references, notes, cursors, clock, meters);
  private Connection connection;
  private FoccoApi api;

  @BeforeEach
  void start() {
    focco.start();
    use(new FoccoSettings.Stock(List.of(), 60, null), List.of());
  }

  @AfterEach
  void stop() throws Exception {
    focco.close();
    http.close();
  }

  @Test
  void all_items_are_read_page_by_page_each_once() {
    for (int i = 0; i < 600; i++) {
      focco.addItem("I%03d".formatted(i), "Caneca " + i, Map.of());
    }

    List<Object> pages = products();

    assertThat(focco.calls("GetItens")).isEqualTo(3);
    assertThat(pages).extracting(it -> ((List<?>) it).size()).containsExactly(250, 250, 100);
    assertThat(run.firstFailure()).isNull();
  }

  @Test
  void the_document_s_item_is_a_product_with_a_variation_for_each_mask() throws IOException {
    List<Product> products =
        new FoccoProducts(connection).products(document().path("rows").path(0));

    assertThat(products)
        .extracting(Product::sku)
        .containsExactly("10032", "10032#20", "10032#42", "10032#91");
    Product item = products.get(0);
    assertThat(item.name()).isEqualTo("CAPA PLASTICA P/ MINIFIX");
    assertThat(item.unit()).isEqualTo("MILHEIRO");
    assertThat(item.categories()).containsExactly(List.of("FERRAGENS"));
    assertThat(item.codes()).containsEntry("focco", "10032").containsEntry("focco.id", "30726");
    Product lilac = products.get(2);
    assertThat(lilac.parent()).isEqualTo("10032");
    assertThat(lilac.name()).isEqualTo("CAPA PLASTICA P/ MINIFIX LILAS");
    assertThat(lilac.variation().text()).isEqualTo("LILAS");
    assertThat(lilac.status()).isEqualTo(Status.ACTIVE);
    assertThat(lilac.codes()).containsEntry("focco.mask", "42");
  }

  @Test
  void a_store_s_own_sku_of_an_item_holds_in_both_directions() throws IOException {
    use(
        new FoccoSettings.Stock(List.of(), 60, null),
        List.of(new FoccoSettings.ItemRule("10.3318.37", "10032", 42L)));

    assertThat(new FoccoProducts(connection).products(document().path("rows").path(0)))
        .extracting(Product::sku)
        .containsExactly("10032", "10032#20", "10.3318.37", "10032#91");
    assertThat(FoccoSkus.item("FG7003#30512")).isEqualTo(new FoccoCodes.Item("FG7003", 30512L));
    assertThat(FoccoSkus.item("FG7003")).isEqualTo(new FoccoCodes.Item("FG7003", null));
  }

  @Test
  void an_item_without_a_name_is_refused_whole_and_the_others_go_on() {
    focco.addItem("A", "", Map.of());
    focco.addItem("B", "Caneca", Map.of());

    ReadFeed read = ReadFeed.of(new FoccoProductsFeed(api), connection, run);

    assertThat(read.messages).extracting(Message::key).containsExactly("B");
    assertThat(read.marks.get(0).key()).isEqualTo("A");
    assertThat(read.refused).hasSize(1);
    assertThat(read.reason()).endsWith("cannot be taken: name of product A is missing");
    assertThat(read.refused.get(0).getMessage().getBody(String.class)).contains("\"codigo\":\"A\"");
  }

  @Test
  void a_page_that_fails_ends_the_poll_and_is_told() {
    focco.addItem("A", "Caneca", Map.of());
    focco.inject("GetItens", Fault.UNAVAILABLE, 1);

    assertThat(products()).isEmpty();
    assertThat(run.firstFailure()).isNotNull();
  }

  @Test
  void customers_are_known_by_document_and_their_codes_kept() {
    focco.addCustomer("11122233344", 77);
    FoccoCustomers customers = new FoccoCustomers(api, references, clock);
    Feed feed = new FoccoCustomersFeed(api, customers, clock);

    assertThat(ReadFeed.of(feed, connection, run).messages)
        .extracting(Message::key)
        .containsExactlyInAnyOrder("11122233344", "56643018000913");
    assertThat(references.byKey(Reference.CUSTOMER, "", "11122233344", "focco"))
        .get()
        .extracting(Reference::id)
        .isEqualTo("77");
  }

  @Test
  void each_company_that_counts_has_a_stock_and_what_is_owed_is_none() {
    use(new FoccoSettings.Stock(List.of(10L, 20L), 60, null), List.of());
    focco.addItem("EN7000", "Caneca", Map.of());
    focco.setStock("EN7000", null, 10, "-2");
    focco.setStock("EN7000", null, 20, "7");
    focco.setStock("EN7000", null, 100, "5");

    List<Stock> stocks = poll();

    assertThat(stocks).extracting(Stock::key).containsExactly("EN7000@10", "EN7000@20");
    assertThat(stocks).extracting(it -> it.available().toString()).containsExactly("0", "7");
  }

  @Test
  void the_companies_that_count_can_be_told_as_one_stock_of_what_they_have_together() {
    use(new FoccoSettings.Stock(List.of(10L, 20L), 60, "ecommerce"), List.of());
    focco.addItem("A", "Caneca", Map.of());
    focco.setStock("A", null, 10, "-2");
    focco.setStock("A", null, 20, "7");
    focco.setStock("A", null, 100, "5");
    focco.addItem("B", "Caneca", Map.of());
    focco.setStock("B", null, 10, "3");
    focco.setStock("B", null, 20, "-7");

    List<Stock> stocks = poll();

    assertThat(stocks)
        .extracting(Stock::key)
        .containsExactlyInAnyOrder("A@ecommerce", "B@ecommerce");
    assertThat(stocks)
        .extracting(it -> it.available().toString())
        .containsExactlyInAnyOrder("5", "0");
  }

  @Test
  void a_location_that_no_key_can_carry_is_refused_at_the_start() {
    assertThatThrownBy(() -> new FoccoSettings.Stock(null, null, "a@b"))
        .hasMessage("stock.location is a@b, but must not contain @ or /");
  }

  @Test
  void masks_are_asked_for_and_not_the_item_that_has_them() {
    focco.addItem("FG7003", "Fogão", Map.of(1L, "PRETO", 2L, "VINHO"));
    focco.setStock("FG7003", 1L, 10, "4");
    focco.setStock("FG7003", 2L, 10, "6");

    assertThat(poll())
        .extracting(Stock::key)
        .containsExactlyInAnyOrder("FG7003#1@10", "FG7003#2@10");
  }

  @Test
  void no_more_calls_are_made_than_the_budget_allows_and_what_was_sold_goes_first() {
    use(new FoccoSettings.Stock(List.of(), 2, null), List.of());
    for (String code : List.of("A", "B", "C", "D")) {
      focco.addItem(code, "Caneca", Map.of());
      focco.setStock(code, null, 10, "50");
    }
    List<Stock> stocks = poll();
    assertThat(focco.calls("GetEstoqueItem")).isEqualTo(2);

    FoccoCodes.Item read = FoccoSkus.item(stocks.get(0).sku());
    new FoccoSales(references, clock).add("focco", List.of(read));

    assertThat(plans.polled(connection).next(1, clock.instant(), Instant.MAX))
        .containsExactly(read);
  }

  @Test
  void what_is_sold_during_a_poll_is_asked_for_in_the_same_poll() {
    use(new FoccoSettings.Stock(List.of(), 60, null), List.of());
    for (int i = 0; i < 40; i++) {
      focco.addItem("I" + i, "Caneca", Map.of());
    }
    FoccoStockSource source = new FoccoStockSource(connections(), api, plans, clock);
    List<FoccoCodes.Item> asked = new ArrayList<>();
    for (var due = source.due("focco", exchange()); due.hasNext(); ) {
      FoccoCodes.Item item = due.next();
      asked.add(item);
      plans.read(connection, item, BigDecimal.TEN);
      if (asked.size() == 10) {
        new FoccoSales(references, clock).add("focco", List.of(asked.get(0)));
      }
    }

    assertThat(asked.subList(1, asked.size()).indexOf(asked.get(0)))
        .as("in the next block of this poll")
        .isEqualTo(19);
    assertThat(asked.subList(0, 20)).doesNotHaveDuplicates();
  }

  @Test
  void what_another_process_sold_and_read_is_known_to_the_next_poll() {
    focco.addItem("A", "Caneca", Map.of());
    focco.addItem("ref-1", "Caneca", Map.of());
    focco.setStock("A", null, 10, "50");
    focco.setStock("ref-1", null, 10, "50");
    plans.plan(connection);
    FoccoStockPlans other =
        new FoccoStockPlans(references, notes, cursors, clock, new SimpleMeterRegistry());
    other.polled(connection).list(List.of(item("A"), item("ref-1")), clock.instant());
    other.read(connection, item("A"), BigDecimal.TEN);
    other.read(connection, item("ref-1"), BigDecimal.TEN);
    other.sold(connection, Orders.plain("v1"));
    other.sold(connection, Orders.plain("v2"));

    FoccoStockPlan plan = plans.polled(connection);

    assertThat(plan.next(1, clock.instant(), Instant.MAX)).containsExactly(item("ref-1"));
    assertThat(plan.oldest(clock.instant())).isLessThan(Duration.ofMinutes(1));
    other.sold(connection, Orders.plain("v3"));
    plans.read(connection, item("ref-1"), BigDecimal.ONE);
    assertThat(references.open("sold", "focco", 9))
        .as("it was sold again before it was read")
        .extracting(Reference::state)
        .containsExactly("1");
    plan = plans.polled(connection);
    plan.next(1, clock.instant(), Instant.MAX);
    plans.read(connection, item("ref-1"), BigDecimal.ONE);
    assertThat(references.open("sold", "focco", 9)).isEmpty();
    FoccoStockPlans third =
        new FoccoStockPlans(references, notes, cursors, clock, new SimpleMeterRegistry());
    assertThat(third.plan(connection).salesADay(item("ref-1"), clock.instant()))
        .as("sales outlive a restart")
        .isCloseTo(plan.salesADay(item("ref-1"), clock.instant()), within(new BigDecimal("0.001")))
        .isPositive();
  }

  @Test
  void only_what_another_process_read_meanwhile_is_read_again_from_the_database() {
    TestClock time = new TestClock();
    TestNotes shared = new TestNotes(time);
    FoccoStockPlans one = new FoccoStockPlans(references, shared, cursors, time, meters);
    FoccoStockPlans two =
        new FoccoStockPlans(references, shared, cursors, time, new SimpleMeterRegistry());
    for (int i = 0; i < 50; i++) {
      one.read(connection, item("I" + i), BigDecimal.TEN);
    }
    one.polled(connection);
    two.polled(connection);
    time.forward(Duration.ofMinutes(10));
    one.polled(connection);
    two.polled(connection);
    time.forward(Duration.ofMinutes(10));
    two.read(connection, item("I7"), BigDecimal.ONE);
    int before = shared.read();

    one.polled(connection);

    assertThat(shared.read() - before).isEqualTo(1);
  }

  @Test
  void a_plan_goes_on_after_a_restart() {
    focco.addItem("A", "Caneca", Map.of());
    focco.setStock("A", null, 10, "2");
    poll();

    FoccoStockPlan again =
        new FoccoStockPlans(references, notes, cursors, clock, new SimpleMeterRegistry())
            .plan(connection);

    assertThat(again.oldest(clock.instant())).isLessThan(Duration.ofMinutes(5));
    assertThat(meters.get("ponte.stock.oldest").gauge().value()).isLessThan(300);
  }

  @Test
  void a_stock_that_was_not_recorded_is_not_read() {
    focco.addItem("A", "Caneca", Map.of());
    focco.setStock("A", null, 10, "2");
    FoccoStockSource source = new FoccoStockSource(connections(), api, plans, clock);
    Exchange exchange = exchange();
    exchange.getMessage().setBody(source.due("focco", exchange()).next());

    source.read("focco", exchange);
    Recorded.nothing(exchange);

    assertThat(exchange.getMessage().getBody()).isNotNull();
    assertThat(references.open(Reference.ITEM, "focco", 9)).isEmpty();
  }

  @Test
  void an_item_that_focco_refuses_does_not_keep_the_others_waiting() {
    focco.addItem("A", "Caneca", Map.of());
    focco.addItem("B", "Caneca", Map.of());
    focco.setStock("B", null, 10, "2");
    focco.inject("GetEstoqueItem", Fault.REFUSED, 1);

    poll();

    assertThat(focco.calls("GetEstoqueItem")).isEqualTo(2);
    assertThat(run.firstFailure()).isNull();
  }

  private static FoccoCodes.Item item(String code) {
    return new FoccoCodes.Item(code, null);
  }

  private List<Object> products() {
    return ReadFeed.of(new FoccoProductsFeed(api), connection, run).bodies;
  }

  private List<Stock> poll() {
    FoccoStockSource source = new FoccoStockSource(connections(), api, plans, clock);
    List<Stock> stocks = new ArrayList<>();
    for (var due = source.due("focco", exchange()); due.hasNext(); ) {
      Exchange exchange = exchange();
      exchange.getMessage().setBody(due.next());
      source.read("focco", exchange);
      if (exchange.getMessage().getBody() instanceof List<?> read) {
        read.forEach(it -> stocks.add((Stock) it));
      }
      Recorded.all(exchange);
    }
    return stocks;
  }

  private Exchange exchange() {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setProperty(PollRun.PROPERTY, run);
    return exchange;
  }

  private Connections connections() {
    return TestApi.connections(connection);
  }

  private void use(FoccoSettings.Stock stock, List<FoccoSettings.ItemRule> items) {
    FoccoSettings settings =
        new FoccoSettings(
            "u",
            "p",
            null,
            null,
            null,
            null,
            new FoccoSettings.Mappings(null, null, items, null, null),
            null,
            null,
            null,
            stock,
            null,
            null,
            null,
            null,
            null,
            null);
    connection =
        TestApi.connection(
            "focco", new FoccoSystem(), focco.url(), Duration.ofSeconds(5), settings);
    api = new FoccoApi(http.api(connection));
  }

  private static JsonNode document() throws IOException {
    Path file = Path.of("src/test/resources/focco/doc_GetItensCommand_response_FIXED.json");
    return FoccoEnvelope.read(Files.readString(file)).orElseThrow().value();
  }
}
