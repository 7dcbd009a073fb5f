package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Shipment;
import dev.ponte.connector.fastcommerce.catalogue.FastcommerceProductsSinkTest;
import dev.ponte.connector.fastcommerce.catalogue.FastcommerceStockSinkTest;
import dev.ponte.sandbox.FastcommerceOrders;
import dev.ponte.sandbox.Fault;
import dev.ponte.sink.SinkContract;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** All sinks of the connector keep what every sink keeps. */
class FastcommerceSinksTest {

  private static final int MANY = 60;
  private static Shop shop;

  @BeforeAll
  static void open() {
    shop = new Shop(Shop.sink("stock"), "stock.location", "1");
    for (int number = 1; number <= MANY; number++) {
      shop.store.place(FastcommerceOrders.order(number));
      shop.store.catalogue().putProduct("S" + number + "X", "Polo", 3, "1,00");
    }
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  /** What is the same for all of them. */
  private abstract static class Told extends SinkContract {

    private final String method;

    Told(String method) {
      this.method = method;
    }

    @Override
    protected CamelContext camel() {
      return shop.camel;
    }

    @Override
    protected String sink() {
      return "fastcommerce" + getClass().getSimpleName();
    }

    @Override
    protected String connection() {
      return Shop.NAME;
    }

    @Override
    protected void failNext(Fault fault) {
      shop.store.inject(method, fault, 1);
    }

    @Override
    protected void pass(Duration time) {
      shop.clock.forward(time);
    }
  }

  private abstract static class OfOrders extends Told {
    private final int first;
    private final String field;

    /**
     * @param first the number of the first order that its messages are about
     */
    OfOrders(int first, String field) {
      super("OrderUpdate");
      this.first = first;
      this.field = field;
    }

    OrderRef order(int number) {
      return new OrderRef(Shop.NAME, String.valueOf(first + number));
    }

    @Override
    protected Object held(int number) {
      return String.valueOf(shop.store.order(first + number).header().get(field));
    }
  }

  private abstract static class OfProducts extends Told {
    OfProducts() {
      super("ProductManagement");
    }

    @Override
    protected Object held(int number) {
      Map<String, String> product = shop.store.catalogue().byCode(sku(number));
      return product == null
          ? "nothing"
          : List.of("Estoque", "Preco", "PrecoProm", "NomeProd", "Disponivel").stream()
                  .map(it -> it + "=" + product.get(it))
                  .toList()
              + " × "
              + shop.store.catalogue().productCount(sku(number));
    }

    String sku(int number) {
      return "S" + number + "X";
    }
  }

  @Nested
  class OrderStatusSink extends OfOrders {
    OrderStatusSink() {
      super(0, "ChangeFlagAPI");
    }

    @Override
    protected Message message(int number) {
      return status(number, OrderStatus.Status.ACCEPTED);
    }

    private Message status(int number, OrderStatus.Status status) {
      return new OrderStatus("focco", order(number), status, "7", "8", null, null, null);
    }
  }

  @Nested
  class InvoicesSink extends OfOrders {
    InvoicesSink() {
      super(20, "NumNFe");
    }

    @Override
    protected Message message(int number) {
      return invoice(number, "7000");
    }

    @Override
    protected Message next(int number) {
      return invoice(number, "7001");
    }

    private Message invoice(int number, String invoice) {
      return new Invoice(
          "presence",
          order(number),
          Invoice.Kind.SALE,
          invoice,
          "1",
          null,
          OffsetDateTime.parse("2026-03-10T12:00:00-03:00"),
          new BigDecimal("10.00"),
          List.of(),
          null,
          null,
          null,
          null,
          null);
    }
  }

  @Nested
  class ShipmentsSink extends OfOrders {
    ShipmentsSink() {
      super(40, "Obj SEDEX");
    }

    @Override
    protected Message message(int number) {
      return shipment(number, "SR1BR");
    }

    @Override
    protected Message next(int number) {
      return shipment(number, "SR2BR");
    }

    private Message shipment(int number, String code) {
      return new Shipment(
          "presence",
          "pk" + number,
          order(number),
          null,
          "Correios",
          code,
          "http://r/",
          null,
          null,
          List.of(),
          null);
    }
  }

  @Nested
  class StockSink extends OfProducts {
    @Override
    protected Message message(int number) {
      return FastcommerceStockSinkTest.stock(sku(number), "41");
    }

    @Override
    protected Message next(int number) {
      return FastcommerceStockSinkTest.stock(sku(number), "42");
    }
  }

  @Nested
  class PricesSink extends OfProducts {
    @Override
    protected Message message(int number) {
      return price(number, null);
    }

    @Override
    protected Message next(int number) {
      return price(number, new Price.Promotion(new BigDecimal("7.77"), null, null));
    }

    private Message price(int number, Price.Promotion promotion) {
      BigDecimal sale = new BigDecimal(promotion == null ? "99.99" : "88.88");
      return new Price("focco", sku(number), null, sale, null, null, promotion, "BRL", null);
    }

    /** Of a promotion that is over, its price is what the article costs. */
    @Override
    protected Object held(int number) {
      Map<String, String> product = shop.store.catalogue().byCode(sku(number));
      String promotion = product.get("PrecoProm");
      boolean promoted = promotion != null && !promotion.equals(product.get("Preco"));
      return product.get("Preco") + (promoted ? ", " + promotion : "");
    }
  }

  @Nested
  class ProductsSink extends OfProducts {
    @Override
    String sku(int number) {
      return "N" + number + "X";
    }

    @Override
    protected Message message(int number) {
      return product(number, "Polo Brasil");
    }

    @Override
    protected Message next(int number) {
      return product(number, "Polo");
    }

    private Message product(int number, String name) {
      return FastcommerceProductsSinkTest.product(
          sku(number), null, name, List.of(List.of("Camisetas")));
    }
  }
}
