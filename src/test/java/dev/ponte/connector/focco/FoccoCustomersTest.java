package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.ponte.canonical.Order;
import dev.ponte.connection.Connection;
import dev.ponte.connection.TestApi;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.kit.TestClock;
import dev.ponte.kit.TestDelivery;
import dev.ponte.kit.TestReferences;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Who buys, for Focco. */
class FoccoCustomersTest {

  private static final String DOCUMENT = "11122233344";
  private static final String[] DEFAULT = {
    "default-customer.code", "4", "default-customer.document", "56643018000913"
  };

  private final FoccoSimulator focco = new FoccoSimulator(0);
  private final TestApi http = new TestApi();
  private final TestReferences references = new TestReferences();
  private final TestClock clock = new TestClock(Instant.now());
  private final Order order = Orders.plain("v1");
  private FoccoCustomers customers;

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
  void a_list_that_cannot_be_read_holds_up_no_order_that_a_default_customer_can_have() {
    Connection connection = use("focco", focco, DEFAULT);
    focco.inject("GetClientes", Fault.ERROR_500, 9);

    assertThat(buyer(connection).code()).isEqualTo(4);
    long calls = focco.calls("GetClientes");
    assertThat(buyer(connection).code()).isEqualTo(4);
    assertThat(focco.calls("GetClientes")).as("not again at once").isEqualTo(calls);

    focco.heal();
    focco.addCustomer(DOCUMENT, 77);
    clock.forward(Duration.ofMinutes(2));
    assertThat(buyer(connection).code()).isEqualTo(77);
  }

  @Test
  void without_a_default_customer_the_order_waits_for_the_list() {
    Connection connection = use("focco", focco);
    focco.inject("GetClientes", Fault.ERROR_500, 1);

    assertThatThrownBy(() -> buyer(connection)).isInstanceOf(DeliveryFailure.class);
    focco.addCustomer(DOCUMENT, 77);
    assertThat(buyer(connection).code()).isEqualTo(77);
  }

  @Test
  void a_buyer_who_is_not_there_is_asked_for_once_a_while() {
    Connection connection = use("focco", focco, DEFAULT);
    buyer(connection);

    clock.forward(Duration.ofMinutes(4));
    buyer(connection);
    assertThat(focco.calls("GetClientes")).isEqualTo(1);

    clock.forward(Duration.ofMinutes(2));
    buyer(connection);
    assertThat(focco.calls("GetClientes")).isEqualTo(2);
  }

  @Test
  void whom_somebody_has_registered_meanwhile_is_found_by_the_next_try() {
    Connection connection = use("focco", focco);
    assertThatThrownBy(() -> buyer(connection)).hasMessageContaining("is no customer in Focco");
    focco.addCustomer(DOCUMENT, 77);

    clock.forward(Duration.ofSeconds(61));

    assertThat(buyer(connection).code()).isEqualTo(77);
  }

  @Test
  void with_ask_the_order_waits_until_somebody_has_registered_the_buyer() {
    String[] ask = {
      "customers.unregistered", "ask", DEFAULT[0], DEFAULT[1], DEFAULT[2], DEFAULT[3]
    };
    Connection connection = use("focco", focco, ask);
    for (int i = 0; i < 3; i++) {
      DeliveryFailure held = failure(connection);
      assertThat(held.failureClass()).isEqualTo(FailureClass.HELD);
      assertThat(held).hasMessageContaining("the order goes by itself");
      assertThat(held.cause()).contains("focco.buyer-unknown");
    }
    assertThat(focco.calls("GetClientes")).as("one list for all who wait").isEqualTo(1);

    focco.addCustomer(DOCUMENT, 77);
    clock.forward(Duration.ofMinutes(6));

    assertThat(buyer(connection).code()).isEqualTo(77);
  }

  @Test
  void with_park_a_person_is_asked_and_without_a_default_customer_the_order_is_refused() {
    assertThat(failure(use("focco", focco, "customers.unregistered", "park")).failureClass())
        .isEqualTo(FailureClass.PERSON);
    assertThat(failure(use("focco", focco, "customers.unregistered", "default")).failureClass())
        .isEqualTo(FailureClass.REJECTED);
    assertThat(failure(use("focco", focco))).hasMessageContaining("customers.unregistered to ask");
  }

  @Test
  void what_the_poll_has_read_needs_no_call_and_what_did_not_change_no_writing() {
    focco.addCustomer(DOCUMENT, 77);
    Connection connection = use("focco", focco);
    customers.list(connection);
    int written = references.saved();

    customers.list(connection);
    assertThat(buyer(connection).code()).isEqualTo(77);

    assertThat(written).isEqualTo(2);
    assertThat(references.saved()).isEqualTo(written);
    assertThat(focco.calls("GetClientes")).isEqualTo(2);
  }

  @Test
  void of_two_customers_with_one_document_orders_go_to_the_same_one_or_the_one_that_is_named() {
    String row = "{\"Codigo\":%d,\"CpfCnpjs\":[{\"Cpf\":%s,\"Cnpj\":0}]}";
    String one = row.formatted(77, DOCUMENT);
    String other = row.formatted(78, DOCUMENT);
    focco.inject("GetClientes", Simulator.Answer.json(200, "[" + one + "," + other + "]"), 1);
    Connection connection = use("focco", focco);
    assertThat(buyer(connection).code()).isEqualTo(77);

    Simulator.Answer turned = Simulator.Answer.json(200, "[" + other + "," + one + "]");
    focco.inject("GetClientes", turned, 2);
    customers.list(connection);
    assertThat(buyer(connection).code()).isEqualTo(77);

    Connection named =
        use(
            "focco",
            focco,
            "mappings.customers[0].document",
            DOCUMENT,
            "mappings.customers[0].code",
            "78");
    customers.list(named);
    assertThat(buyer(named).code()).isEqualTo(78);
  }

  @Test
  void a_list_that_hangs_holds_up_no_other_connection() {
    FoccoSimulator other = new FoccoSimulator(0);
    other.start();
    try {
      other.addCustomer(DOCUMENT, 77);
      Connection slow = connection("focco", focco);
      Connection quick = connection("other", other);
      use(slow, quick);
      focco.inject("GetClientes", Fault.REPLY_WITHHELD, 1);
      CompletableFuture<Void> hanging = CompletableFuture.runAsync(() -> buyer(slow));
      await().until(() -> focco.calls("GetClientes") == 1);

      assertThat(buyer(quick).code()).isEqualTo(77);

      assertThat(hanging).isNotDone();
    } finally {
      other.close();
    }
  }

  private DeliveryFailure failure(Connection connection) {
    return catchThrowableOfType(DeliveryFailure.class, () -> buyer(connection));
  }

  private FoccoBuyer buyer(Connection connection) {
    return customers.buyer(connection, order, new TestDelivery("v1", connection.name()));
  }

  private Connection use(String name, FoccoSimulator system, String... settings) {
    Connection connection = connection(name, system, settings);
    use(connection);
    return connection;
  }

  private void use(Connection... connections) {
    customers = new FoccoCustomers(new FoccoApi(http.api(connections)), references, clock);
  }

  private Connection connection(String name, FoccoSimulator system, String... settings) {
    Map<String, String> all = new HashMap<>(Map.of("p.user", "u", "p.password", "p"));
    for (int i = 0; i < settings.length; i += 2) {
      all.put("p." + settings[i], settings[i + 1]);
    }
    FoccoSettings bound =
        new Binder(new MapConfigurationPropertySource(all))
            .bindOrCreate("p", Bindable.of(FoccoSettings.class));
    return TestApi.connection(name, new FoccoSystem(), system.url(), Duration.ofSeconds(20), bound);
  }
}
