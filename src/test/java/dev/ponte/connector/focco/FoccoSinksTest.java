package dev.ponte.connector.focco;

import dev.ponte.canonical.Message;
import dev.ponte.canonical.OrderChange;
import dev.ponte.connection.Connection;
import dev.ponte.connection.TestApi;
import dev.ponte.kit.TestClock;
import dev.ponte.kit.TestCursors;
import dev.ponte.kit.TestDelivery;
import dev.ponte.kit.TestNotes;
import dev.ponte.kit.TestReferences;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sink.SinkContract;
import dev.ponte.sink.Sinks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** All sinks of the connector keep what every sink keeps. */
class FoccoSinksTest {

  private static final FoccoSimulator FOCCO = new FoccoSimulator(0);
  private static final TestApi HTTP = new TestApi();
  private static final TestReferences REFERENCES = new TestReferences();
  private static final TestClock CLOCK = new TestClock(Instant.now());
  private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

  @BeforeAll
  static void open() {
    FOCCO.start();
    Connection connection =
        TestApi.connection(
            "focco",
            new FoccoSystem(),
            FOCCO.url(),
            Duration.ofSeconds(2),
            FoccoOrdersSinkTest.settings(FoccoSettings.Taxes.REJECT, null));
    FoccoApi api = new FoccoApi(HTTP.api(connection));
    FoccoBudget budget = new FoccoBudget(api, new FoccoCustomers(api, REFERENCES, CLOCK));
    CAMEL.getRegistry().bind("connection", connection);
    CAMEL.getRegistry().bind("sinks", new Sinks(TestApi.connections(connection)));
    CAMEL
        .getRegistry()
        .bind(
            "foccoOrdersSink",
            new FoccoOrdersSink(
                new FoccoSaga(api, budget, CLOCK),
                new FoccoStockPlans(
                    REFERENCES,
                    new TestNotes(),
                    new TestCursors(),
                    CLOCK,
                    new SimpleMeterRegistry()),
                CLOCK));
    CAMEL.getRegistry().bind("foccoOrderChangesSink", new FoccoOrderChangesSink(api, REFERENCES));
  }

  @AfterAll
  static void close() throws Exception {
    FOCCO.close();
    HTTP.close();
  }

  /** What is the same for both of them. */
  private abstract static class Told extends SinkContract {

    private final String command;

    Told(String command) {
      this.command = command;
    }

    @Override
    protected CamelContext camel() {
      return CAMEL;
    }

    @Override
    protected String sink() {
      return "focco" + getClass().getSimpleName();
    }

    @Override
    protected String connection() {
      return "focco";
    }

    @Override
    protected void failNext(Fault fault) {
      FOCCO.inject(command, fault, 1);
    }

    @Override
    protected void ended(TestDelivery delivery) {
      REFERENCES.save(delivery.references());
    }

    @Override
    protected void pass(Duration time) {
      CLOCK.forward(time);
    }
  }

  @Nested
  class OrdersSink extends Told {
    OrdersSink() {
      super("CriaItemOrcamento");
    }

    @Override
    protected Message message(int number) {
      return Orders.plain("v" + number + "x");
    }

    @Override
    protected Object held(int number) {
      return FOCCO.ordersOf("v" + number + "x").size();
    }
  }

  @Nested
  class OrderChangesSink extends Told {
    OrderChangesSink() {
      super("AtualizaObservacaoOrcamento");
    }

    @Override
    protected Message message(int number) {
      String id = "c" + number + "x";
      if (FOCCO.ordersOf(id).isEmpty()) {
        TestDelivery delivery = new TestDelivery(id, "focco");
        FoccoOrdersSink orders =
            CAMEL.getRegistry().lookupByNameAndType("foccoOrdersSink", FoccoOrdersSink.class);
        Connection connection =
            CAMEL.getRegistry().lookupByNameAndType("connection", Connection.class);
        orders.deliver(connection, Orders.plain(id), delivery);
        REFERENCES.save(delivery.references());
      }
      return OrderChange.of("focco", 2, Orders.plain(id), Orders.cancelled(id));
    }

    /** A note that was written without an answer is written again: nobody can read it back. */
    @Override
    protected Object held(int number) {
      message(number);
      return FOCCO.ordersOf("c" + number + "x").get(0).notes().contains("CANCELADO");
    }
  }
}
