package dev.ponte.connector.moovin.orders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.connector.focco.FoccoArrival;
import dev.ponte.connector.moovin.Examples;
import dev.ponte.connector.moovin.MoovinStore;
import java.math.BigDecimal;
import java.math.RoundingMode;
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

/** Moovin rounds what was paid for one piece, and the order's total apart from that. */
class MoovinRoundingTest {

  private static final List<String> SURCHARGES =
      List.of("valor_acrescimo", "valor_presente", "valor_taxa_gateway");

  /** One item, its price in cents. */
  record Item(int price, int pieces, int permille) {

    BigDecimal paid() {
      return BigDecimal.valueOf((long) price * (1000 - permille)).movePointLeft(5);
    }
  }

  @Property(tries = 300)
  void any_order_whose_parts_the_store_has_rounded_arrives_to_the_cent(
      @ForAll @Size(min = 1, max = 6) List<@From("item") Item> items,
      @ForAll @IntRange(max = 7) int beside,
      @ForAll @IntRange(max = 3_000) int coupon,
      @ForAll boolean couponBeside,
      @ForAll @IntRange(max = 5_000) int freight) {
    ObjectNode record = Examples.order();
    BigDecimal total = items(record, items).add(amount(freight));
    for (int i = 0; i < SURCHARGES.size(); i++) {
      BigDecimal surcharge = amount(101 + 333 * i);
      record.put(SURCHARGES.get(i), surcharge.toPlainString());
      total = total.add((beside & 1 << i) == 0 ? BigDecimal.ZERO : surcharge);
    }
    BigDecimal off = amount(coupon).min(total.setScale(2, RoundingMode.DOWN));
    record.put("desconto_cupom", off.toPlainString()).put("desconto_total", off.toPlainString());
    total = couponBeside ? total.subtract(off) : total;
    total = total.setScale(2, RoundingMode.HALF_UP);
    record.put("valor_frete", amount(freight).toPlainString());
    record.put("valor_total", total.toPlainString());

    Order order =
        new OrderMapper("moovin", MoovinStore.ZONE, StoreTerms.STRICT).toOrder(record, false);

    assertThat(order.total()).isEqualByComparingTo(total);
    assertThat(FoccoArrival.total(order)).isEqualByComparingTo(total);
  }

  /** Puts the items and gives what they come to before it is rounded. */
  private static BigDecimal items(ObjectNode record, List<Item> items) {
    ArrayNode rows = (ArrayNode) record.at("/itens/item");
    ObjectNode example = (ObjectNode) rows.remove(0);
    BigDecimal sum = BigDecimal.ZERO;
    for (Item item : items) {
      rows.add(
          example
              .deepCopy()
              .put("qtd", String.valueOf(item.pieces()))
              .put("valor", amount(item.price()).toPlainString())
              .put("valor_pago", item.paid().setScale(2, RoundingMode.HALF_UP).toPlainString()));
      sum = sum.add(item.paid().multiply(BigDecimal.valueOf(item.pieces())));
    }
    return sum;
  }

  @Provide
  Arbitrary<Item> item() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 200_000),
            Arbitraries.integers().between(1, 30),
            Arbitraries.integers().between(0, 700))
        .as(Item::new);
  }

  private static BigDecimal amount(int cents) {
    return BigDecimal.valueOf(cents, 2);
  }
}
