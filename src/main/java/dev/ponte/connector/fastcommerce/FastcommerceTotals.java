package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What makes an order's total beside its lines. The document says neither what the percentage of a
 * discount is taken of, nor how it is rounded, nor whether a packaging is paid by piece: the
 * reading that makes "Total sem frete" to the cent is the right one, and an order that none
 * explains is refused.
 *
 * @param goods Total sem frete
 * @param freight Frete
 * @param charges packaging and discounts
 */
record FastcommerceTotals(BigDecimal goods, BigDecimal freight, List<Charge> charges) {

  private static final String TOTAL = "Total sem frete";
  private static final String COUPON = "Desconto cupom";
  private static final String DISCOUNT = "DescontoTotalSF";
  private static final String PACKAGING = "Valor embalagem";
  private static final String ITEM_PACKAGING = "Valor embalagem produto";
  private static final BigDecimal CENT = new BigDecimal("0.01");

  /**
   * @throws IllegalArgumentException with both figures, when the lines do not make the total
   */
  static FastcommerceTotals of(List<FastcommerceRow> rows, List<Line> lines) {
    FastcommerceRow header = rows.get(0);
    BigDecimal goods = FastcommerceValues.number(TOTAL, header.get(TOTAL));
    if (goods == null) {
      throw new IllegalArgumentException("it has no Total sem frete; look at it in the store");
    }
    BigDecimal freight = FastcommerceValues.numberOrZero("Frete", header.get("Frete"));
    BigDecimal items = lines.stream().map(Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    for (BigDecimal packed : itemPackaging(rows, lines)) {
      List<Charge> charges = charges(header, items, packed, goods);
      if (items.add(sum(charges)).compareTo(goods) == 0) {
        return new FastcommerceTotals(goods, freight, charges);
      }
    }
    if (items.compareTo(goods) == 0) {
      return new FastcommerceTotals(goods, freight, List.of());
    }
    BigDecimal packed = itemPackaging(rows, lines).get(0);
    throw new IllegalArgumentException(
        "its items, packaging and discounts make %s, but its Total sem frete is %s; correct it in the store or enter it in the ERP by hand"
            .formatted(
                items.add(sum(charges(header, items, packed, goods))).toPlainString(),
                goods.toPlainString()));
  }

  private static List<Charge> charges(
      FastcommerceRow header, BigDecimal items, BigDecimal packed, BigDecimal goods) {
    BigDecimal wrapping = amount(header, PACKAGING);
    BigDecimal coupon = amount(header, COUPON);
    List<Charge> charges = new ArrayList<>();
    add(charges, ITEM_PACKAGING, packed);
    add(charges, PACKAGING, wrapping);
    add(charges, COUPON, coupon.negate());
    BigDecimal extras = packed.add(wrapping);
    List<BigDecimal> bases =
        List.of(
            items, items.add(extras), items.subtract(coupon), items.add(extras).subtract(coupon));
    BigDecimal percent = FastcommerceValues.numberOrZero(DISCOUNT, header.get(DISCOUNT));
    add(charges, DISCOUNT, discount(percent, bases, items.add(sum(charges)).subtract(goods)));
    return charges;
  }

  /** What is missing to the total, when it is the discount by any reading; else the discount. */
  private static BigDecimal discount(
      BigDecimal percent, List<BigDecimal> bases, BigDecimal missing) {
    for (BigDecimal base : bases) {
      if (percent.signum() != 0
          && part(base, percent).subtract(missing).abs().compareTo(CENT) <= 0) {
        return missing.negate();
      }
    }
    return part(bases.get(0), percent).negate();
  }

  private static BigDecimal part(BigDecimal base, BigDecimal percent) {
    return base.multiply(percent).movePointLeft(2).setScale(2, RoundingMode.HALF_UP);
  }

  /** Once an item, or once a piece. */
  private static List<BigDecimal> itemPackaging(List<FastcommerceRow> rows, List<Line> lines) {
    BigDecimal byItem = BigDecimal.ZERO;
    BigDecimal byPiece = BigDecimal.ZERO;
    for (int i = 0; i < rows.size(); i++) {
      if (Boolean.TRUE.equals(FastcommerceValues.flag(rows.get(i).get("Embalar produto")))) {
        BigDecimal price = amount(rows.get(i), ITEM_PACKAGING);
        byItem = byItem.add(price);
        byPiece = byPiece.add(price.multiply(lines.get(i).quantity()));
      }
    }
    return List.of(byItem, byPiece);
  }

  private static BigDecimal amount(FastcommerceRow row, String name) {
    return FastcommerceValues.numberOrZero(name, row.get(name));
  }

  private static BigDecimal sum(List<Charge> charges) {
    return charges.stream().map(Charge::value).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static void add(List<Charge> charges, String name, BigDecimal value) {
    if (value.signum() != 0) {
      charges.add(new Charge(name, null, value));
    }
  }
}
