package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Sale;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.Stock.Location;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Limits;
import dev.ponte.connection.PollRun;
import dev.ponte.connection.RealApi;
import dev.ponte.connection.Sending;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Priority;
import dev.ponte.intake.CheckDriver;
import dev.ponte.kit.HeldLease;
import dev.ponte.kit.TestChecks;
import dev.ponte.kit.TestClock;
import dev.ponte.kit.TestDelivery;
import dev.ponte.kit.TestReferences;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.Simulator.Answer;
import dev.ponte.sandbox.VtexSimulator;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The cases that the contract numbers, as far as they are about stock and SKUs, and what is near.
 */
class VtexStockCasesTest {

  private static final Instant TEN = Instant.parse("2026-01-05T10:00:00Z");
  private static final String WAREHOUSE = "1_1";

  private final TestClock clock = new TestClock(TEN);
  private final VtexSimulator vtex = new VtexSimulator(0, clock);
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final TestReferences references = new TestReferences(clock);
  private final TestChecks checks = new TestChecks("focco");
  private final TestDelivery delivery = new TestDelivery("A1@1", "vtex");
  private Connection connection;
  private RealApi api;

  @BeforeEach
  void open() {
    vtex.start();
    vtex.putSku(25, "A1", "7890000000017,7890000000024", WAREHOUSE, 10);
    camel.start();
    connect(VtexSkuSettings.By.REF_ID);
  }

  @AfterEach
  void close() {
    camel.stop();
    vtex.close();
    assertThat(vtex.violations()).as("what a hub must not do").isEmpty();
  }

  @Test
  void case_7_what_the_erp_has_and_vtex_still_keeps_back_is_put_on_top_of_what_is_free() {
    tell(stock("7.9", TEN, sale(2, TEN.minusSeconds(60), null)));

    assertThat(patches())
        .singleElement()
        .asString()
        .contains(
            "{\"quantity\":9,\"unlimitedQuantity\":false,\"dateUtcOnBalanceSystem\":\"2026-01-05T10:00:00Z\"}");
    assertThat(vtex.total(25, WAREHOUSE)).isEqualTo(9);
  }

  @Test
  void case_8_after_handling_an_equal_quantity_is_sent_again_once() {
    tell(stock("10", TEN));
    sell("1500000000001-01", 1);
    assertThat(vtex.reserved(25, WAREHOUSE)).isEqualTo(1);
    Instant accepted = later();
    DeliveryFailure older = refusal(stock("10", TEN, sale(1, accepted, null)));
    assertThat(older.failureClass())
        .as("read before the ERP had it")
        .isEqualTo(FailureClass.NOT_YET);
    Instant handled = later();
    vtex.setStatus("1500000000001-01", "handling");
    Instant received = later();

    tell(stock("10", received, sale(1, accepted, handled)));

    assertThat(patches()).hasSize(2);
    assertThat(vtex.total(25, WAREHOUSE)).isEqualTo(10);
    assertThat(vtex.reserved(25, WAREHOUSE)).isZero();
    tell(stock("10", later(), sale(1, accepted, handled)));
    assertThat(patches()).as("the second equal reading").hasSize(2);
  }

  @Test
  void case_8_what_others_sell_does_not_wait_for_a_newer_reading() {
    tell(stock("10", TEN));
    Instant accepted = later();

    tell(
        stock(
            "10",
            TEN,
            sale(1, accepted, null),
            new Sale("moovin", null, BigDecimal.ONE, null, null, null)));

    assertThat(vtex.total(25, WAREHOUSE)).isEqualTo(9);
  }

  @Test
  void case_9_a_locked_sku_is_told_the_newest_value_when_the_lock_is_over() {
    vtex.inject(
        "set-quantity",
        Answer.json(423, "\"Unable to acquire lock for key: lojax_item_logistics_25_1_1.\""),
        1);
    DeliveryFailure locked = refusal(stock("5", TEN));
    assertThat(locked.failureClass()).isEqualTo(FailureClass.TRANSIENT);
    assertThat(locked.retryAt()).hasValue(TEN.plusSeconds(3));

    tell(stock("4", later()));

    assertThat(vtex.total(25, WAREHOUSE)).isEqualTo(4);
  }

  @Test
  void case_9_an_error_after_which_the_quantity_is_there_is_done() {
    vtex.putSku(25, "A1", null, WAREHOUSE, 4);
    vtex.inject("set-quantity", Answer.text(500, "internal server error"), 1);

    tell(stock("4", TEN));

    assertThat(patches()).hasSize(1);
    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.DELIVERED);
  }

  @Test
  void case_9_a_lost_answer_is_read_back_and_not_repeated() {
    vtex.inject("set-quantity", Fault.REPLY_LOST, 1);

    tell(stock("6", TEN));

    assertThat(vtex.total(25, WAREHOUSE)).isEqualTo(6);
    assertThat(patches()).hasSize(1);
  }

  @Test
  void case_9_more_promised_than_there_is_is_told_and_reported() {
    sell("1500000000001-01", 2);

    tell(stock("0", TEN));

    assertThat(patches()).hasSize(2);
    assertThat(vtex.total(25, WAREHOUSE)).isEqualTo(2);
    assertThat(checks.reported())
        .singleElement()
        .extracting(Difference::found)
        .isEqualTo("0, so 2 are missing");
    assertThat(delivery.settled().words()).contains("2 promised, 2 missing");
  }

  @Test
  void case_11_refs_are_asked_for_once_and_believed_when_read_back() {
    vtex.putSku(26, "A9", null, WAREHOUSE, 1);
    vtex.misleadRef("A2", 26);
    List<String> wanted = List.of("A1", "A1", " A2 ", "", "ZZ");

    Map<String, VtexSku> found = find(wanted);

    assertThat(requests("get-skus-by-ref-ids"))
        .singleElement()
        .asString()
        .contains("[\"A1\",\"A2\",\"ZZ\"]");
    assertThat(found).containsOnlyKeys("A1", "A2", "ZZ");
    assertThat(found.get("A1")).isEqualTo(new VtexSku("25", false, null));
    assertThat(found.get("A2").wrong()).contains("SKU 26").contains("A9");
    assertThat(found.get("ZZ")).isEqualTo(VtexSku.NONE);

    long calls = vtex.calls();
    assertThat(find(wanted)).isEqualTo(found);
    assertThat(vtex.calls()).as("all of it is known").isEqualTo(calls);
    clock.forward(Duration.ofMinutes(6));
    find(wanted);
    assertThat(requests("get-skus-by-ref-ids").get(1)).as("the missing one").contains("[\"ZZ\"]");
    clock.forward(Duration.ofHours(24));
    find(List.of("A1"));
    assertThat(requests("get-skus-by-ref-ids")).as("after a day").hasSize(3);
  }

  @Test
  void case_11_a_code_of_two_skus_is_refused_with_both() {
    tell(stock("5", TEN));
    vtex.putSku(27, "A1", null, WAREHOUSE, 0);
    compare();

    DeliveryFailure failure = refusal(stock("4", later()));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure).hasMessageContaining("25").hasMessageContaining("27");
    assertThat(failure.cause()).hasValue("vtex.sku-mismatch");
  }

  @Test
  void case_11_what_one_account_calls_a_code_is_nothing_to_another() {
    find(List.of("A1"));
    try (VtexSimulator other = new VtexSimulator(0, clock)) {
      other.start();
      other.putSku(99, "A1", null, WAREHOUSE, 1);
      Connection moved = connection(other, VtexSkuSettings.By.REF_ID);
      VtexSkus skus = new VtexSkus(new RealApi(camel, moved).api(), references, clock);

      assertThat(skus.find(moved, List.of("A1"), null, Priority.STOCK).get("A1").id())
          .isEqualTo("99");
    }
  }

  @Test
  void case_15_after_slow_down_the_newest_value_goes_and_nothing_is_read_back() {
    vtex.inject("set-quantity", Fault.UNAVAILABLE, 1);

    DeliveryFailure slow = refusal(stock("5", TEN));

    assertThat(slow.failureClass()).isIn(FailureClass.THROTTLED, FailureClass.TRANSIENT);
    assertThat(slow.retryAt()).isPresent();
    assertThat(vtex.calls("get-inventory")).isZero();
  }

  @Test
  void a_ref_that_the_list_does_not_find_gets_a_second_opinion() {
    vtex.hideRef("A1");

    assertThat(find(List.of("A1")).get("A1").id()).isEqualTo("25");
  }

  @Test
  void a_sku_is_found_by_any_of_its_bar_codes() {
    connect(VtexSkuSettings.By.EAN);

    assertThat(find(List.of("7890000000024")).get("7890000000024"))
        .isEqualTo(new VtexSku("25", false, null));
  }

  @Test
  void a_sku_that_is_gone_is_looked_for_again() {
    tell(stock("5", TEN));
    vtex.inject("set-quantity", Fault.NOT_FOUND, 1);

    assertThat(refusal(stock("4", later())).failureClass()).isEqualTo(FailureClass.NOT_YET);
    tell(stock("4", later()));

    assertThat(vtex.calls("get-skus-by-ref-ids")).isEqualTo(2);
    assertThat(vtex.total(25, WAREHOUSE)).isEqualTo(4);
  }

  @Test
  void a_kit_of_components_is_left_to_vtex() {
    vtex.putKit(30, "KIT");

    tell(new Stock("focco", "KIT", Location.company("1"), BigDecimal.TEN, at(TEN)));

    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(patches()).isEmpty();
  }

  @Test
  void a_place_that_is_no_warehouse_of_the_store_is_skipped() {
    tell(new Stock("focco", "A1", Location.company("2"), BigDecimal.TEN, at(TEN)));

    assertThat(delivery.settled().words()).contains("Location 2").contains("stock.warehouses");
    assertThat(vtex.calls()).isZero();
  }

  @Test
  void a_warehouse_that_vtex_does_not_have_is_told_when_it_is_asked() {
    assertThat(connection.system().doubts(connection, api.api())).isEmpty();
    try (VtexSimulator empty = new VtexSimulator(0, clock)) {
      empty.start();
      empty.putSku(1, "B", null, "main", 1);
      Connection wrong = connection(empty, VtexSkuSettings.By.REF_ID);

      assertThat(wrong.system().doubts(wrong, new RealApi(camel, wrong).api()))
          .containsExactly(
              "ponte.connections.vtex.stock.warehouses names 1_1, which VTEX does not have; it has [main]");
    }
  }

  @Test
  void what_vtex_holds_otherwise_is_a_difference() {
    checks.acknowledged("A1@1", Canonical.write(stock("5", TEN)));

    assertThat(compare())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.key()).isEqualTo("A1@1");
              assertThat(it.expected()).isEqualTo("quantity=5");
              assertThat(it.found()).isEqualTo("quantity=10");
            });
    tell(stock("5", TEN));
    assertThat(compare()).isEmpty();
  }

  private List<Difference> compare() {
    List<Difference> all = new ArrayList<>();
    new CheckDriver(checks)
        .run(
            new VtexStockHeld(new VtexSkuPages(api.api(), skus())),
            connection,
            new PollRun(new HeldLease()),
            differences -> {
              all.addAll(differences);
              return null;
            });
    return all;
  }

  private Instant later() {
    clock.forward(Duration.ofMinutes(1));
    return clock.instant();
  }

  private void sell(String id, int pieces) {
    vtex.place(
        """
        {"orderId":"%s","creationDate":"2026-01-05T09:00:00Z","value":1,"status":"ready-for-handling",
         "items":[{"id":"25","quantity":%d}],
         "shippingData":{"logisticsInfo":[{"deliveryIds":[{"warehouseId":"1_1"}]}]}}"""
            .formatted(id, pieces));
  }

  private static Sale sale(int pieces, Instant accepted, Instant handled) {
    return new Sale("vtex", WAREHOUSE, BigDecimal.valueOf(pieces), accepted, null, handled);
  }

  private static Stock stock(String available, Instant readAt, Sale... sales) {
    return new Stock("focco", "A1", Location.company("1"), new BigDecimal(available), at(readAt))
        .with(List.of(sales), Stock.Falls.ORDER, readAt);
  }

  private static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private void tell(Stock stock) {
    delivery.settle(
        new VtexStockSink(api.api(), skus(), checks, clock).deliver(connection, stock, delivery));
  }

  private DeliveryFailure refusal(Stock stock) {
    return catchThrowableOfType(DeliveryFailure.class, () -> tell(stock));
  }

  private Map<String, VtexSku> find(List<String> codes) {
    return skus().find(connection, codes, delivery, Priority.STOCK);
  }

  private VtexSkus skus() {
    return new VtexSkus(api.api(), references, clock);
  }

  private List<String> patches() {
    return requests("set-quantity");
  }

  private List<String> requests(String operation) {
    return delivery.calls().stream()
        .filter(it -> it.operation().equals(operation))
        .map(Delivery.Call::request)
        .toList();
  }

  private void connect(VtexSkuSettings.By by) {
    connection = connection(vtex, by);
    api = new RealApi(camel, connection);
  }

  private static Connection connection(VtexSimulator vtex, VtexSkuSettings.By by) {
    VtexSettings plain = Store.settings();
    VtexSettings settings =
        new VtexSettings(
            plain.appKey(),
            plain.appToken(),
            plain.status(),
            plain.perPage(),
            plain.sellers(),
            plain.payments(),
            null,
            null,
            plain.cancelMethod(),
            plain.pathPrefix(),
            null,
            null,
            null,
            null,
            new VtexSkuSettings(by),
            new VtexStockSettings(List.of(new VtexStockSettings.Place("1", WAREHOUSE)), null),
            null,
            null,
            false);
    Limits limits =
        new Limits(
            8, Duration.ofSeconds(5), Duration.ofSeconds(2), 0, Duration.ofMinutes(1), 0, 4 << 20);
    return new Connection(
        "vtex",
        new VtexSystem(),
        vtex.url(),
        Documents.ZONE,
        limits,
        Duration.ofHours(72),
        false,
        Map.of(),
        Sending.UNSET,
        settings);
  }
}
