package dev.ponte.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.kit.Flows;
import dev.ponte.kit.Hub;
import dev.ponte.sandbox.FastClock;
import dev.ponte.sandbox.FastcommerceOrders;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.MoovinOrders;
import dev.ponte.sandbox.MoovinSimulator;
import dev.ponte.sandbox.PresenceSimulator;
import dev.ponte.sandbox.VtexInvoice;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What becomes of orders that are cancelled while something else is under way; one hub for all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class CancelRacesTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String FIRST_LINE = "CriaItemOrcamento";
  private static final String CREATE = "CriaPedido";

  private final VtexSimulator vtex = new VtexSimulator(0);
  private final MoovinSimulator moovin = new MoovinSimulator(0, Clock.systemUTC());

  /** Its hours pass in a minute, so that its quota does not end the tests. */
  private final FastcommerceSimulator fastcommerce =
      new FastcommerceSimulator(0, new FastClock(60));

  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final PresenceSimulator presence = new PresenceSimulator(0);
  private final Hub hub = new Hub();
  private final AtomicInteger numbers = new AtomicInteger();
  private Set<Long> budgets;

  @BeforeAll
  void start(@TempDir Path folder) {
    List.of(vtex, moovin, fastcommerce, focco, presence).forEach(it -> it.start());
    moovin.unlimited();
    presence.allow(60_000);
    hub.connect("vtex", vtex)
        .connect("moovin", moovin)
        .connect("fastcommerce", fastcommerce)
        .connect("focco", focco)
        .connect("presence", presence)
        .routes(Flows.hasty(folder));
    set("vtex.cancellations.days", 3650);
    set("focco.read-timeout", "4s");
    set("focco.orders.late-effect", "1s");
    set("moovin.quota.calls", 60_000);
    set("presence.quota.calls", 60_000);
    set("fastcommerce.quota.calls", 60_000);
    set("fastcommerce.orders.cancelled-every", "1s");
    set("fastcommerce.schedule.orders", "0/3 * * * * ?");
    List<String> stores = List.of("vtex", "moovin", "fastcommerce");
    for (int i = 0; i < stores.size(); i++) {
      set("presence.stores[%d].ecm-id".formatted(i), stores.get(i));
      set("presence.stores[%d].connection".formatted(i), stores.get(i));
    }
    hub.set("ponte.folders.nfe", folder.resolve("nfe"))
        .set("ponte.folders.shipments", folder.resolve("shipments"))
        .start();
  }

  @BeforeEach
  void remember() {
    budgets = focco.budgets();
  }

  @AfterEach
  void heal() {
    List.of(vtex, moovin, fastcommerce, focco, presence).forEach(it -> it.heal());
    focco.latency(Duration.ZERO);
    vtex.readsUntilInvoiceShows(0);
  }

  @AfterAll
  void stop() {
    hub.close();
    List.of(vtex, moovin, fastcommerce, focco, presence).forEach(it -> it.close());
  }

  @Test
  void cancelled_in_any_store_before_focco_took_it_leaves_nothing_in_focco() {
    focco.inject(any -> true, Fault.ERROR_500, Integer.MAX_VALUE);
    String first = placeInVtex();
    String second = placeInMoovin();
    String third = placeInFastcommerce();
    List<String> all = List.of(first, second, third);
    all.forEach(it -> await().atMost(SOON).until(() -> states(it).size() == 1));

    cancelInVtex(first);
    moovin.cancel(second);
    fastcommerce.cancel(Integer.parseInt(third));
    all.forEach(it -> await().atMost(SOON).until(() -> states(it).size() == 2));
    focco.heal();

    for (String it : all) {
      awaitStates(it, "superseded", "skipped");
      assertThat(focco.ordersOf(it)).isEmpty();
    }
    assertThat(focco.budgets()).isEqualTo(budgets);
    assertThat(vtex.handlingCalls(first)).isZero();
    assertThat(moovin.imported(second)).isFalse();
  }

  @Test
  void cancelled_while_the_lines_are_built_leaves_neither_order_nor_budget() {
    AtomicInteger lines = new AtomicInteger();
    focco.inject(
        it -> it.equals(FIRST_LINE) && lines.incrementAndGet() % 2 == 0,
        Fault.REPLY_LOST,
        Integer.MAX_VALUE);
    String id = placeInVtexWithLines(2);
    await().atMost(SOON).until(() -> lines.get() >= 2);

    cancelInVtex(id);

    awaitStates(id, "superseded", "skipped");
    assertThat(focco.ordersOf(id)).isEmpty();
    assertThat(focco.budgets()).isEqualTo(budgets);
  }

  @Test
  void cancelled_after_the_answer_to_the_first_line_was_lost_names_the_budget_that_may_be_left() {
    focco.inject(FIRST_LINE, Fault.REPLY_LOST, 1);
    focco.inject(FIRST_LINE, Fault.UNAVAILABLE, Integer.MAX_VALUE);
    String id = placeInVtex();
    await().atMost(SOON).until(() -> focco.budgets().size() == budgets.size() + 1);

    cancelInVtex(id);

    awaitStates(id, "superseded", "skipped");
    assertThat(focco.ordersOf(id)).isEmpty();
    assertThat(words(id, "focco")).contains("ordem de compra " + id);
  }

  @Test
  void cancelled_after_the_answer_to_cria_pedido_was_lost_is_parked_with_what_to_look_for() {
    focco.inject(CREATE, Fault.REPLY_LOST, 1);
    String lost = placeInVtex();
    await().atMost(SOON).until(() -> focco.ordersOf(lost).size() == 1);
    cancelInVtex(lost);
    awaitStates(lost, "superseded", "parked");
    assertInDoubt(lost);
  }

  @Test
  void cancelled_while_cria_pedido_does_not_answer_is_parked_with_what_to_look_for() {
    focco.inject(CREATE, Fault.REPLY_WITHHELD, 1);
    String withheld = placeInVtex();
    await().atMost(SOON).until(() -> focco.ordersOf(withheld).size() == 1);
    cancelInVtex(withheld);
    awaitStates(withheld, "superseded", "parked");
    assertInDoubt(withheld);
  }

  private void assertInDoubt(String id) {
    assertThat(focco.ordersOf(id)).hasSize(1);
    assertThat(focco.budgets()).isEqualTo(budgets);
    assertThat(words(id, "focco")).contains("ordem de compra " + id).contains("cancel");
    assertThat(vtex.handled(id)).isZero();
  }

  @Test
  void cancelled_while_a_slow_focco_takes_it_is_one_order_and_parked_with_its_number() {
    focco.latency(Duration.ofMillis(400));
    long lines = focco.calls(FIRST_LINE);
    String id = placeInVtex();
    await().atMost(SOON).until(() -> focco.calls(FIRST_LINE) > lines);

    cancelInVtex(id);

    awaitStates(id, "delivered", "parked");
    assertParkedWithNumber(id);
    await().atMost(SOON).until(() -> firstStatus(id, "vtex").equals("parked"));
    assertThat(words(id, "vtex")).contains("cancel it in the ERP");
    assertThat(vtex.handled(id)).isZero();
  }

  @Test
  void cancelled_after_focco_took_it_is_parked_with_its_number_and_was_handled_once() {
    String id = handled();

    cancelInVtex(id);

    awaitStates(id, "delivered", "parked");
    assertParkedWithNumber(id);
    assertThat(firstStatus(id, "vtex")).isEqualTo("delivered");
    assertThat(vtex.handlingCalls(id)).isEqualTo(1);
  }

  @Test
  void cancelled_before_start_handling_parks_the_status_and_the_invoice_that_waited_for_it() {
    vtex.inject("start-handling", Fault.ERROR_500, Integer.MAX_VALUE);
    String id = placeInVtex();
    await().atMost(SOON).until(() -> focco.ordersOf(id).size() == 1);
    String invoice = invoice("vtex", id, value(id));
    await().atMost(SOON).until(() -> words(invoice, "vtex") != null);

    cancelInVtex(id);
    awaitStates(id, "delivered", "parked");
    assertParkedWithNumber(id);
    vtex.heal();

    await().atMost(SOON).until(() -> firstStatus(id, "vtex").equals("parked"));
    assertThat(vtex.handled(id)).isZero();
    assertNotSent(invoice, "vtex");
    assertThat(vtex.invoices(id)).isEmpty();
  }

  @Test
  void cancelled_while_the_invoice_is_in_flight_ends_delivered_if_it_was_there_already() {
    String id = handled();
    vtex.readsUntilInvoiceShows(3);
    vtex.inject("invoice", Fault.REPLY_LOST, 1);
    String invoice = invoice("vtex", id, value(id));
    await().atMost(SOON).until(() -> vtex.invoices(id).size() == 1);

    cancelInVtex(id);
    awaitStates(id, "delivered", "parked");

    await().atMost(SOON).until(() -> hub.state(invoice, "vtex").equals("delivered"));
    assertThat(vtex.invoices(id)).extracting(VtexInvoice::posts).containsExactly(1);
    assertNotSent(invoice("vtex", id, BigDecimal.ONE), "vtex");
    assertThat(vtex.invoices(id)).hasSize(1);
  }

  @Test
  void cancelled_after_a_partial_invoice_keeps_it_and_sends_no_other() {
    String id = placeInVtexWithLines(2);
    await().atMost(SOON).until(() -> told("vtex", id));
    String part = partialInvoice(id, 0);
    await().atMost(SOON).until(() -> hub.state(part, "vtex").equals("delivered"));

    cancelInVtex(id);
    awaitStates(id, "delivered", "parked");

    assertParkedWithNumber(id);
    assertNotSent(partialInvoice(id, 1), "vtex");
    assertThat(vtex.invoices(id)).extracting(VtexInvoice::posts).containsExactly(1);
  }

  @Test
  void cancelled_in_moovin_or_fastcommerce_is_parked_with_the_number_and_gets_no_invoice() {
    String first = placeInMoovin();
    String second = placeInFastcommerce();
    await().atMost(SOON).until(() -> told("moovin", first) && told("fastcommerce", second));

    moovin.cancel(first);
    fastcommerce.cancel(Integer.parseInt(second));

    awaitStates(first, "delivered", "parked");
    awaitStates(second, "delivered", "parked");
    assertParkedWithNumber(first);
    assertParkedWithNumber(second);
    String firstInvoice = invoice("moovin", first, BigDecimal.TEN);
    String secondInvoice = invoice("fastcommerce", second, BigDecimal.TEN);
    assertNotSent(firstInvoice, "moovin");
    assertNotSent(secondInvoice, "fastcommerce");
    assertThat(moovin.invoice(first)).isNull();
    assertThat(fastcommerce.order(Integer.parseInt(second)).header().getOrDefault("NumNFe", ""))
        .isEmpty();
  }

  @Test
  void cancelled_in_the_erp_is_cancelled_once_in_each_store_and_makes_no_news_of_it() {
    vtex.readsUntilCanceled(0);
    String first = handled();
    String second = placeInMoovin();
    String third = placeInFastcommerce();
    await().atMost(SOON).until(() -> told("moovin", second) && told("fastcommerce", third));
    String accepted = moovin.status(second);

    for (String it : List.of(first, second, third)) {
      focco.setStatus(focco.ordersOf(it).get(0).id(), "Cancelado");
    }

    int number = Integer.parseInt(third);
    await()
        .atMost(SOON)
        .until(
            () ->
                vtex.status(first).equals("canceled")
                    && !moovin.status(second).equals(accepted)
                    && fastcommerce.order(number).status() == 2);
    long lists = vtex.calls("list-orders");
    long pages = moovin.calls("getPedidos");
    long reports = fastcommerce.calls("ReportView");
    await()
        .atMost(SOON)
        .until(
            () ->
                vtex.calls("list-orders") > lists + 20
                    && moovin.calls("getPedidos") > pages + 3
                    && fastcommerce.calls("ReportView") > reports + 6);
    assertThat(vtex.cancels(first)).isEqualTo(1);
    assertThat(updates(second, "codigo_status_pedido")).isEqualTo(1);
    assertThat(fastcommerce.order(number).history()).containsOnlyOnce(2);
    for (String it : List.of(first, second, third)) {
      assertThat(states(it)).as(it).containsExactly("delivered");
    }
  }

  private void set(String key, Object value) {
    hub.set("ponte.connections." + key, value);
  }

  private String placeInVtex() {
    return placeInVtexWithLines(1);
  }

  private String placeInVtexWithLines(int lines) {
    int number = numbers.incrementAndGet();
    while (document(number).path("items").size() < lines) {
      number = numbers.incrementAndGet();
    }
    vtex.place(document(number).toString());
    return VtexOrders.id(number);
  }

  private String placeInMoovin() {
    int number = numbers.incrementAndGet();
    moovin.place(MoovinOrders.order(number));
    return MoovinOrders.id(number);
  }

  private String placeInFastcommerce() {
    int number = numbers.incrementAndGet();
    fastcommerce.place(FastcommerceOrders.order(number));
    return String.valueOf(number);
  }

  private void cancelInVtex(String id) {
    vtex.setStatus(id, "canceled");
  }

  /** An order of VTEX that the ERP has and the store was told of. */
  private String handled() {
    String id = placeInVtex();
    await().atMost(SOON).until(() -> told("vtex", id));
    return id;
  }

  private boolean told(String store, String id) {
    return firstStatus(id, store).equals("delivered");
  }

  /** What became of telling the store that the ERP has the order. */
  private String firstStatus(String id, String store) {
    return states("order-status", id, store).stream().findFirst().orElse("none");
  }

  private static JsonNode document(int number) {
    try {
      return new JsonMapper().readTree(new VtexOrders(1).with(number, VtexOrders.Trait.PLAIN));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static BigDecimal value(String id) {
    return BigDecimal.valueOf(document(id).path("value").asLong(), 2);
  }

  private static JsonNode document(String id) {
    return document(Integer.parseInt(id.substring(1, 13)));
  }

  /** Records an invoice of one line of the order and gives its key in the ledger. */
  private String partialInvoice(String order, int line) {
    JsonNode item = document(order).path("items").path(line);
    BigDecimal price = BigDecimal.valueOf(item.path("price").asLong(), 2);
    BigDecimal quantity = item.path("quantity").decimalValue();
    String json =
        """
        {"source":"erp","order":{"connection":"vtex","id":"%s"},"kind":"SALE","number":"%d",
         "series":"1","issuedAt":"%s","value":%s,
         "lines":[{"sku":"%s","quantity":%s,"unitPrice":%s}]}"""
            .formatted(
                order,
                900 + line,
                OffsetDateTime.now(ZoneOffset.UTC),
                price.multiply(quantity),
                item.path("id").asText(),
                quantity,
                price);
    try (ProducerTemplate template = hub.part(CamelContext.class).createProducerTemplate()) {
      template.sendBody("ledger:invoice", json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "%s/SALE/1/%d".formatted(order, 900 + line);
  }

  /** Lists an invoice in Presence and gives its key in the ledger. */
  private String invoice(String store, String order, BigDecimal value) {
    BigDecimal cents = value.setScale(2, RoundingMode.DOWN);
    var invoice = presence.invoice(store, order, cents.toPlainString());
    return "%s/SALE/%s/%d".formatted(order, invoice.series(), invoice.number());
  }

  private long updates(String order, String field) {
    return moovin.updates().stream().filter(it -> it.contains(order) && it.contains(field)).count();
  }

  private void assertParkedWithNumber(String id) {
    List<FoccoSimulator.SalesOrder> orders = focco.ordersOf(id);
    assertThat(orders).hasSize(1);
    assertThat(words(id, "focco"))
        .contains("cancelled in the store")
        .contains(String.valueOf(orders.get(0).number()));
    assertThat(focco.budgets()).isEqualTo(budgets);
  }

  private void assertNotSent(String invoice, String store) {
    await().atMost(SOON).until(() -> hub.state(invoice, store).equals("parked"));
    assertThat(words(invoice, store)).contains("The store has cancelled the order");
  }

  private void awaitStates(String id, String... states) {
    await().atMost(SOON).untilAsserted(() -> assertThat(states(id)).as(id).containsExactly(states));
  }

  /** Of all versions of an order on their way to Focco, oldest first. */
  private List<String> states(String id) {
    return states("order", id, "focco");
  }

  private List<String> states(String type, String key, String subscriber) {
    return hub.part(JdbcClient.class)
        .sql(
            "SELECT d.state FROM delivery d JOIN head h ON h.id = d.head_id"
                + " JOIN subscription s ON s.id = d.subscription_id"
                + " WHERE h.type = :type AND h.message_key = :key AND s.subscriber = :subscriber"
                + " ORDER BY d.id")
        .param("type", type)
        .param("key", key)
        .param("subscriber", subscriber)
        .query(String.class)
        .list();
  }

  /** What the parked delivery of the key says, else the newest; null when none says anything. */
  private String words(String key, String subscriber) {
    return hub.part(JdbcClient.class)
        .sql(
            "SELECT d.words FROM delivery d JOIN head h ON h.id = d.head_id"
                + " JOIN subscription s ON s.id = d.subscription_id"
                + " WHERE h.message_key = :key AND s.subscriber = :subscriber"
                + " AND d.words IS NOT NULL"
                + " ORDER BY CASE d.state WHEN 'parked' THEN 0 ELSE 1 END, d.id DESC FETCH FIRST 1 ROWS ONLY")
        .param("key", key)
        .param("subscriber", subscriber)
        .query(String.class)
        .optional()
        .orElse(null);
  }
}
