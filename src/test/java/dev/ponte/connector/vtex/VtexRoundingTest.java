package dev.ponte.connector.vtex;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Order;
import dev.ponte.connector.focco.FoccoArrival;
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

/** VTEX rounds what one piece costs, and the order's totals apart from that. */
class VtexRoundingTest {

  /**
   * One item.
   *
   * @param price of one, in cents
   * @param permille taken off
   * @param defined whether the document tells the line's own total
   */
  record Item(int price, int pieces, int permille, boolean defined) {

    BigDecimal net() {
      return BigDecimal.valueOf((long) price * pieces * (1000 - permille)).movePointLeft(3);
    }

    String json(int number) {
      String definition =
          defined ? ",\"priceDefinition\":{\"total\":%s}".formatted(cents(net())) : "";
      BigDecimal selling = BigDecimal.valueOf((long) price * (1000 - permille)).movePointLeft(3);
      return """
          {"id":"%d","refId":"R%1$d","name":"N","quantity":%d,"price":%d,"sellingPrice":%d,"seller":"1"%s}"""
          .formatted(number, pieces, price, cents(selling), definition);
    }
  }

  @Property
  void any_order_whose_parts_the_store_has_rounded_arrives_to_the_cent(
      @ForAll @Size(min = 1, max = 6) List<@From("item") Item> items,
      @ForAll @IntRange(max = 5_000) int shipping,
      @ForAll @IntRange(max = 900) int tax) {
    String[] json = new String[items.size()];
    long gross = 0;
    BigDecimal net = BigDecimal.ZERO;
    for (int i = 0; i < json.length; i++) {
      json[i] = items.get(i).json(i + 1);
      gross += (long) items.get(i).price() * items.get(i).pieces();
      net = net.add(items.get(i).net());
    }
    ObjectNode document = Documents.plain(json);
    Documents.totals(document, gross, cents(net) - gross, shipping);
    Documents.total(document, "Tax", tax);

    Order order = Documents.map(document);

    assertThat(order.total().movePointRight(2))
        .isEqualByComparingTo(document.path("value").decimalValue());
    assertThat(FoccoArrival.total(order)).isEqualByComparingTo(order.total());
  }

  @Provide
  Arbitrary<Item> item() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 200_000),
            Arbitraries.integers().between(1, 30),
            Arbitraries.integers().between(0, 700),
            Arbitraries.of(true, false))
        .as(Item::new);
  }

  private static long cents(BigDecimal amount) {
    return amount.setScale(0, RoundingMode.HALF_UP).longValueExact();
  }
}
