package dev.ponte.connector.focco;

import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * In which units lines go to Focco. A store may sell by the box of 2.5 m² what the ERP counts by
 * the square metre: lines in a base unit that is named go as quantity × multiplier, at the price of
 * one base unit; all others in sale units, as the store counts.
 */
final class FoccoUnits {

  private static final int PRICE_DECIMALS = 6;

  private FoccoUnits() {}

  /** The order as it goes to Focco; each line comes to what it came to. */
  static Order told(Order order, List<String> baseUnits) {
    return order.with(
        order.lines().stream()
            .map(it -> isInBaseUnits(it, baseUnits) ? inBaseUnits(it) : it)
            .toList());
  }

  /** How many of Focco's units a line is. */
  static BigDecimal pieces(Line line, List<String> baseUnits) {
    return isInBaseUnits(line, baseUnits)
        ? line.quantity().multiply(line.unitMultiplier())
        : line.quantity();
  }

  private static boolean isInBaseUnits(Line line, List<String> baseUnits) {
    return line.unit() != null
        && line.unitMultiplier().compareTo(BigDecimal.ONE) != 0
        && baseUnits.stream().anyMatch(it -> plain(it).equals(plain(line.unit())));
  }

  private static Line inBaseUnits(Line line) {
    BigDecimal quantity = line.quantity().multiply(line.unitMultiplier());
    BigDecimal price =
        line.unitPrice().divide(line.unitMultiplier(), PRICE_DECIMALS, RoundingMode.HALF_UP);
    BigDecimal difference = line.net().subtract(Line.gross(price, quantity));
    return new Line(
        line.sku(),
        line.ref(),
        line.ean(),
        line.name(),
        quantity.stripTrailingZeros(),
        line.unit(),
        BigDecimal.ONE,
        line.listPrice(),
        price,
        difference.negate().max(BigDecimal.ZERO),
        difference.max(BigDecimal.ZERO),
        line.net(),
        line.gift(),
        line.seller(),
        line.attachments(),
        line.components());
  }

  private static String plain(String unit) {
    return unit.strip().toLowerCase(Locale.ROOT);
  }
}
