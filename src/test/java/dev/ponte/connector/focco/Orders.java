package dev.ponte.connector.focco;

import dev.ponte.canonical.Address;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Freight;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.Payment;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Canonical orders for tests of Focco. */
final class Orders {

  private Orders() {}

  static Order plain(String id) {
    return order(id, List.of(line("1", "1", "10.00", "10.00")), "0.00", List.of(), false);
  }

  static Order cancelled(String id) {
    return order(id, List.of(line("1", "1", "10.00", "10.00")), "0.00", List.of(), true);
  }

  /** At a shop, by the customer, who pays no freight. */
  static Order fetched(String id) {
    Order it = plain(id);
    Address to = it.delivery();
    Address shop =
        new Address(
            to.receiver(),
            "Rua da Loja",
            "1",
            null,
            null,
            null,
            "São Paulo",
            "SP",
            "01002000",
            "BRA",
            true);
    return changed(it, shop, it.freight());
  }

  static Order withoutFreight(String id) {
    return changed(plain(id), null, null);
  }

  private static Order changed(Order it, Address delivery, Freight freight) {
    return new Order(
        it.source(),
        it.id(),
        it.number(),
        it.group(),
        it.channel(),
        it.marketplace(),
        it.status(),
        it.cancelled(),
        it.handled(),
        it.createdAt(),
        it.changedAt(),
        it.currency(),
        it.customer(),
        it.billing(),
        delivery,
        it.lines(),
        it.payments(),
        freight,
        it.charges(),
        it.total(),
        it.notes(),
        it.extras(),
        it.raw());
  }

  static Order withDiscounts(String id) {
    return order(
        id,
        List.of(
            line("1", "3", "33.333333", "95.00"),
            line("2", "0.19", "100.00", "19.00"),
            line("3", "1", "0.00", "0.00")),
        "12.34",
        List.of(
            new Charge("Discounts", "Cupom", new BigDecimal("-7.77")),
            new Charge("Interest", "Juros", new BigDecimal("1.01"))),
        false);
  }

  static Order random(int seed) {
    Random random = new Random(seed);
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(6); i++) {
      BigDecimal price = BigDecimal.valueOf(random.nextInt(5_000_000), 4);
      BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(5_000), random.nextInt(4));
      BigDecimal gross = Line.gross(price, quantity);
      BigDecimal net =
          gross
              .multiply(BigDecimal.valueOf(50 + random.nextInt(70)))
              .movePointLeft(2)
              .setScale(2, RoundingMode.HALF_UP);
      lines.add(
          line(
              String.valueOf(i),
              quantity.toPlainString(),
              price.toPlainString(),
              net.toPlainString()));
    }
    BigDecimal goods = lines.stream().map(Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal coupon =
        goods
            .multiply(BigDecimal.valueOf(random.nextInt(30)))
            .movePointLeft(2)
            .setScale(2, RoundingMode.DOWN);
    List<Charge> charges =
        List.of(
            new Charge("Discounts", null, coupon.negate()),
            new Charge("Interest", null, BigDecimal.valueOf(random.nextInt(5_000), 2)));
    return order("r" + seed, lines, "7.31", charges, false);
  }

  static Line line(String number, String quantity, String price, String net) {
    BigDecimal unit = new BigDecimal(price);
    BigDecimal count = new BigDecimal(quantity);
    BigDecimal difference = new BigDecimal(net).subtract(Line.gross(unit, count));
    return new Line(
        "sku-" + number,
        "ref-" + number,
        null,
        "Item " + number,
        count,
        "un",
        null,
        null,
        unit,
        difference.negate().max(BigDecimal.ZERO),
        difference.max(BigDecimal.ZERO),
        new BigDecimal(net),
        false,
        null,
        Map.of(),
        List.of());
  }

  static Order order(
      String id, List<Line> lines, String freight, List<Charge> charges, boolean cancelled) {
    BigDecimal price = new BigDecimal(freight);
    BigDecimal total = lines.stream().map(Line::net).reduce(price, BigDecimal::add);
    total = charges.stream().map(Charge::value).reduce(total, BigDecimal::add);
    return new Order(
        "vtex",
        id,
        null,
        null,
        "Marketplace",
        null,
        "ready-for-handling",
        cancelled,
        false,
        OffsetDateTime.parse("2026-01-02T03:04:05Z"),
        null,
        "BRL",
        new Customer(
            Customer.Kind.PERSON,
            "11122233344",
            Customer.CPF,
            "Ana Souza",
            null,
            null,
            null,
            List.of("+5511987654321"),
            null),
        null,
        new Address(
            "Ana Souza",
            "Rua Direita",
            "7",
            null,
            "Centro",
            null,
            "São Paulo",
            "SP",
            "01002000",
            "BRA",
            false),
        lines,
        List.of(new Payment("Visa", "creditCard", 3, total, "T1", null, "185140", null, null)),
        new Freight("PAC", "Correios", price, "5bd", null, null, null, null),
        charges,
        total,
        "Deixar com o porteiro",
        Map.of(),
        null);
  }
}
