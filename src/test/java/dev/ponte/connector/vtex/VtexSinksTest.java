package dev.ponte.connector.vtex;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Shipment;
import dev.ponte.canonical.Stock;
import dev.ponte.delivery.Delivery;
import dev.ponte.kit.TestChecks;
import dev.ponte.kit.TestDelivery;
import dev.ponte.kit.TestReferences;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.VtexInvoice;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexOrders.Trait;
import dev.ponte.sink.SinkContract;
import dev.ponte.sink.Sinks;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** All sinks of the connector keep what every sink keeps. */
class VtexSinksTest {

  private static final int MANY = 20;
  private static final int TO_SEND = 200;
  private static final String WAREHOUSE = "1_1";
  private static final Map<Integer, BigDecimal> VALUES = new HashMap<>();
  private static Store store;

  @BeforeAll
  static void open() {
    store = new Store(VtexSinksTest::withWarehouse);
    store
        .camel
        .getRegistry()
        .bind(
            "vtexStockSink",
            new VtexStockSink(
                store.api.api(),
                new VtexSkus(store.api.api(), new TestReferences(store.clock), store.clock),
                new TestChecks("focco"),
                store.clock));
    store
        .camel
        .getRegistry()
        .bind(
            "vtexPricesSink",
            new VtexPricesSink(
                store.api.api(),
                new VtexSkus(store.api.api(), new TestReferences(store.clock), store.clock),
                store.clock));
    for (int number = 1; number <= MANY; number++) {
      place(number, "ready-for-handling");
      place(100 + number, "handling");
      place(TO_SEND + number, "handling");
      store.vtex.putSku(sku(number), "A" + number, null, WAREHOUSE, 10);
    }
  }

  private static long sku(int number) {
    return 500 + number;
  }

  private static VtexSettings withWarehouse(VtexSettings it) {
    return new VtexSettings(
        it.appKey(),
        it.appToken(),
        it.status(),
        it.perPage(),
        it.sellers(),
        it.payments(),
        it.paymentsUrl(),
        it.pricingUrl(),
        it.cancelMethod(),
        it.pathPrefix(),
        it.cancellations(),
        it.handled(),
        it.money(),
        it.changes(),
        new VtexSkuSettings(VtexSkuSettings.By.REF_ID),
        new VtexStockSettings(List.of(new VtexStockSettings.Place("1", WAREHOUSE)), null),
        new VtexPriceSettings(List.of("2"), null, 1, null),
        null,
        false);
  }

  private static void place(int number, String status) {
    String order = new VtexOrders(3).with(number, Trait.PLAIN);
    VALUES.put(number, Documents.json(order).path("value").decimalValue().movePointLeft(2));
    store.vtex.place(order, status);
  }

  @AfterAll
  static void close() {
    store.close();
  }

  private static Message invoice(int number) {
    return new Invoices(VtexOrders.id(number)).sale("7000", VALUES.get(number));
  }

  /** What is the same for all of them. */
  private abstract static class Told extends SinkContract {

    private final String operation;

    Told(String operation) {
      this.operation = operation;
    }

    @Override
    protected CamelContext camel() {
      return store.camel;
    }

    @Override
    protected String sink() {
      return "vtex" + getClass().getSimpleName();
    }

    @Override
    protected String connection() {
      return "vtex";
    }

    @Override
    protected void failNext(Fault fault) {
      store.vtex.inject(operation, fault, 1);
    }

    @Override
    protected void pass(Duration time) {
      store.clock.forward(time);
    }
  }

  @Nested
  class OrderStatusSink extends Told {
    OrderStatusSink() {
      super("start-handling");
    }

    @Override
    protected Message message(int number) {
      return new OrderStatus(
          "focco",
          new OrderRef("vtex", VtexOrders.id(number)),
          OrderStatus.Status.ACCEPTED,
          "7",
          "8",
          null,
          null,
          null);
    }

    @Override
    protected Object held(int number) {
      String id = VtexOrders.id(number);
      return store.vtex.status(id) + " × " + store.vtex.handled(id);
    }
  }

  @Nested
  class InvoicesSink extends Told {
    InvoicesSink() {
      super("invoice");
    }

    @Override
    protected Message message(int number) {
      return invoice(100 + number);
    }

    @Override
    protected Object held(int number) {
      String id = VtexOrders.id(100 + number);
      return store.vtex.invoices(id).stream().map(VtexInvoice::number).toList()
          + store.vtex.status(id);
    }
  }

  @Nested
  class ShipmentsSink extends Told {
    ShipmentsSink() {
      super("update-tracking");
    }

    @BeforeAll
    void invoiced() {
      for (int number = 1; number <= MANY; number++) {
        Message invoice = invoice(TO_SEND + number);
        Exchange exchange = new DefaultExchange(store.camel);
        exchange.setProperty(Delivery.PROPERTY, new TestDelivery(invoice.key(), "vtex"));
        exchange.getMessage().setBody(Canonical.write(invoice));
        store
            .camel
            .getRegistry()
            .lookupByNameAndType("sinks", Sinks.class)
            .deliver("vtex", "vtexInvoicesSink", exchange);
      }
    }

    @Override
    protected Message message(int number) {
      return shipment(number, "SR1BR");
    }

    @Override
    protected Message next(int number) {
      return shipment(number, "SR2BR");
    }

    private static Message shipment(int number, String code) {
      OffsetDateTime posted = OffsetDateTime.parse("2026-01-07T01:30:00Z");
      return new Shipment(
          "presence",
          "s" + number,
          new OrderRef("vtex", VtexOrders.id(TO_SEND + number)),
          "7000",
          "Correios",
          code,
          "https://rastro.example/" + code,
          posted,
          null,
          List.of(new Shipment.Event(posted, "Postado", "Rio de Janeiro", "RJ")),
          null);
    }

    @Override
    protected Object held(int number) {
      return String.valueOf(
          store.vtex.invoices(VtexOrders.id(TO_SEND + number)).get(0).trackingNumber());
    }
  }

  @Nested
  class StockSink extends Told {
    StockSink() {
      super(VtexOperations.SET_QUANTITY);
    }

    @Override
    protected Message message(int number) {
      return stock(number, "41");
    }

    @Override
    protected Message next(int number) {
      return stock(number, "42");
    }

    private Message stock(int number, String pieces) {
      return new Stock(
          "focco", "A" + number, Stock.Location.company("1"), new BigDecimal(pieces), null);
    }

    @Override
    protected Object held(int number) {
      return store.vtex.total(sku(number), WAREHOUSE);
    }
  }

  @Nested
  class PricesSink extends Told {
    PricesSink() {
      super(VtexOperations.SET_PRICE);
    }

    @Override
    protected Message message(int number) {
      return price(number, "41.00", "39.00");
    }

    @Override
    protected Message next(int number) {
      return price(number, "42.00", "38.50");
    }

    private Message price(int number, String sale, String promoted) {
      return new Price(
          "erp",
          "A" + number,
          null,
          new BigDecimal(sale),
          null,
          null,
          new Price.Promotion(
              new BigDecimal(promoted),
              OffsetDateTime.parse("2026-01-05T00:00:00Z"),
              OffsetDateTime.parse("2099-01-06T00:00:00Z")),
          "BRL",
          null);
    }

    @Override
    protected Object held(int number) {
      String price = store.vtex.price(sku(number));
      return price == null ? "none" : price.replace(String.valueOf(sku(number)), "");
    }
  }
}
