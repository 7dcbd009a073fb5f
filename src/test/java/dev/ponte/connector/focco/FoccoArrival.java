package dev.ponte.connector.focco;

import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import java.math.BigDecimal;
import java.util.List;

/** What an order comes to in Focco, without calling it. */
public final class FoccoArrival {

  private FoccoArrival() {}

  /** Freight and lines, each as Focco makes it of price, quantity and discount or surcharge. */
  public static BigDecimal total(Order order) {
    BigDecimal total = FoccoMoney.freight(order, FoccoSettings.Taxes.REJECT);
    List<FoccoMoney.Amounts> amounts = FoccoMoney.amounts(order, FoccoSettings.Taxes.REJECT);
    for (int i = 0; i < amounts.size(); i++) {
      total = total.add(line(order.lines().get(i), amounts.get(i)));
    }
    return total;
  }

  private static BigDecimal line(Line line, FoccoMoney.Amounts told) {
    BigDecimal gross = Line.gross(told.unitPrice(), line.quantity());
    if (told.kind() == null) {
      return gross;
    }
    if (told.adjustment().signum() < 0) {
      throw new AssertionError("Focco takes no adjustment below zero");
    }
    return told.kind().equals("D")
        ? gross.subtract(told.adjustment())
        : gross.add(told.adjustment());
  }
}
