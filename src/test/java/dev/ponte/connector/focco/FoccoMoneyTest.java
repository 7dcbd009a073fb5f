package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class FoccoMoneyTest {

  @Test
  void a_line_at_its_price_needs_no_adjustment() {
    FoccoMoney.Amounts amounts = amounts(Orders.plain("v1")).get(0);

    assertThat(amounts.kind()).isNull();
    assertThat(amounts.net()).isEqualByComparingTo("10.00");
  }

  @Test
  void a_reduction_is_a_discount_by_value_and_an_addition_a_surcharge() {
    Order order =
        Orders.order(
            "v1",
            List.of(Orders.line("1", "2", "10.00", "15.00"), Orders.line("2", "1", "5.00", "6.50")),
            "0.00",
            List.of(),
            false);

    List<FoccoMoney.Amounts> amounts = amounts(order);

    assertThat(amounts.get(0).kind()).isEqualTo("D");
    assertThat(amounts.get(0).adjustment()).isEqualByComparingTo("5.00");
    assertThat(amounts.get(1).kind()).isEqualTo("A");
    assertThat(amounts.get(1).adjustment()).isEqualByComparingTo("1.50");
  }

  @Test
  void amounts_of_the_whole_order_are_spread_by_value_with_the_last_cent_on_the_largest() {
    Order order =
        Orders.order(
            "v1",
            List.of(
                Orders.line("1", "1", "10.00", "10.00"),
                Orders.line("2", "1", "20.00", "20.00"),
                Orders.line("3", "1", "10.00", "10.00")),
            "0.00",
            List.of(new Charge("Discounts", null, new BigDecimal("-1.01"))),
            false);

    assertThat(amounts(order))
        .extracting(FoccoMoney.Amounts::net)
        .containsExactly(new BigDecimal("9.75"), new BigDecimal("19.49"), new BigDecimal("9.75"));
  }

  @Test
  void reductions_beyond_the_lines_are_taken_off_the_freight() {
    Order order =
        Orders.order(
            "v1",
            List.of(Orders.line("1", "1", "10.00", "10.00")),
            "20.00",
            List.of(new Charge("Discounts", null, new BigDecimal("-15.00"))),
            false);

    assertThat(amounts(order).get(0).net()).isEqualByComparingTo("0.00");
    assertThat(FoccoMoney.freight(order, FoccoSettings.Taxes.REJECT)).isEqualByComparingTo("15.00");
  }

  @Test
  void cents_that_the_largest_line_cannot_bear_go_on_the_next() {
    List<Line> lines =
        IntStream.range(0, 20).mapToObj(it -> Orders.line("" + it, "1", "0.01", "0.01")).toList();
    Order order =
        Orders.order(
            "v1",
            lines,
            "0.00",
            List.of(new Charge("Discounts", null, new BigDecimal("-0.19"))),
            false);

    assertThat(amounts(order)).extracting(FoccoMoney.Amounts::net).allMatch(it -> it.signum() >= 0);
    assertThat(
            amounts(order).stream()
                .map(FoccoMoney.Amounts::net)
                .reduce(BigDecimal.ZERO, BigDecimal::add))
        .isEqualByComparingTo("0.01");
  }

  @Test
  void a_tax_on_top_is_left_to_focco() {
    Order order =
        Orders.order(
            "v1",
            List.of(Orders.line("1", "1", "10.00", "10.00")),
            "0.00",
            List.of(new Charge("Tax", null, new BigDecimal("1.00"))),
            false);

    assertThat(FoccoMoney.amounts(order, FoccoSettings.Taxes.ON_TOP).get(0).net())
        .isEqualByComparingTo("10.00");
    assertThat(FoccoMoney.amounts(order, FoccoSettings.Taxes.INCLUDED).get(0).net())
        .isEqualByComparingTo("11.00");
  }

  @RepeatedTest(500)
  void any_order_comes_to_its_total_to_the_cent(RepetitionInfo run) {
    Order order = Orders.random(run.getCurrentRepetition());

    BigDecimal sum =
        amounts(order).stream()
            .map(FoccoMoney.Amounts::net)
            .reduce(BigDecimal.ZERO, BigDecimal::add);

    assertThat(sum.add(order.freightPrice())).isEqualByComparingTo(order.total());
    for (int i = 0; i < order.lines().size(); i++) {
      FoccoMoney.Amounts it = amounts(order).get(i);
      BigDecimal gross = Line.gross(it.unitPrice(), order.lines().get(i).quantity());
      BigDecimal adjusted =
          it.kind() == null
              ? gross
              : it.kind().equals("D")
                  ? gross.subtract(it.adjustment())
                  : gross.add(it.adjustment());
      assertThat(adjusted).isEqualByComparingTo(it.net());
    }
  }

  private static List<FoccoMoney.Amounts> amounts(Order order) {
    return FoccoMoney.amounts(order, FoccoSettings.Taxes.REJECT);
  }
}
