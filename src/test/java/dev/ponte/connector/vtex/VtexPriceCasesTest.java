package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Price.Promotion;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.FailureClass;
import dev.ponte.intake.CheckDriver;
import dev.ponte.kit.HeldLease;
import dev.ponte.kit.TestChecks;
import dev.ponte.kit.TestDelivery;
import dev.ponte.kit.TestReferences;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.Simulator.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The cases that the contract numbers, as far as they are about prices, and what is near. */
class VtexPriceCasesTest {

  private static Store store;
  private static VtexSkus skus;
  private static long last = 1_000;

  private final TestChecks checks = new TestChecks("erp");
  private TestDelivery delivery;
  private long sku;

  @BeforeAll
  static void open() {
    store = new Store(VtexPriceCasesTest::withTables);
    skus = new VtexSkus(store.api.api(), new TestReferences(store.clock), store.clock);
  }

  @BeforeEach
  void a_sku() {
    sku = ++last;
    store.vtex.putSku(sku, "P" + sku, null, "1_1", 1);
    delivery = new TestDelivery("P" + sku, "vtex");
  }

  @AfterEach
  void nothing_was_done_that_must_not_be() {
    assertThat(store.vtex.violations()).isEmpty();
  }

  @AfterAll
  static void close() {
    store.close();
  }

  @Test
  void case_10_a_price_keeps_the_fixed_prices_of_others() {
    enter(
        """
        {"itemId":"25","costPrice":60,"markup":50,"basePrice":90,"listPrice":120,
         "fixedPrices":[{"tradePolicyId":"7","value":85,"minQuantity":1}]}""");

    tell(price("95.50"));

    assertThat(requests("set-price"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(Documents.json(it))
                    .isEqualTo(
                        Documents.json(
                            """
                            {"basePrice":95.50,"costPrice":60.00,"listPrice":120.00,
                             "fixedPrices":[{"tradePolicyId":"7","value":85,"minQuantity":1}]}""")));
    assertThat(shown().path("fixedPrices").get(0).path("value").asInt()).isEqualTo(85);
    assertThat(requests("get-price")).as("before, and read back").hasSize(2);
    tell(price("95.50"));
    assertThat(requests("get-price")).as("an equal price costs no call").hasSize(2);
  }

  @Test
  void case_10_a_promotion_is_added_to_the_fixed_prices_and_nothing_is_put() {
    tell(price("95.50"));

    tell(promoted("95.50", "79.90", hours(1), hours(24)));

    assertThat(requests("set-price")).hasSize(1);
    assertThat(requests("add-fixed-prices"))
        .singleElement()
        .satisfies(
            it -> {
              JsonNode one = Documents.json(it).get(0);
              assertThat(one.path("tradePolicyId").asText()).isEqualTo("2");
              assertThat(one.path("value").asText()).isEqualTo("79.9");
              assertThat(one.path("dateRange").path("from").asText()).endsWith("Z");
            });
  }

  @Test
  void case_10_a_price_of_nothing_is_refused_before_a_call() {
    long calls = store.vtex.calls();

    assertThatThrownBy(() -> tell(price("0")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("would not sell it any more");
    assertThatThrownBy(() -> tell(promoted("10", "0", null, hours(1))))
        .hasMessageContaining("promotion's price is 0");
    assertThat(store.vtex.calls()).isEqualTo(calls);
  }

  @Test
  void case_15_a_full_minute_of_prices_is_waited_for_as_long_as_vtex_says() {
    try (Store busy = new Store(VtexPriceCasesTest::withTables)) {
      busy.vtex.putSku(sku, "P" + sku, null, "1_1", 1);
      Answer full = Answer.json(429, "\"Too many requests\"");
      busy.vtex.inject(
          "set-price",
          new Answer(429, full.contentType(), full.body(), Map.of("Retry-After", "7")),
          1);
      VtexSkus own = new VtexSkus(busy.api.api(), new TestReferences(busy.clock), busy.clock);
      VtexPricesSink sink = new VtexPricesSink(busy.api.api(), own, busy.clock);
      Instant asked = Instant.now();

      DeliveryFailure failure =
          catchThrowableOfType(
              DeliveryFailure.class, () -> sink.deliver(busy.connection, price("6"), delivery));

      assertThat(failure.failureClass()).isEqualTo(FailureClass.THROTTLED);
      assertThat(failure.retryAt().orElseThrow()).isAfterOrEqualTo(asked.plusSeconds(7));
      assertThatThrownBy(() -> sink.deliver(busy.connection, price("6"), delivery))
          .as("until then it is not asked")
          .hasMessageContaining("is not asked before");
      assertThat(busy.vtex.calls("set-price")).isEqualTo(1);
    }
    tell(price("6"));
    assertThat(shown().path("basePrice").asInt()).as("another account goes on").isEqualTo(6);
  }

  @Test
  void a_promotion_that_moves_is_not_two_and_one_that_ends_is_none() {
    enter(
        """
        {"basePrice":90,"costPrice":60,
         "fixedPrices":[{"tradePolicyId":"2","value":85,"minQuantity":1}]}""");
    tell(promoted("90", "79.90", hours(1), hours(24)));
    assertThat(shown().path("fixedPrices")).hasSize(2);

    tell(promoted("90", "79.90", hours(2), hours(48)));

    assertThat(shown().path("fixedPrices")).hasSize(2);
    assertThat(shown().path("fixedPrices").get(1).path("dateRange").path("to").asText())
        .isEqualTo(hours(48).toInstant().toString());
    tell(price("90"));
    assertThat(shown().path("fixedPrices")).hasSize(1);
    assertThat(shown().path("fixedPrices").get(0).path("value").asInt()).isEqualTo(85);
  }

  @Test
  void a_promotion_from_now_on_has_one_beginning() {
    tell(promoted("90", "79.90", null, hours(24)));
    store.clock.forward(Duration.ofMinutes(5));

    tell(promoted("90", "70.00", null, hours(24)));

    assertThat(shown().path("fixedPrices"))
        .singleElement()
        .satisfies(it -> assertThat(it.path("value").asInt()).isEqualTo(70));
  }

  @Test
  void a_promotion_without_an_end_is_a_fixed_price_once_it_has_begun() {
    assertThatThrownBy(() -> tell(promoted("90", "70.00", hours(1), null)))
        .hasMessageContaining("no beginning without an end");

    tell(promoted("90", "70.00", hours(-1), null));

    assertThat(shown().path("fixedPrices").get(0).has("dateRange")).isFalse();
  }

  @Test
  void a_refused_price_is_told_with_the_limits_of_the_account() {
    store.vtex.inject("set-price", Answer.json(400, "\"refused\""), 1);

    DeliveryFailure failure = catchThrowableOfType(DeliveryFailure.class, () -> tell(price("80")));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure)
        .hasMessageContaining("wants a cost beside it")
        .hasMessageContaining("variation {\"upper\":50,\"lower\":30}");
  }

  @Test
  void the_wholesale_price_goes_to_its_table_and_a_list_price_that_is_none_any_more_goes_away() {
    tell(full("120.00", "75.00"));
    assertThat(shown().path("listPrice").asInt()).isEqualTo(120);
    assertThat(shown().path("fixedPrices").get(0).path("tradePolicyId").asText()).isEqualTo("b2b");
    assertThat(shown().path("fixedPrices").get(0).path("minQuantity").asInt()).isEqualTo(10);

    tell(full(null, "75.00"));

    assertThat(shown().path("listPrice").isNull() || shown().path("listPrice").isMissingNode())
        .isTrue();
  }

  @Test
  void a_price_in_other_money_is_refused() {
    Price dollars =
        new Price("erp", "P" + sku, null, BigDecimal.TEN, null, null, null, "USD", null);

    assertThatThrownBy(() -> tell(dollars)).hasMessageContaining("money.currencies");
  }

  @Test
  void a_sku_that_is_gone_is_waited_for() {
    store.vtex.inject("set-price", Fault.NOT_FOUND, 1);

    DeliveryFailure failure = catchThrowableOfType(DeliveryFailure.class, () -> tell(price("80")));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_YET);
  }

  @Test
  void what_vtex_shows_otherwise_is_a_difference() {
    Price told = promoted("90", "79.90", hours(1), hours(24));
    tell(told);
    checks.acknowledged("P" + sku, Canonical.write(told));
    assertThat(compare()).isEmpty();

    enter("{\"basePrice\":91,\"costPrice\":60,\"fixedPrices\":[]}");

    assertThat(compare())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.expected()).contains("base=90.00").contains("=79.90");
              assertThat(it.found()).contains("base=91.00");
            });
  }

  private List<Difference> compare() {
    List<Difference> all = new ArrayList<>();
    new CheckDriver(checks)
        .run(
            new VtexPricesHeld(new VtexSkuPages(store.api.api(), skus), store.clock),
            store.connection,
            new PollRun(new HeldLease()),
            differences -> {
              all.addAll(differences);
              return null;
            });
    return all;
  }

  private void tell(Price price) {
    delivery.settle(
        new VtexPricesSink(store.api.api(), skus, store.clock)
            .deliver(store.connection, price, delivery));
  }

  private void enter(String json) {
    store.vtex.enterPrice(sku, json);
  }

  private JsonNode shown() {
    return Documents.json(store.vtex.price(sku));
  }

  private List<String> requests(String operation) {
    return delivery.calls().stream()
        .filter(it -> it.operation().equals(operation))
        .map(Delivery.Call::request)
        .toList();
  }

  private Price price(String sale) {
    return new Price("erp", "P" + sku, null, new BigDecimal(sale), null, null, null, "BRL", null);
  }

  private Price promoted(String sale, String promotion, OffsetDateTime from, OffsetDateTime to) {
    return new Price(
        "erp",
        "P" + sku,
        null,
        new BigDecimal(sale),
        null,
        null,
        new Promotion(new BigDecimal(promotion), from, to),
        "BRL",
        null);
  }

  private Price full(String list, String wholesale) {
    return new Price(
        "erp",
        "P" + sku,
        list == null ? null : new BigDecimal(list),
        new BigDecimal("90"),
        new BigDecimal("60.123"),
        new BigDecimal(wholesale),
        null,
        "BRL",
        null);
  }

  private static OffsetDateTime hours(int later) {
    return OffsetDateTime.ofInstant(
        store.clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(later)),
        ZoneOffset.UTC);
  }

  private static VtexSettings withTables(VtexSettings it) {
    return new VtexSettings(
        it.appKey(),
        it.appToken(),
        it.status(),
        it.perPage(),
        it.sellers(),
        it.payments(),
        null,
        null,
        it.cancelMethod(),
        it.pathPrefix(),
        null,
        null,
        null,
        null,
        null,
        null,
        new VtexPriceSettings(List.of("2"), "b2b", 10, null),
        null,
        false);
  }
}
