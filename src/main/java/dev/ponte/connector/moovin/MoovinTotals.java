package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Line;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How the amounts of an order make its total. The document names them, but does not say which are
 * already within the items' paid prices: in its own example the surcharge of 10.00 is, since 99.89
 * and the freight of 14.00 make the total of 113.89. So the total decides: the first reading that
 * makes it to the cent holds, and an order that no reading explains is refused with both figures.
 *
 * @param lines the items as that reading has them
 * @param charges what that reading adds to them
 * @param total {@code valor_total}, freight and charges included
 */
record MoovinTotals(List<Line> lines, List<Charge> charges, BigDecimal total) {

  private static final List<String> SURCHARGES =
      List.of("valor_acrescimo", "valor_presente", "valor_taxa_gateway");
  private static final List<String> DISCOUNTS =
      List.of(
          "desconto_bonus",
          "desconto_pontos",
          "desconto_vlr_compra",
          "desconto_num_pedidos",
          "desconto_cupom");
  private static final String ALL_DISCOUNTS = "desconto_total";

  /** What may stand beside the items, the likeliest first. */
  private static final List<Set<String>> READINGS =
      List.of(
          Set.of(),
          Set.of("valor_presente", "valor_taxa_gateway"),
          Set.of("valor_acrescimo", "valor_presente", "valor_taxa_gateway", ALL_DISCOUNTS),
          Set.of("valor_acrescimo", "valor_presente", "valor_taxa_gateway"),
          Set.of("valor_presente", "valor_taxa_gateway", ALL_DISCOUNTS),
          Set.of(ALL_DISCOUNTS),
          Set.of("valor_acrescimo", ALL_DISCOUNTS),
          Set.of("valor_acrescimo"));

  /**
   * @throws IllegalArgumentException in one sentence, when no reading makes the total
   */
  static MoovinTotals of(JsonNode order) {
    BigDecimal total = MoovinFields.number(order, "valor_total");
    if (total == null) {
      throw new IllegalArgumentException("it has no valor_total");
    }
    BigDecimal freight = MoovinFields.money(order, "valor_frete");
    for (boolean paidForAll : new boolean[] {false, true}) {
      List<Line> lines = MoovinLines.of(order, paidForAll);
      BigDecimal beside = total.subtract(freight).subtract(sum(lines));
      for (Set<String> reading : READINGS) {
        List<Charge> charges = charges(order, reading);
        if (value(charges).compareTo(beside) == 0) {
          return new MoovinTotals(lines, charges, total);
        }
      }
    }
    throw refusal(order, total, freight);
  }

  private static IllegalArgumentException refusal(
      JsonNode order, BigDecimal total, BigDecimal freight) {
    BigDecimal items = sum(MoovinLines.of(order, false));
    return new IllegalArgumentException(
        "its items and freight make %s, its valor_total is %s, and neither surcharges of %s nor discounts of %s explain that; correct it in the store or enter it in the ERP by hand"
            .formatted(
                items.add(freight).toPlainString(),
                total.toPlainString(),
                value(charges(order, Set.copyOf(SURCHARGES))).toPlainString(),
                value(charges(order, Set.of(ALL_DISCOUNTS))).negate().toPlainString()));
  }

  private static List<Charge> charges(JsonNode order, Set<String> names) {
    List<Charge> charges = new ArrayList<>();
    for (String name : SURCHARGES) {
      if (names.contains(name)) {
        add(charges, name, MoovinFields.money(order, name));
      }
    }
    if (names.contains(ALL_DISCOUNTS)) {
      charges.addAll(discounts(order));
    }
    return charges;
  }

  /** By their kind, when the kinds make the sum of all; otherwise the sum. */
  private static List<Charge> discounts(JsonNode order) {
    List<Charge> kinds = new ArrayList<>();
    for (String name : DISCOUNTS) {
      add(kinds, name, MoovinFields.money(order, name).negate());
    }
    BigDecimal all = MoovinFields.number(order, ALL_DISCOUNTS);
    if (all == null || value(kinds).negate().compareTo(all) == 0) {
      return kinds;
    }
    List<Charge> sum = new ArrayList<>();
    add(sum, ALL_DISCOUNTS, all.negate());
    return sum;
  }

  private static void add(List<Charge> charges, String name, BigDecimal value) {
    if (value.signum() != 0) {
      charges.add(new Charge(name, null, value));
    }
  }

  private static BigDecimal value(List<Charge> charges) {
    return charges.stream().map(Charge::value).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal sum(List<Line> lines) {
    return lines.stream().map(Line::net).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
