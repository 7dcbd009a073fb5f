package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.VtexFields.cents;
import static dev.ponte.connector.vtex.VtexFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Charge;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The totals of an order document. Their ids are open and repeat; {@code alternativeTotals} say the
 * same in other words and do not count.
 *
 * @param items gross value of the goods
 * @param discounts zero or less
 * @param shipping what the customer pays for freight
 * @param charges all other amounts: taxes, interest, surcharges of marketplaces
 */
record VtexTotals(
    BigDecimal items, BigDecimal discounts, BigDecimal shipping, List<Charge> charges) {

  static final String DISCOUNTS = "Discounts";

  private static final String ITEMS = "Items";
  private static final String SHIPPING = "Shipping";
  private static final String CHANGE = "Change";

  /** What the goods cost after discounts. */
  BigDecimal goods() {
    return items.add(discounts);
  }

  static VtexTotals of(String id, JsonNode document) {
    BigDecimal items = BigDecimal.ZERO;
    BigDecimal discounts = BigDecimal.ZERO;
    BigDecimal shipping = BigDecimal.ZERO;
    BigDecimal sum = BigDecimal.ZERO;
    List<Charge> charges = new ArrayList<>();
    for (JsonNode total : document.path("totals")) {
      String name = String.valueOf(text(total, "id"));
      BigDecimal value = cents(total, "value");
      sum = sum.add(value);
      switch (name) {
        case ITEMS -> items = items.add(value);
        case DISCOUNTS -> discounts = discounts.add(value);
        case SHIPPING -> shipping = shipping.add(value);
        default -> charge(id, name, text(total, "name"), value, charges);
      }
    }
    BigDecimal value = cents(document, "value");
    if (sum.compareTo(value) != 0) {
      throw new IllegalArgumentException(
          "Order %s does not add up in the store: its totals make %s, its value is %s"
              .formatted(id, sum.toPlainString(), value.toPlainString()));
    }
    return new VtexTotals(items, discounts, shipping, List.copyOf(charges));
  }

  private static void charge(
      String id, String name, String label, BigDecimal value, List<Charge> charges) {
    if (value.signum() == 0) {
      return;
    }
    if (name.equals(CHANGE)) {
      throw new IllegalArgumentException(
          "Order %s was changed in the store after the purchase (Change %s) and its document does not tell which lines remain; enter it in the ERP by hand"
              .formatted(id, value.toPlainString()));
    }
    charges.add(new Charge(name, label, value));
  }
}
