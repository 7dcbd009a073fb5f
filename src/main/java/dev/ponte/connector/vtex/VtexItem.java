package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;

/**
 * One element of {@code items} on its way to a line.
 *
 * @param position from 0, as {@code itemIndex} counts
 * @param quantity in sale units
 * @param multiplier base units in a sale unit
 * @param unitPrice gross, per sale unit
 * @param net what the line costs; null until it is decided
 */
record VtexItem(
    JsonNode node,
    int position,
    BigDecimal quantity,
    BigDecimal multiplier,
    BigDecimal unitPrice,
    BigDecimal net) {

  private static final int PRICE_DECIMALS = 6;

  static VtexItem of(JsonNode node, int position) {
    if (VtexJson.text(node, "id") == null) {
      throw new IllegalArgumentException("item %d has no sku id".formatted(position + 1));
    }
    BigDecimal quantity = VtexJson.decimal(node, "quantity");
    if (quantity == null || quantity.signum() < 0) {
      throw new IllegalArgumentException(
          "item %d (sku %s) has the quantity %s"
              .formatted(position + 1, VtexJson.text(node, "id"), quantity));
    }
    BigDecimal multiplier = VtexJson.decimal(node, "unitMultiplier");
    if (multiplier == null || multiplier.signum() <= 0) {
      multiplier = BigDecimal.ONE;
    }
    return new VtexItem(
        node, position, quantity, multiplier.stripTrailingZeros(), price(node, multiplier), null);
  }

  /** {@code price} is for a base unit, {@code sellingPrice} for a sale unit. */
  private static BigDecimal price(JsonNode node, BigDecimal multiplier) {
    BigDecimal price = VtexJson.money(node, "price");
    if (price == null) {
      price = VtexJson.money(node, "sellingPrice");
      multiplier = BigDecimal.ONE;
    }
    if (price == null) {
      throw new IllegalArgumentException(
          "the item with sku %s has no price".formatted(VtexJson.text(node, "id")));
    }
    return price.multiply(multiplier).setScale(PRICE_DECIMALS, RoundingMode.HALF_UP);
  }

  String sku() {
    return VtexJson.text(node, "id");
  }

  String name() {
    return VtexJson.text(node, "name");
  }

  boolean scaled() {
    return multiplier.compareTo(BigDecimal.ONE) != 0;
  }

  BigDecimal gross() {
    return Line.gross(unitPrice, quantity);
  }

  /** With a price in cents. */
  VtexItem rounded() {
    return withUnitPrice(unitPrice.setScale(2, RoundingMode.HALF_UP));
  }

  /** With {@code price} read as that of a sale unit. */
  VtexItem unscaled() {
    BigDecimal price = VtexJson.money(node, "price");
    return price == null ? this : withUnitPrice(price);
  }

  /** With the selling price, where there is one, for price. */
  VtexItem sold() {
    BigDecimal price = VtexJson.money(node, "sellingPrice");
    return price == null ? rounded() : withUnitPrice(price);
  }

  private VtexItem withUnitPrice(BigDecimal price) {
    return new VtexItem(node, position, quantity, multiplier, price, net);
  }

  VtexItem withNet(BigDecimal amount) {
    return new VtexItem(node, position, quantity, multiplier, unitPrice, amount);
  }

  VtexItem changedBy(BigDecimal pieces, BigDecimal amount) {
    return new VtexItem(
        node, position, quantity.add(pieces), multiplier, unitPrice, net.add(amount));
  }

  /** The line by its own total, else as {@link #bySellingPrice}. */
  BigDecimal byDefinition() {
    for (String name : new String[] {"priceDefinition", "priceDefinitions"}) {
      BigDecimal total = VtexJson.cents(VtexJson.field(node, name), "total");
      if (total != null) {
        return total;
      }
    }
    return bySellingPrice();
  }

  /** The line by its rounded unit price after discounts, else as {@link #gross}. */
  BigDecimal bySellingPrice() {
    BigDecimal price = VtexJson.money(node, "sellingPrice");
    return price == null ? gross() : Line.gross(price, quantity);
  }

  /** The line by its price tags; a discount on the shipping is not one on the goods. */
  BigDecimal byPriceTags() {
    BigDecimal amount = gross();
    for (JsonNode tag : VtexJson.list(node, "priceTags")) {
      String name = String.valueOf(VtexJson.text(tag, "name")).toLowerCase(Locale.ROOT);
      if (!name.contains("shipping") && !name.startsWith("tax")) {
        amount = amount.add(VtexJson.centsOrZero(tag, "value"));
      }
    }
    return amount;
  }

  Line toLine() {
    BigDecimal reduced = gross().subtract(net);
    BigDecimal list = VtexJson.money(node, "listPrice");
    Map<String, String> attachments = VtexAttachments.of(node);
    return new Line(
        sku(),
        VtexJson.text(node, "refId"),
        VtexJson.text(node, "ean"),
        VtexJson.text(node, "name"),
        quantity,
        VtexJson.text(node, "measurementUnit"),
        multiplier,
        list == null ? null : list.multiply(multiplier).stripTrailingZeros(),
        unitPrice,
        reduced.max(BigDecimal.ZERO),
        reduced.negate().max(BigDecimal.ZERO),
        net,
        VtexJson.flag(node, "isGift"),
        VtexJson.text(node, "seller"),
        attachments,
        VtexAttachments.components(node));
  }
}
