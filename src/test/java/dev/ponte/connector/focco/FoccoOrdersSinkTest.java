package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.Connection;
import dev.ponte.connection.TestApi;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.LeaseLost;
import dev.ponte.delivery.Outcome;
import dev.ponte.kit.TestClock;
import dev.ponte.kit.TestCursors;
import dev.ponte.kit.TestDelivery;
import dev.ponte.kit.TestNotes;
import dev.ponte.kit.TestReferences;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.Simulator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FoccoOrdersSinkTest {

  private static final Duration TIME_OUT = Duration.ofMillis(300);

  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final TestApi http = new TestApi();
  private final TestReferences references = new TestReferences();
  private final TestCursors cursors = new TestCursors();
  private final TestClock clock = new TestClock(Instant.now());
  private FoccoSettings settings = settings(FoccoSettings.Taxes.REJECT, null);

  @BeforeEach
  void start() {
    focco.start();
  }

  @AfterEach
  void stop() throws Exception {
    focco.close();
    http.close();
  }

  @Test
  void an_order_arrives_with_lines_freight_discounts_and_total_to_the_cent() {
    Order order = Orders.withDiscounts("v1");
    TestDelivery delivery = new TestDelivery("v1", "focco");

    OrderStatus status = deliver(order, delivery);

    FoccoSimulator.SalesOrder sold = focco.ordersOf("v1").get(0);
    assertThat(sold.total().setScale(2, RoundingMode.HALF_UP)).isEqualTo(order.total());
    assertThat(sold.freight()).isEqualByComparingTo("12.34");
    assertThat(sold.items()).hasSize(3);
    assertThat(sold.notes()).contains("Pedido v1").contains("Rua Direita").contains("porteiro");
    assertThat(status.status()).isEqualTo(OrderStatus.Status.ACCEPTED);
    assertThat(status.erpNumber()).isEqualTo(String.valueOf(sold.number()));
    assertThat(status.order().connection()).isEqualTo("vtex");
    assertThat(delivery.references())
        .singleElement()
        .satisfies(it -> assertThat(it.id()).isEqualTo(String.valueOf(sold.id())));
    assertThat(focco.budgets()).isEmpty();
  }

  @Test
  void a_registered_buyer_is_found_by_document_and_kept() {
    focco.addCustomer("11122233344", 77);

    deliver(Orders.plain("v1"), new TestDelivery("v1", "focco"));
    deliver(Orders.plain("v2"), new TestDelivery("v2", "focco"));

    assertThat(focco.orders()).extracting(FoccoSimulator.SalesOrder::customer).containsOnly(77L);
    assertThat(focco.calls("GetClientes")).isEqualTo(1);
  }

  @Test
  void without_a_default_customer_an_unknown_buyer_is_refused_and_told_what_to_do() {
    settings =
        new FoccoSettings(
            "u",
            "p",
            null,
            "C",
            null,
            null,
            settings.mappings(),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);

    DeliveryFailure failure = failure(Orders.plain("v1"), new TestDelivery("v1", "focco"));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure).hasMessageContaining("ponte.connections.focco.default-customer");
    assertThat(focco.calls("CriaItemOrcamento")).isZero();
  }

  @Test
  void with_a_company_the_complete_command_is_used() {
    settings = settings(FoccoSettings.Taxes.REJECT, 10L);

    deliver(Orders.withDiscounts("v1"), new TestDelivery("v1", "focco"));

    assertThat(focco.calls("CriaItemOrcamentoCompleto")).isEqualTo(3);
    assertThat(focco.ordersOf("v1")).hasSize(1);
  }

  @Test
  void what_a_rule_decides_goes_into_the_header_and_is_said_with_the_number() {
    settings = with(rule("shops", header(null, 7L, 1002L, null, null)));
    TestDelivery delivery = new TestDelivery("v1", "focco");

    deliver(Orders.plain("v1"), delivery);

    assertThat(request(delivery, "CriaItemOrcamentoCompleto"))
        .contains("\"codigoRepresentante\":7")
        .contains("\"codigoTipoNota\":1002")
        .contains("\"codigoEmpresa\":null");
    assertThat(delivery.settled().words())
        .isEqualTo("pedido 301 (shops: representative 7, note-type 1002)");
    assertThat(delivery.progress().orElse("")).contains("shops: representative 7");
  }

  @Test
  void what_the_customer_fetches_is_r_retira_and_needs_no_carrier() {
    settings = withoutCarriers();
    TestDelivery delivery = new TestDelivery("v1", "focco");

    deliver(Orders.fetched("v1"), delivery);

    assertThat(request(delivery, "AtualizaFreteOrcamento"))
        .contains("\"tipoFrete\":\"R\"")
        .contains("\"codigoFornecedor\":null");
    assertThat(focco.ordersOf("v1").get(0).notes()).contains("quem retira: Ana Souza");
  }

  @Test
  void freight_that_focco_adds_to_an_order_without_any_is_taken_off_or_refused() {
    focco.chargeFreight("270");

    deliver(Orders.withoutFreight("v1"), new TestDelivery("v1", "focco"));
    assertThat(focco.ordersOf("v1").get(0).freight()).isZero();

    settings = withoutCarriers();
    DeliveryFailure failure = failure(Orders.withoutFreight("v2"), new TestDelivery("v2", "focco"));
    assertThat(failure)
        .hasMessageContaining("Focco adds freight of 270 to order v2")
        .hasMessageContaining("ponte.connections.focco.mappings.carriers.default");
    assertThat(failure.failureClass()).isEqualTo(FailureClass.UNCONFIGURED);
    assertThat(focco.budgets()).isEmpty();
    assertThat(focco.ordersOf("v2")).isEmpty();
  }

  @Test
  void what_the_customer_fetches_says_which_key_is_missing_where_focco_wants_a_carrier() {
    settings = withoutCarriers();
    focco.inject(
        "AtualizaFreteOrcamento",
        Simulator.Answer.json(
            200, "{\"Succeeded\":false,\"ErrorMessage\":\"Informe a transportadora\"}"),
        9);

    DeliveryFailure failure = failure(Orders.fetched("v1"), new TestDelivery("v1", "focco"));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure)
        .hasMessageContaining("Informe a transportadora")
        .hasMessageContaining("ponte.connections.focco.rules for pickup: true");
    assertThat(failure.cause()).contains("focco.no-carrier");
    assertThat(focco.budgets()).isEmpty();
  }

  @Test
  void where_no_rule_fits_the_customers_own_payment_terms_may_count() {
    focco.setDetails(
        "56643018000913", java.util.Map.of("CodicaoPagamento", java.util.Map.of("Codigo", 90)));
    settings = withTermsOfCustomers();
    TestDelivery delivery = new TestDelivery("v1", "focco");

    deliver(Orders.plain("v1"), delivery);

    assertThat(request(delivery, "CriaItemOrcamento")).contains("\"codigoCondPagamento\":90");
  }

  @Test
  void a_refused_item_deletes_the_budget_and_gives_foccos_words() {
    focco.forgetItem("ref-2");

    DeliveryFailure failure = failure(Orders.withDiscounts("v1"), new TestDelivery("v1", "focco"));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.REJECTED);
    assertThat(failure).hasMessageContaining("ORA-01403").hasMessageContaining("ref-2");
    assertThat(focco.budgets()).isEmpty();
    assertThat(focco.orders()).isEmpty();
  }

  @Test
  void taxes_that_focco_adds_are_rejected_unless_the_connection_says_otherwise() {
    focco.tax("ref-1", "1.50");

    DeliveryFailure failure = failure(Orders.plain("v1"), new TestDelivery("v1", "focco"));
    settings = settings(FoccoSettings.Taxes.INCLUDED, null);
    deliver(Orders.plain("v2"), new TestDelivery("v2", "focco"));

    assertThat(failure).hasMessageContaining("IPI").hasMessageContaining("1.5");
    assertThat(focco.ordersOf("v1")).isEmpty();
    assertThat(focco.ordersOf("v2")).hasSize(1);
    assertThat(focco.budgets()).isEmpty();
  }

  @Test
  void an_expired_token_is_renewed_once_and_the_order_goes_on() {
    deliver(Orders.plain("v1"), new TestDelivery("v1", "focco"));
    focco.expireTokens();

    deliver(Orders.plain("v2"), new TestDelivery("v2", "focco"));

    assertThat(focco.ordersOf("v2")).hasSize(1);
  }

  @Test
  void a_cancelled_order_creates_nothing_and_its_half_built_budget_is_deleted() {
    TestDelivery delivery = new TestDelivery("v1", "focco");
    focco.inject("AtualizaFreteOrcamento", Fault.ERROR_500, 1);
    failure(Orders.plain("v1"), delivery);
    assertThat(focco.budgets()).hasSize(1);

    attempt(Orders.cancelled("v1"), delivery.version(2));

    assertThat(delivery.settled().result()).isEqualTo(Outcome.Result.SKIPPED);
    assertThat(focco.budgets()).isEmpty();
    assertThat(focco.orders()).isEmpty();
  }

  @Test
  void a_newer_version_throws_the_budget_of_the_older_one_away() {
    TestDelivery delivery = new TestDelivery("v1", "focco");
    focco.inject("AtualizaFreteOrcamento", Fault.ERROR_500, 1);
    failure(Orders.plain("v1"), delivery);

    deliver(Orders.withDiscounts("v1"), delivery.version(2));

    assertThat(focco.budgets()).isEmpty();
    assertThat(focco.ordersOf("v1"))
        .singleElement()
        .satisfies(it -> assertThat(it.items()).hasSize(3));
  }

  @Test
  void the_first_answer_lost_again_and_again_ends_with_a_person() {
    TestDelivery delivery = new TestDelivery("v1", "focco");
    focco.inject("CriaItemOrcamento", Fault.REPLY_LOST, 3);

    failure(Orders.plain("v1"), delivery);
    failure(Orders.plain("v1"), delivery);
    failure(Orders.plain("v1"), delivery);
    DeliveryFailure last = failure(Orders.plain("v1"), delivery);

    assertThat(last.failureClass()).isEqualTo(FailureClass.PERSON);
    assertThat(last).hasMessageContaining("ordem de compra v1");
    assertThat(focco.orders()).isEmpty();
  }

  @Test
  void a_focco_that_answers_nothing_for_a_day_parks_no_order() {
    TestDelivery delivery = new TestDelivery("v1", "focco");
    focco.inject(any -> true, Fault.UNAVAILABLE, Integer.MAX_VALUE);
    for (int i = 0; i < 6; i++) {
      assertThat(failure(Orders.plain("v1"), delivery).failureClass())
          .isIn(FailureClass.IN_DOUBT, FailureClass.TRANSIENT);
    }

    focco.heal();

    assertThat(untilItEnds(Orders.plain("v1"), delivery)).isNull();
    assertThat(focco.ordersOf("v1")).hasSize(1);
  }

  @Test
  void a_budget_that_the_ledger_cannot_keep_is_thrown_away() {
    TestDelivery delivery = new TestDelivery("v1", "focco").takenOverAfter(1);

    assertThatThrownBy(() -> attempt(Orders.plain("v1"), delivery)).isInstanceOf(LeaseLost.class);

    assertThat(focco.calls("CriaItemOrcamento")).isEqualTo(1);
    assertThat(focco.budgets()).isEmpty();
  }

  static Stream<Arguments> stepsAndFaults() {
    List<String> steps =
        List.of(
            "requestaccess",
            "GetClientes",
            "CriaItemOrcamento",
            "AtualizaFreteOrcamento",
            "AtualizaObservacaoOrcamento",
            "GetOrcamento",
            "CriaPedido");
    List<Fault> faults =
        List.of(
            Fault.ERROR_500,
            Fault.UNAVAILABLE,
            Fault.TOO_MANY,
            Fault.UNAUTHORIZED,
            Fault.FORBIDDEN,
            Fault.RESET,
            Fault.REPLY_LOST,
            Fault.REPLY_WITHHELD,
            Fault.HTML,
            Fault.TRUNCATED,
            Fault.REDIRECT);
    return steps.stream().flatMap(step -> faults.stream().map(it -> Arguments.of(step, it)));
  }

  @ParameterizedTest
  @MethodSource("stepsAndFaults")
  void whatever_fails_at_whatever_step_the_order_is_there_once_or_a_person_is_asked(
      String step, Fault fault) {
    focco.inject(step, fault, 1);
    TestDelivery delivery = new TestDelivery("v1", "focco");

    DeliveryFailure end = untilItEnds(Orders.withDiscounts("v1"), delivery);

    assertThat(focco.ordersOf("v1")).hasSize(1);
    if (end != null) {
      // Only a lost answer to CriaPedido that was carried out leaves nothing to read back.
      assertThat(step).isEqualTo("CriaPedido");
      assertThat(fault).isIn(Fault.REPLY_LOST, Fault.REPLY_WITHHELD, Fault.HTML, Fault.TRUNCATED);
      assertThat(end.failureClass()).isEqualTo(FailureClass.PERSON);
      assertThat(end).hasMessageContaining("ordem de compra v1");
    }
  }

  @Test
  void an_order_that_takes_effect_after_the_time_out_is_made_once() {
    TestDelivery delivery = new TestDelivery("v1", "focco");
    focco.inject("CriaPedido", Fault.LATE, 1);

    assertThat(failure(Orders.plain("v1"), delivery).failureClass())
        .isEqualTo(FailureClass.IN_DOUBT);
    clock.forward(TIME_OUT.plusMinutes(4));
    DeliveryFailure waits = failure(Orders.plain("v1"), delivery);

    assertThat(waits.failureClass()).isEqualTo(FailureClass.NOT_YET);
    assertThat(focco.calls("CriaPedido"))
        .as("not repeated while it may be on its way")
        .isEqualTo(1);

    focco.catchUp();
    DeliveryFailure end = untilItEnds(Orders.plain("v1"), delivery);

    assertThat(end.failureClass()).isEqualTo(FailureClass.PERSON);
    assertThat(focco.ordersOf("v1")).hasSize(1);
    assertThat(focco.calls("CriaPedido")).isEqualTo(1);
  }

  @Test
  void an_order_cancelled_while_criapedido_may_be_on_its_way_waits_as_long() {
    TestDelivery delivery = new TestDelivery("v1", "focco");
    focco.inject("CriaPedido", Fault.LATE, 1);
    failure(Orders.plain("v1"), delivery);
    clock.forward(TIME_OUT.plusMinutes(4));

    assertThat(failure(Orders.cancelled("v1"), delivery).failureClass())
        .isEqualTo(FailureClass.NOT_YET);
  }

  @Test
  void after_a_crash_behind_criapedido_nothing_is_sent_again() {
    TestDelivery delivery = new TestDelivery("v1", "focco");
    deliver(Orders.plain("v1"), delivery);
    long calls = focco.calls();

    OrderStatus again = deliver(Orders.plain("v1"), delivery.killed());

    assertThat(again.status()).isEqualTo(OrderStatus.Status.ACCEPTED);
    assertThat(focco.calls()).isEqualTo(calls);
    assertThat(focco.ordersOf("v1")).hasSize(1);
  }

  /** Tries as the ledger does, each time as a new process; the failure that ends it, or null. */
  private DeliveryFailure untilItEnds(Order order, TestDelivery delivery) {
    for (int i = 0; i < 12; i++) {
      DeliveryFailure failure =
          catchThrowableOfType(DeliveryFailure.class, () -> deliver(order, delivery));
      if (failure == null) {
        return null;
      }
      if (failure.failureClass() == FailureClass.PERSON
          || failure.failureClass() == FailureClass.REJECTED) {
        return failure;
      }
      failure
          .retryAt()
          .filter(it -> failure.failureClass() == FailureClass.NOT_YET)
          .ifPresent(it -> clock.forward(Duration.between(clock.instant(), it)));
    }
    throw new AssertionError("It does not end");
  }

  private DeliveryFailure failure(Order order, TestDelivery delivery) {
    return catchThrowableOfType(DeliveryFailure.class, () -> attempt(order, delivery));
  }

  private OrderStatus deliver(Order order, TestDelivery delivery) {
    return Canonical.read(OrderStatus.class, attempt(order, delivery).follows());
  }

  private Outcome attempt(Order order, TestDelivery delivery) {
    Connection connection =
        TestApi.connection("focco", new FoccoSystem(), focco.url(), TIME_OUT, settings);
    FoccoApi api = new FoccoApi(http.api(connection));
    FoccoBudget budget = new FoccoBudget(api, new FoccoCustomers(api, references, clock));
    FoccoOrdersSink sink =
        new FoccoOrdersSink(
            new FoccoSaga(api, budget, clock),
            new FoccoStockPlans(
                references, new TestNotes(), cursors, clock, new SimpleMeterRegistry()),
            clock);
    Outcome outcome = sink.deliver(connection, order, delivery);
    delivery.settle(outcome);
    return outcome;
  }

  private static String request(TestDelivery delivery, String operation) {
    return delivery.calls().stream()
        .filter(it -> it.operation().equals(operation))
        .findFirst()
        .orElseThrow()
        .request();
  }

  private static FoccoSettings.Header header(
      Long company, Long representative, Long noteType, Long terms, Long carrier) {
    return new FoccoSettings.Header(
        company,
        representative,
        noteType,
        null,
        terms,
        null,
        carrier,
        null,
        null,
        null,
        null,
        null);
  }

  private static FoccoSettings.Rule rule(String name, FoccoSettings.Header header) {
    return new FoccoSettings.Rule(name, null, header);
  }

  private static FoccoSettings with(FoccoSettings.Rule... rules) {
    return settings(FoccoSettings.Taxes.REJECT, null, 2L, false, List.of(rules));
  }

  private static FoccoSettings withoutCarriers() {
    return settings(FoccoSettings.Taxes.REJECT, null, null, false, List.of());
  }

  private static FoccoSettings withTermsOfCustomers() {
    return settings(FoccoSettings.Taxes.REJECT, null, 2L, true, List.of());
  }

  static FoccoSettings settings(FoccoSettings.Taxes taxes, Long company) {
    return settings(taxes, company, 2L, false, List.of());
  }

  private static FoccoSettings settings(
      FoccoSettings.Taxes taxes,
      Long company,
      Long carrier,
      boolean ofCustomer,
      List<FoccoSettings.Rule> rules) {
    FoccoSettings.Mappings mappings =
        new FoccoSettings.Mappings(
            new FoccoSettings.PaymentTerms(1L, null, ofCustomer),
            new FoccoSettings.Carriers(carrier, null),
            null,
            null,
            null);
    return new FoccoSettings(
        "u",
        "p",
        new FoccoSettings.DefaultCustomer(4L, "56643018000913"),
        "C",
        null,
        taxes,
        mappings,
        null,
        company,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        rules);
  }
}
