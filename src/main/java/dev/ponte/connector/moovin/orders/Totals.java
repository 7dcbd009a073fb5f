package dev.ponte.connector.moovin.orders;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.StoreTerms.Parts;
import dev.ponte.connector.moovin.api.Fields;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How the amounts of an order make its total. The document names them, but does not say which are
 * already within the items' paid prices: in its own example the surcharge of 10.00 is, since 99.89
 * and the freight of 14.00 make the total of 113.89. So each reading is tried.
 *
 * @param total {@code valor_total}, freight and charges included
 * @param freight {@code valor_frete}
 * @param readings the likeliest first
 * @param leftOut what was ordered in no piece
 */
record Totals(BigDecimal total, BigDecimal freight, List<Parts> readings, List<String> leftOut) {

  private static final List<String> DISCOUNTS =
      List.of(
          "desconto_bonus",
          "desconto_pontos",
          "desconto_vlr_compra",
          "desconto_num_pedidos",
          "desconto_cupom");
  private static final String ALL_DISCOUNTS = "desconto_total";

  /** What may stand beside the items, the likeliest first. */
  private static final List<Beside> LIKELY =
      List.of(
          new Beside(false, false, false, false),
          new Beside(false, true, true, false),
          new Beside(true, true, true, true),
          new Beside(true, true, true, false),
          new Beside(false, true, true, true),
          new Beside(false, false, false, true),
          new Beside(true, false, false, true),
          new Beside(true, false, false, false));

  /** Which amounts stand beside the items and are not within their prices. */
  private record Beside(boolean surcharge, boolean wrapping, boolean fee, boolean discounts) {

    static Set<Beside> all() {
      Set<Beside> all = new LinkedHashSet<>(LIKELY);
      for (int bits = 0; bits < 16; bits++) {
        all.add(new Beside((bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0, (bits & 8) > 0));
      }
      return all;
    }

    List<Charge> charges(JsonNode order, List<Charge> discounted) {
      List<Charge> charges = new ArrayList<>();
      add(charges, surcharge, order, "valor_acrescimo");
      add(charges, wrapping, order, "valor_presente");
      add(charges, fee, order, "valor_taxa_gateway");
      if (discounts) {
        charges.addAll(discounted);
      }
      return charges;
    }

    private static void add(List<Charge> charges, boolean beside, JsonNode order, String name) {
      BigDecimal value = Fields.money(order, name);
      if (beside && value.signum() != 0) {
        charges.add(new Charge(name, null, value));
      }
    }
  }

  /**
   * @throws IllegalArgumentException in one sentence, when the order has no total
   */
  static Totals of(JsonNode order) {
    if (Fields.number(order, "valor_total") == null) {
      throw new IllegalArgumentException("it has no valor_total");
    }
    List<Parts> readings = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    for (Lines.Paid paid : Lines.Paid.values()) {
      Lines items = Lines.of(order, paid);
      leftOut = items.leftOut();
      for (List<Charge> discounts : discounts(order)) {
        for (Beside beside : Beside.all()) {
          List<Charge> charges = new ArrayList<>(items.reductions());
          charges.addAll(beside.charges(order, discounts));
          readings.add(new Parts(items.lines(), charges));
        }
      }
    }
    return new Totals(
        Fields.money(order, "valor_total"), Fields.money(order, "valor_frete"), readings, leftOut);
  }

  /** By their kind, the sum of all, and each choice of kinds: the others are in the prices. */
  private static Set<List<Charge>> discounts(JsonNode order) {
    List<Charge> kinds = new ArrayList<>();
    DISCOUNTS.forEach(name -> add(kinds, name, Fields.money(order, name)));
    List<Charge> sum = new ArrayList<>();
    add(sum, ALL_DISCOUNTS, Fields.money(order, ALL_DISCOUNTS));
    boolean byKind = sum.isEmpty() || value(kinds).compareTo(value(sum)) == 0;
    Set<List<Charge>> discounts = new LinkedHashSet<>();
    discounts.add(byKind ? kinds : sum);
    discounts.add(kinds);
    discounts.add(sum);
    for (int bits = 1; bits < 1 << kinds.size(); bits++) {
      List<Charge> some = new ArrayList<>();
      for (int i = 0; i < kinds.size(); i++) {
        if ((bits & 1 << i) != 0) {
          some.add(kinds.get(i));
        }
      }
      discounts.add(some);
    }
    return discounts;
  }

  private static void add(List<Charge> charges, String name, BigDecimal value) {
    if (value.signum() != 0) {
      charges.add(new Charge(name, null, value.abs().negate()));
    }
  }

  private static BigDecimal value(List<Charge> charges) {
    return charges.stream().map(Charge::value).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
