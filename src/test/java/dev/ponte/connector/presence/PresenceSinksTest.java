package dev.ponte.connector.presence;

import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.DeliveryOutcome.Result;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.Shipment;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.PresenceSimulator;
import dev.ponte.sink.SinkContract;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The sink of the connector keeps what every sink keeps. */
class PresenceSinksTest {

  private static final int MANY = 20;
  private static Erp erp;
  private static List<Shipment> rows;

  @BeforeAll
  static void open() {
    erp = new Erp();
    for (int number = 0; number <= MANY; number++) {
      erp.presence.ship("ID_99", "v" + number, "BR" + number);
    }
    erp.poll("shipments");
    rows = erp.recorded(Shipment.class);
  }

  @AfterAll
  static void close() {
    erp.close();
  }

  @Nested
  class ReportSink extends SinkContract {
    @Override
    protected CamelContext camel() {
      return erp.camel;
    }

    @Override
    protected String sink() {
      return "presenceReportSink";
    }

    @Override
    protected String connection() {
      return "presence";
    }

    @Override
    protected Message message(int number) {
      return outcome(number, Result.DELIVERED);
    }

    @Override
    protected Message next(int number) {
      return outcome(number, Result.DEAD);
    }

    private static Message outcome(int number, Result result) {
      Shipment row = rows.get(number);
      return new DeliveryOutcome(
          "presence",
          "shipment",
          row.id(),
          "vtex",
          1,
          "vtex",
          result,
          "x",
          "404",
          row.correlation());
    }

    @Override
    protected Object held(int number) {
      PresenceSimulator.Result told =
          erp.presence.result("ECM-CODIGO-RASTREIO", rows.get(number).id());
      return told == null ? "nothing" : told.success();
    }

    /** A report that is refused goes again in halves. */
    @Override
    protected void failNext(Fault fault) {
      erp.presence.inject("ECM-RESULTADO-PROCESSAMENTO", fault, fault == Fault.REFUSED ? 2 : 1);
    }

    @Override
    protected void pass(Duration time) {
      erp.clock.forward(time);
    }
  }
}
