package dev.ponte.connector.focco;

import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How the money of an order is told to Focco, which knows only lines and freight: amounts of the
 * whole order are spread over the lines by value, the last cent on the largest, and the difference
 * between a line's gross and its share of the total is its discount (D) or surcharge (A). What is
 * taken off beyond the lines is taken off the freight.
 */
final class FoccoMoney {

  private static final String TAX = "tax";

  private FoccoMoney() {}

  /**
   * What a line costs in Focco.
   *
   * @param unitPrice gross, as {@code precoUnitario}
   * @param kind {@code D} or {@code A}; null when the gross is the net
   * @param adjustment zero or more; null without a kind
   * @param net what the line must come to
   */
  record Amounts(BigDecimal unitPrice, String kind, BigDecimal adjustment, BigDecimal net) {}

  /**
   * The amounts of each line, in the order of the lines.
   *
   * @throws IllegalArgumentException in one sentence, when reductions exceed lines and freight
   */
  static List<Amounts> amounts(Order order, FoccoSettings.Taxes taxes) {
    freight(order, taxes);
    BigDecimal goods = goods(order);
    BigDecimal spread = linesTotal(order, taxes).max(BigDecimal.ZERO).subtract(goods);
    List<BigDecimal> shares = shares(order.lines(), spread);
    List<Amounts> amounts = new ArrayList<>();
    for (int i = 0; i < order.lines().size(); i++) {
      Line line = order.lines().get(i);
      amounts.add(amounts(line, line.net().add(shares.get(i))));
    }
    return amounts;
  }

  /**
   * What the freight comes to in Focco.
   *
   * @throws IllegalArgumentException as {@link #amounts}
   */
  static BigDecimal freight(Order order, FoccoSettings.Taxes taxes) {
    BigDecimal beyond = linesTotal(order, taxes).min(BigDecimal.ZERO);
    BigDecimal freight = order.freightPrice().add(beyond);
    if (freight.signum() < 0) {
      throw new IllegalArgumentException(
          "The reductions of order %s exceed its lines and freight by %s"
              .formatted(order.id(), freight.negate().toPlainString()));
    }
    return freight;
  }

  private static BigDecimal goods(Order order) {
    return order.lines().stream().map(Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What Focco's budget must come to without freight. */
  private static BigDecimal linesTotal(Order order, FoccoSettings.Taxes taxes) {
    BigDecimal total = order.total().subtract(order.freightPrice());
    return taxes == FoccoSettings.Taxes.ON_TOP ? total.subtract(storeTax(order)) : total;
  }

  private static Amounts amounts(Line line, BigDecimal net) {
    BigDecimal difference = net.subtract(Line.gross(line.unitPrice(), line.quantity()));
    if (difference.signum() == 0) {
      return new Amounts(line.unitPrice(), null, null, net);
    }
    return new Amounts(
        line.unitPrice(), difference.signum() < 0 ? "D" : "A", difference.abs(), net);
  }

  private static BigDecimal storeTax(Order order) {
    return order.charges().stream()
        .filter(it -> it.id().equalsIgnoreCase(TAX))
        .map(Charge::value)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<BigDecimal> shares(List<Line> lines, BigDecimal amount) {
    List<BigDecimal> weights = weights(lines);
    BigDecimal weight = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    List<BigDecimal> shares = new ArrayList<>();
    BigDecimal left = amount;
    for (BigDecimal of : weights) {
      BigDecimal share = amount.multiply(of).divide(weight, 2, RoundingMode.DOWN);
      shares.add(share);
      left = left.subtract(share);
    }
    List<Integer> largestFirst = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      largestFirst.add(i);
    }
    largestFirst.sort(Comparator.comparing((Integer i) -> weights.get(i)).reversed());
    for (int i : largestFirst) {
      BigDecimal lowest = lines.get(i).net().add(shares.get(i)).negate();
      BigDecimal here = left.max(lowest);
      shares.set(i, shares.get(i).add(here));
      left = left.subtract(here);
    }
    return shares;
  }

  /** By net value; when all lines are free, each counts the same. */
  private static List<BigDecimal> weights(List<Line> lines) {
    boolean allFree = lines.stream().allMatch(it -> it.net().signum() == 0);
    return lines.stream().map(it -> allFree ? BigDecimal.ONE : it.net()).toList();
  }
}
