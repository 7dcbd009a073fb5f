package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Charge;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What an order's {@code totals} say. Their ids are open and may repeat; {@code alternativeTotals}
 * are another view of the same money and never count.
 *
 * @param items before discounts
 * @param discounts zero or less
 * @param shipping after discounts on it
 * @param change what changes after the purchase made of the order
 * @param charges all others: taxes, interest, surcharges of marketplaces
 */
record VtexTotals(
    BigDecimal items,
    BigDecimal discounts,
    BigDecimal shipping,
    BigDecimal change,
    List<Charge> charges) {

  /**
   * @throws IllegalArgumentException when they do not make the order's value
   */
  static VtexTotals of(JsonNode order) {
    BigDecimal items = BigDecimal.ZERO;
    BigDecimal discounts = BigDecimal.ZERO;
    BigDecimal shipping = BigDecimal.ZERO;
    BigDecimal change = BigDecimal.ZERO;
    List<Charge> charges = new ArrayList<>();
    for (JsonNode total : VtexJson.list(order, "totals")) {
      BigDecimal value = VtexJson.moneyOrZero(total, "value");
      String id = VtexJson.text(total, "id");
      switch (id == null ? "" : id.toLowerCase(Locale.ROOT)) {
        case "items" -> items = items.add(value);
        case "discounts" -> discounts = discounts.add(value);
        case "shipping" -> shipping = shipping.add(value);
        case "change" -> change = change.add(value);
        default -> {
          if (value.signum() != 0) {
            charges.add(new Charge(id, VtexJson.text(total, "name"), value));
          }
        }
      }
    }
    VtexTotals totals = new VtexTotals(items, discounts, shipping, change, charges);
    totals.meet(order);
    return totals;
  }

  /** What the lines must make: items less discounts. */
  BigDecimal goods() {
    return items.add(discounts);
  }

  private void meet(JsonNode order) {
    BigDecimal value = VtexJson.money(order, "value");
    if (value == null) {
      throw new IllegalArgumentException("it has no value; look at it in the store");
    }
    BigDecimal sum = goods().add(shipping).add(change);
    for (Charge charge : charges) {
      sum = sum.add(charge.value());
    }
    BigDecimal rest = value.subtract(sum);
    if (rest.signum() == 0) {
      return;
    }
    if (rest.compareTo(VtexJson.moneyOrZero(order, "roundingError")) != 0) {
      throw new IllegalArgumentException(
          "its totals make %s, but its value is %s; correct it in the store or enter it in the ERP by hand"
              .formatted(sum.toPlainString(), value.toPlainString()));
    }
    charges.add(new Charge("roundingError", null, rest));
  }
}
