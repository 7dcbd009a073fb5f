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
 * @param value what the customer pays for the order
 * @param items before discounts; null when the document has no totals
 * @param discounts zero or less
 * @param shipping after discounts on it
 * @param change what changes after the purchase made of the order
 * @param charges all others: taxes, interest, surcharges of marketplaces
 */
record VtexTotals(
    BigDecimal value,
    BigDecimal items,
    BigDecimal discounts,
    BigDecimal shipping,
    BigDecimal change,
    List<Charge> charges) {

  /**
   * @throws IllegalArgumentException when the order has no value
   */
  static VtexTotals of(JsonNode order) {
    BigDecimal value = VtexJson.cents(order, "value");
    if (value == null) {
      throw new IllegalArgumentException("it has no value; look at it in the store");
    }
    List<JsonNode> totals = VtexJson.list(order, "totals");
    List<Charge> charges = new ArrayList<>();
    BigDecimal items = totals.isEmpty() ? null : sum(totals, "items");
    BigDecimal shipping =
        totals.isEmpty() ? ofLogistics(order) : paid(sum(totals, "shipping"), charges);
    for (JsonNode total : totals) {
      BigDecimal amount = VtexJson.centsOrZero(total, "value");
      if (!List.of("items", "discounts", "shipping", "change").contains(id(total))
          && amount.signum() != 0) {
        String id = VtexJson.text(total, "id");
        String name = VtexJson.text(total, "name");
        charges.add(new Charge(id == null ? "total" : id, name, amount));
      }
    }
    roundingError(order, totals, value, charges);
    return new VtexTotals(
        value, items, sum(totals, "discounts"), shipping, sum(totals, "change"), charges);
  }

  /** What lines and their services make together at the purchase. */
  BigDecimal goods() {
    return items.add(discounts);
  }

  private static BigDecimal sum(List<JsonNode> totals, String id) {
    return totals.stream()
        .filter(it -> id(it).equals(id))
        .map(it -> VtexJson.centsOrZero(it, "value"))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String id(JsonNode total) {
    String id = VtexJson.text(total, "id");
    return id == null ? "" : id.toLowerCase(Locale.ROOT);
  }

  /** More than the whole freight may be taken off; a freight is not below zero. */
  private static BigDecimal paid(BigDecimal shipping, List<Charge> charges) {
    if (shipping.signum() < 0) {
      charges.add(new Charge("Shipping", null, shipping));
    }
    return shipping.max(BigDecimal.ZERO);
  }

  private static BigDecimal ofLogistics(JsonNode order) {
    BigDecimal shipping = BigDecimal.ZERO;
    for (JsonNode info : VtexJson.list(VtexJson.field(order, "shippingData"), "logisticsInfo")) {
      BigDecimal sold = VtexJson.cents(info, "sellingPrice");
      shipping = shipping.add(sold == null ? VtexJson.centsOrZero(info, "price") : sold);
    }
    return shipping;
  }

  /** The store's own word for cents that its totals have lost. */
  private static void roundingError(
      JsonNode order, List<JsonNode> totals, BigDecimal value, List<Charge> charges) {
    BigDecimal rest = value;
    for (JsonNode total : totals) {
      rest = rest.subtract(VtexJson.centsOrZero(total, "value"));
    }
    if (rest.signum() != 0 && rest.compareTo(VtexJson.centsOrZero(order, "roundingError")) == 0) {
      charges.add(new Charge("roundingError", null, rest));
    }
  }
}
