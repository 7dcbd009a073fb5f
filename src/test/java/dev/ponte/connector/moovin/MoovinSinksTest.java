package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Shipment;
import dev.ponte.kit.TestDelivery;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.MoovinOrders;
import dev.ponte.sink.SinkContract;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** All sinks of the connector keep what every sink keeps. */
class MoovinSinksTest {

  private static final int MANY = 30;
  private static MoovinStore store;

  @BeforeAll
  static void open() {
    store =
        new MoovinStore(
            Products.keys(
                "codes.colour",
                "sku",
                "stock.stores[0].location",
                "1",
                "stock.stores[0].code",
                "loja-1",
                "statuses.picking",
                "8",
                "statuses.processing",
                "3"));
    for (int number = 1; number <= MANY; number++) {
      store.moovin.place(MoovinOrders.order(number));
      store.moovin.register(
          "{\"codigo_cliente\":\"%d\",\"cpf_cnpj\":\"%s\",\"nome\":\"João\"}"
              .formatted(number, document(number)));
    }
  }

  @AfterAll
  static void close() {
    store.close();
  }

  /** A CPF's first nine digits and those that belong to them. */
  private static String document(int number) {
    String body = "%09d".formatted(100_000_000 + number);
    String first = body + digit(body);
    return first + digit(first);
  }

  private static int digit(String body) {
    int sum = 0;
    for (int i = 0; i < body.length(); i++) {
      sum += (body.length() + 1 - i) * Character.digit(body.charAt(i), 10);
    }
    int rest = sum % 11;
    return rest < 2 ? 0 : 11 - rest;
  }

  /** What is the same for all of them. */
  private abstract static class Told extends SinkContract {

    private final String method;

    Told(String method) {
      this.method = method;
    }

    @Override
    protected CamelContext camel() {
      return store.camel;
    }

    @Override
    protected String sink() {
      return "moovin" + getClass().getSimpleName();
    }

    @Override
    protected String connection() {
      return "moovin";
    }

    @Override
    protected void failNext(Fault fault) {
      store.moovin.inject(method, fault, 1);
    }

    @Override
    protected void ended(TestDelivery delivery) {
      store.references.save(delivery.references());
    }

    @Override
    protected void pass(Duration time) {
      store.clock.forward(time);
    }

    static OrderRef order(int number) {
      return new OrderRef("moovin", MoovinOrders.id(number));
    }

    static String sku(int number) {
      return "M" + number + "X";
    }

    static Object fields(String json, String... names) {
      if (json == null) {
        return "nothing";
      }
      JsonNode record = MoovinStore.json(json);
      return List.of(names).stream().map(it -> record.path(it).asText()).toList();
    }
  }

  @Nested
  class OrderStatusSink extends Told {
    OrderStatusSink() {
      super("updatePedido");
    }

    @Override
    protected Message message(int number) {
      return status(number, OrderStatus.Status.PICKING);
    }

    @Override
    protected Message next(int number) {
      return status(number, OrderStatus.Status.PROCESSING);
    }

    private static Message status(int number, OrderStatus.Status status) {
      return new OrderStatus("focco", order(number), status, "7", "8", null, null, null);
    }

    @Override
    protected Object held(int number) {
      return store.moovin.status(MoovinOrders.id(number));
    }
  }

  @Nested
  class InvoicesSink extends Told {
    InvoicesSink() {
      super("saveNfe");
    }

    @Override
    protected Message message(int number) {
      return invoice(number, "https://nfe.example/1");
    }

    @Override
    protected Message next(int number) {
      return invoice(number, "https://nfe.example/2");
    }

    private static Message invoice(int number, String link) {
      return new Invoice(
          "presence",
          order(number),
          Invoice.Kind.SALE,
          "123",
          "1",
          "35260111222333000181550010000001231000001231",
          OffsetDateTime.parse("2026-11-26T01:30:00Z"),
          new BigDecimal("113.89"),
          List.of(),
          null,
          null,
          link,
          null,
          null);
    }

    @Override
    protected Object held(int number) {
      return fields(store.moovin.invoice(MoovinOrders.id(number)), "numero", "link");
    }
  }

  @Nested
  class ShipmentsSink extends Told {
    ShipmentsSink() {
      super("updatePedido");
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
      return new Shipment(
          "presence",
          "pk" + number,
          order(number),
          null,
          null,
          code,
          null,
          null,
          null,
          List.of(),
          null);
    }

    @Override
    protected Object held(int number) {
      return MoovinStore.json(store.moovin.order(MoovinOrders.id(number)))
          .findValue("codigo_rastreio")
          .asText();
    }
  }

  @Nested
  class CustomersSink extends Told {
    CustomersSink() {
      super("saveClientGroup");
    }

    @Override
    protected Message message(int number) {
      return Goods.customer(document(number), "Varejo");
    }

    @Override
    protected Message next(int number) {
      return Goods.customer(document(number), "Atacado");
    }

    @Override
    protected Object held(int number) {
      return String.valueOf(store.moovin.group(document(number)));
    }
  }

  @Nested
  class StockSink extends Told {
    StockSink() {
      super("saveEstoqueV2");
    }

    @Override
    protected Message message(int number) {
      return Goods.stock(sku(number), "1", "41");
    }

    @Override
    protected Message next(int number) {
      return Goods.stock(sku(number), "1", "42");
    }

    @Override
    protected Object held(int number) {
      return String.valueOf(store.moovin.stock(sku(number), "loja-1"));
    }
  }

  @Nested
  class PricesSink extends Told {
    PricesSink() {
      super("updatePrecosV2");
    }

    @Override
    protected Message message(int number) {
      return Goods.price(sku(number), null, "89.90");
    }

    @Override
    protected Message next(int number) {
      return Goods.price(sku(number), "99.90", "79.90");
    }

    /** An old price of nothing is none. */
    @Override
    protected Object held(int number) {
      return String.valueOf(fields(store.moovin.price(sku(number)), "preco_de", "preco_por"))
          .replace("0.00, ", ", ");
    }
  }

  @Nested
  class ProductsSink extends Told {
    ProductsSink() {
      super("saveProdutos");
    }

    @Override
    protected Message message(int number) {
      return Goods.item("P" + sku(number), "Caneca");
    }

    @Override
    protected Message next(int number) {
      return Goods.item("P" + sku(number), "Caneca grande");
    }

    @Override
    protected Object held(int number) {
      return fields(store.moovin.product("P" + sku(number)), "titulo", "status", "status_cor");
    }
  }
}
