package dev.ponte.connector.fastcommerce.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Order;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.connector.focco.FoccoArrival;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Fastcommerce's total holds a percentage, a coupon and packagings, in ways that it does not say.
 */
class FastcommerceRoundingTest {

  private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  /** One item, its price in hundredths of a cent, since {@code money} has four decimals. */
  record Item(int price, int pieces, boolean packed) {

    BigDecimal unit() {
      return BigDecimal.valueOf(price, 4);
    }

    BigDecimal net() {
      return unit().multiply(BigDecimal.valueOf(pieces));
    }
  }

  /** How the store makes its total of the parts. */
  record Way(boolean packsByPiece, boolean addsItems, boolean addsOrder, boolean percentOfAll) {}

  @Property(tries = 300)
  void any_order_whose_parts_the_store_has_rounded_arrives_to_the_cent(
      @ForAll @Size(min = 1, max = 6) List<@From("item") Item> items,
      @ForAll("way") Way way,
      @ForAll @IntRange(max = 6_000) int percent,
      @ForAll @IntRange(max = 500) int coupon,
      @ForAll @IntRange(max = 2_000) int wrapping) {
    BigDecimal goods = items.stream().map(Item::net).reduce(BigDecimal.ZERO, BigDecimal::add);
    BigDecimal packaging = way.addsOrder() ? amount(wrapping) : BigDecimal.ZERO;
    for (Item item : items) {
      if (item.packed() && way.addsItems()) {
        packaging = packaging.add(amount(way.packsByPiece() ? 450 * item.pieces() : 450));
      }
    }
    BigDecimal off = amount(coupon).min(goods.movePointLeft(1).setScale(2, RoundingMode.DOWN));
    BigDecimal base = way.percentOfAll() ? goods.add(packaging).subtract(off) : goods;
    BigDecimal rate = BigDecimal.valueOf(percent, 2);
    BigDecimal total =
        goods
            .add(packaging)
            .subtract(off)
            .subtract(base.multiply(rate).movePointLeft(2))
            .max(BigDecimal.ZERO)
            .setScale(2, RoundingMode.HALF_UP);
    List<ReportRow> rows = new ArrayList<>();
    items.forEach(it -> rows.add(row(it, total, rate, off, amount(wrapping))));

    Order order =
        new OrderMapper("loja", ZONE, "BRL", StoreTerms.STRICT)
            .toOrder(new OrderRows("1", rows, false));

    assertThat(order.total()).isEqualByComparingTo(total.add(amount(1_234)));
    assertThat(FoccoArrival.total(order)).isEqualByComparingTo(order.total());
  }

  private static ReportRow row(
      Item item, BigDecimal total, BigDecimal percent, BigDecimal coupon, BigDecimal wrapping) {
    ReportRow row = new ReportRow();
    row.put("Feito em", "10/3/2026 10:20");
    row.put("Nome", "Maria");
    row.put("Status", "Aprovado");
    row.put("IDProduto", "5");
    row.put("Qtd", String.valueOf(item.pieces()));
    row.put("Preço unit", told(item.unit()));
    row.put("Embalar produto", item.packed() ? "S" : "N");
    row.put("Valor embalagem produto", "4,50");
    row.put("Valor embalagem", told(wrapping));
    row.put("DescontoTotalSF", told(percent));
    row.put("Desconto cupom", told(coupon));
    row.put("Total sem frete", told(total));
    row.put("Frete", "12,34");
    return row;
  }

  @Provide
  Arbitrary<Item> item() {
    return Combinators.combine(
            Arbitraries.integers().between(100, 9_000_000),
            Arbitraries.integers().between(1, 30),
            Arbitraries.of(true, false))
        .as(Item::new);
  }

  @Provide
  Arbitrary<Way> way() {
    Arbitrary<Boolean> either = Arbitraries.of(true, false);
    return Combinators.combine(either, either, either, either).as(Way::new);
  }

  private static BigDecimal amount(int cents) {
    return BigDecimal.valueOf(cents, 2);
  }

  private static String told(BigDecimal value) {
    return value.toPlainString().replace('.', ',');
  }
}
