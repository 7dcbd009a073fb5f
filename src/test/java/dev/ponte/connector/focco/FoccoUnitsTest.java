package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FoccoUnitsTest {

  /** Three boxes of 2.5 m² at 99.90 a box, with 0.70 off. */
  private static final Order BOXES =
      Orders.order(
          "v1",
          List.of(
              new Line(
                  "1",
                  "ref-1",
                  null,
                  "Piso",
                  new BigDecimal("3"),
                  "M2",
                  new BigDecimal("2.5"),
                  null,
                  new BigDecimal("99.90"),
                  new BigDecimal("0.70"),
                  null,
                  new BigDecimal("299.00"),
                  false,
                  null,
                  Map.of(),
                  List.of())),
          "10.00",
          List.of(),
          false);

  @Test
  void what_focco_counts_by_the_base_unit_is_told_so_and_comes_to_the_same() {
    Order told = FoccoUnits.told(BOXES, List.of("kg", "m2"));

    Line line = told.lines().get(0);
    assertThat(line.quantity()).isEqualByComparingTo("7.5");
    assertThat(line.unitPrice()).isEqualByComparingTo("39.96");
    assertThat(line.net()).isEqualByComparingTo("299.00");
    assertThat(FoccoArrival.total(told)).isEqualByComparingTo("309.00");
  }

  @Test
  void other_units_are_told_as_the_store_sells_them_and_the_multiple_is_noted() {
    Order told = FoccoUnits.told(BOXES, List.of("kg"));

    assertThat(told).isEqualTo(BOXES);
    assertThat(FoccoNotes.forOrder(told, ZoneOffset.UTC, 4_000)).contains("3 × 2.5 M2");
  }
}
