package dev.ponte.ledger;

import dev.ponte.canonical.Customer;
import dev.ponte.canonical.CustomerRecord;
import dev.ponte.canonical.Fiscal;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.Stock.Location;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** Small canonical messages for tests. */
final class Messages {

  private Messages() {}

  static Order order(String id) {
    return order(id, "10.00");
  }

  static Order order(String id, String price) {
    return order("shop", id, price, "ready", null);
  }

  static Order order(String source, String id, String price, String status, String changedAt) {
    return order(source, id, price, status, changedAt, false);
  }

  /** The same order with a fact that was not read before. */
  static Order tellingMore(String id) {
    Order it = order(id);
    return new Order(
        it.source(),
        it.id(),
        null,
        null,
        null,
        null,
        it.status(),
        false,
        false,
        it.createdAt(),
        null,
        it.currency(),
        it.customer(),
        null,
        null,
        it.lines(),
        List.of(),
        null,
        List.of(),
        it.total(),
        null,
        Map.of("coupon", "DEZ"),
        null);
  }

  /** The order as its store shows it when somebody has taken it already. */
  static Order handled(String id) {
    Order it = order(id);
    return new Order(
        it.source(),
        it.id(),
        null,
        null,
        null,
        null,
        "handling",
        false,
        true,
        it.createdAt(),
        null,
        it.currency(),
        it.customer(),
        null,
        null,
        it.lines(),
        List.of(),
        null,
        List.of(),
        it.total(),
        null,
        null,
        null);
  }

  /** The order as its store has cancelled it. */
  static Order cancelled(String id) {
    return order("shop", id, "10.00", "canceled", null, true);
  }

  static Invoice invoice(String store, String id, String number, Invoice.Kind kind) {
    return new Invoice(
        "erp",
        new OrderRef(store, id),
        kind,
        number,
        "1",
        null,
        OffsetDateTime.parse("2026-01-03T03:04:05Z"),
        BigDecimal.TEN,
        List.of(),
        null,
        null,
        null,
        null,
        null);
  }

  /** An NF-e of the emitter that the tests' others are of. */
  static Invoice nfe(String number, String xPed, String recipient, String value) {
    return nfe(number, xPed, recipient, value, "11222333000181");
  }

  static Invoice nfe(String number, String xPed, String recipient, String value, String emitter) {
    Invoice it = invoice(null, xPed, number, Invoice.Kind.SALE);
    return new Invoice(
        "nfe-files",
        it.order(),
        it.kind(),
        number,
        it.series(),
        key("432610%s55001%09d100000000".formatted(emitter, Integer.parseInt(number))),
        it.issuedAt(),
        new BigDecimal(value),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        new Fiscal(
            emitter, false, recipient, List.of(new Fiscal.Clue(xPed, "xPed", true)), List.of()),
        null);
  }

  private static String key(String base) {
    int sum = 0;
    for (int i = 0; i < base.length(); i++) {
      sum += (base.charAt(base.length() - 1 - i) - '0') * (2 + i % 8);
    }
    int rest = sum % 11;
    return base + (rest < 2 ? 0 : 11 - rest);
  }

  private static Order order(
      String source, String id, String price, String status, String changedAt, boolean cancelled) {
    BigDecimal amount = new BigDecimal(price);
    Line line =
        new Line(
            "sku-1",
            "ref-1",
            null,
            "Caneca",
            BigDecimal.ONE,
            "un",
            null,
            null,
            amount,
            null,
            null,
            amount,
            false,
            null,
            Map.of(),
            List.of());
    return new Order(
        source,
        id,
        null,
        null,
        null,
        null,
        status,
        cancelled,
        false,
        OffsetDateTime.parse("2026-01-02T03:04:05Z"),
        changedAt == null ? null : OffsetDateTime.parse(changedAt),
        "BRL",
        new Customer(
            Customer.Kind.PERSON,
            "11122233344",
            "CPF",
            "Ana Souza",
            null,
            null,
            null,
            List.of(),
            null),
        null,
        null,
        List.of(line),
        List.of(),
        null,
        List.of(),
        amount,
        null,
        Map.of(),
        null);
  }

  static OrderStatus status(String store, String id, OrderStatus.Status status) {
    return new OrderStatus("erp", new OrderRef(store, id), status, "1", "2", null, null, null);
  }

  static Stock stock(String sku, int available) {
    return new Stock("erp", sku, Location.company("10"), BigDecimal.valueOf(available), null);
  }

  static Price price(String sku, String sale) {
    return new Price("erp", sku, null, new BigDecimal(sale), null, null, null, "BRL", null);
  }

  /** A stock whose source wants to be told what became of it. */
  static Stock row(String sku, int available, String correlation) {
    return new Stock(
        "erp",
        sku,
        Location.company("10"),
        null,
        null,
        BigDecimal.valueOf(available),
        null,
        correlation,
        null);
  }

  /** Somebody whom the ERP has registered. */
  static CustomerRecord customer(String document, String name, String group) {
    return new CustomerRecord(
        "erp",
        new Customer(
            Customer.Kind.PERSON, document, "CPF", name, null, null, null, List.of(), null),
        List.of(),
        group,
        Map.of(),
        null);
  }
}
