package dev.ponte.connector.fastcommerce.orders;

import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.StoreTerms.Parts;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.connector.fastcommerce.api.Values;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What makes an order's total beside its lines. The document says neither what the percentage of a
 * discount is taken of, nor how it is rounded, nor whether a packaging is paid by piece or is
 * within the one of the order, nor which of them the prices already hold: so each reading is tried.
 *
 * @param goods Total sem frete
 * @param freight Frete
 * @param readings the likeliest first
 */
record Totals(BigDecimal goods, BigDecimal freight, List<Parts> readings) {

  private static final String TOTAL = "Total sem frete";
  private static final String COUPON = "Desconto cupom";
  private static final String DISCOUNT = "DescontoTotalSF";
  private static final String INTEREST = "Juros a.m.";
  private static final String PACKAGING = "Valor embalagem";
  private static final String ITEM_PACKAGING = "Valor embalagem produto";
  private static final int HUNDREDTHS = 2;

  /**
   * @throws IllegalArgumentException when the order has no total
   */
  static Totals of(ReportRow header, Lines items) {
    BigDecimal goods = Values.number(TOTAL, header.get(TOTAL));
    if (goods == null) {
      throw new IllegalArgumentException("it has no Total sem frete; look at it in the store");
    }
    return new Totals(cents(goods), amount(header, "Frete"), new Readings(header, items).all());
  }

  BigDecimal total() {
    return goods.add(freight);
  }

  /** All readings of one order. */
  private static final class Readings {

    private final ReportRow header;
    private final Lines items;
    private final BigDecimal sum;
    private final List<Parts> all = new ArrayList<>();

    Readings(ReportRow header, Lines items) {
      this.header = header;
      this.items = items;
      this.sum = items.lines().stream().map(Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    List<Parts> all() {
      BigDecimal coupon = amount(header, COUPON).abs();
      for (List<Charge> packaging : packagings()) {
        for (BigDecimal taken : distinct(coupon, BigDecimal.ZERO)) {
          for (BigDecimal discount : discounts(sum(packaging), coupon)) {
            List<Charge> charges = new ArrayList<>(items.reductions());
            charges.addAll(packaging);
            add(charges, COUPON, taken.negate());
            add(charges, DISCOUNT, discount.negate());
            all.add(new Parts(items.lines(), charges));
          }
        }
      }
      all.addAll(withInterest(List.copyOf(all)));
      return all;
    }

    /** The interest of equal instalments, of the goods or of the freight too. */
    private List<Parts> withInterest(List<Parts> readings) {
      BigDecimal rate = Values.numberOrZero(INTEREST, header.get(INTEREST)).movePointLeft(2);
      int instalments = Values.numberOrZero("Parcelas", header.get("Parcelas")).intValue();
      List<Parts> interested = new ArrayList<>();
      if (rate.signum() <= 0 || instalments < 2) {
        return interested;
      }
      for (BigDecimal freight : List.of(BigDecimal.ZERO, amount(header, "Frete"))) {
        for (Parts reading : readings) {
          List<Charge> charges = new ArrayList<>(reading.charges());
          add(charges, INTEREST, interest(reading.sum().add(freight), rate, instalments));
          interested.add(new Parts(reading.lines(), charges));
        }
      }
      return interested;
    }

    private static BigDecimal interest(BigDecimal base, BigDecimal rate, int instalments) {
      BigDecimal growth = BigDecimal.ONE.add(rate).pow(instalments);
      BigDecimal instalment =
          cents(
              base.multiply(rate)
                  .multiply(growth)
                  .divide(growth.subtract(BigDecimal.ONE), HUNDREDTHS + 4, RoundingMode.HALF_UP));
      return instalment.multiply(BigDecimal.valueOf(instalments)).subtract(cents(base));
    }

    /** Both, the items' within the order's, the order's alone, the items' alone, none. */
    private Set<List<Charge>> packagings() {
      BigDecimal wrapping = amount(header, PACKAGING);
      Set<List<Charge>> packagings = new LinkedHashSet<>();
      for (BigDecimal packed : distinct(packed(false), packed(true))) {
        packagings.add(packaging(packed, wrapping));
      }
      packagings.add(packaging(BigDecimal.ZERO, wrapping));
      for (BigDecimal packed : distinct(packed(false), packed(true))) {
        packagings.add(packaging(packed, BigDecimal.ZERO));
      }
      packagings.add(List.of());
      return packagings;
    }

    private static List<Charge> packaging(BigDecimal packed, BigDecimal wrapping) {
      List<Charge> charges = new ArrayList<>();
      add(charges, ITEM_PACKAGING, packed);
      add(charges, PACKAGING, wrapping);
      return charges;
    }

    /** Of each base, of each price of one piece, and none at all: it is in the prices. */
    private Set<BigDecimal> discounts(BigDecimal packaging, BigDecimal coupon) {
      BigDecimal percent = Values.numberOrZero(DISCOUNT, header.get(DISCOUNT));
      Set<BigDecimal> discounts = new LinkedHashSet<>();
      discounts.add(part(sum, percent));
      discounts.add(part(sum.add(packaging), percent));
      discounts.add(part(sum.subtract(coupon), percent));
      discounts.add(part(sum.add(packaging).subtract(coupon), percent));
      discounts.add(byPiece(percent));
      discounts.add(cents(BigDecimal.ZERO));
      return discounts;
    }

    private BigDecimal byPiece(BigDecimal percent) {
      BigDecimal discount = BigDecimal.ZERO;
      for (Line line : items.lines()) {
        discount = discount.add(Line.gross(part(line.unitPrice(), percent), line.quantity()));
      }
      return cents(discount);
    }

    /** Once an item, or once a piece. */
    private BigDecimal packed(boolean byPiece) {
      BigDecimal packed = BigDecimal.ZERO;
      for (int i = 0; i < items.rows().size(); i++) {
        ReportRow row = items.rows().get(i);
        if (Boolean.TRUE.equals(Values.flag(row.get("Embalar produto")))) {
          BigDecimal pieces = byPiece ? items.lines().get(i).quantity() : BigDecimal.ONE;
          packed = packed.add(amount(row, ITEM_PACKAGING).multiply(pieces));
        }
      }
      return cents(packed);
    }

    private static Set<BigDecimal> distinct(BigDecimal one, BigDecimal other) {
      Set<BigDecimal> both = new LinkedHashSet<>();
      both.add(cents(one));
      both.add(cents(other));
      return both;
    }
  }

  private static BigDecimal part(BigDecimal base, BigDecimal percent) {
    return cents(base.multiply(percent).movePointLeft(2));
  }

  private static BigDecimal amount(ReportRow row, String name) {
    return cents(Values.numberOrZero(name, row.get(name)));
  }

  /** The type money has four decimals. */
  private static BigDecimal cents(BigDecimal value) {
    return value.setScale(HUNDREDTHS, RoundingMode.HALF_UP);
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
