package dev.ponte.canonical;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

/**
 * One line of an order.
 *
 * @param sku the store's id of what is sold
 * @param ref the reference code that the store keeps for other systems; null when there is none
 * @param ean bar code; null when there is none
 * @param name as shown to the customer
 * @param quantity in sale units; more than zero
 * @param unit unit of measure, such as {@code un} or {@code kg}; null when unknown
 * @param unitMultiplier base units in a sale unit, such as 0.19 kg; 1 for most
 * @param listPrice price before any reduction, per sale unit; null when unknown
 * @param unitPrice gross price per sale unit, at most 6 decimals
 * @param discount what is taken off the line, zero or more
 * @param surcharge what is added to the line, zero or more
 * @param net what the line costs: {@code unitPrice × quantity − discount + surcharge}, in cents
 * @param gift whether it is given for free
 * @param seller the store's id of who sells it; null when the store has one seller only
 * @param attachments what the customer wrote or chose for the line, by name
 * @param components what a kit is made of
 */
public record Line(
    String sku,
    String ref,
    String ean,
    String name,
    BigDecimal quantity,
    String unit,
    BigDecimal unitMultiplier,
    BigDecimal listPrice,
    BigDecimal unitPrice,
    BigDecimal discount,
    BigDecimal surcharge,
    BigDecimal net,
    boolean gift,
    String seller,
    Map<String, String> attachments,
    List<Component> components) {

  /**
   * A part of a kit.
   *
   * @param quantity pieces in one kit
   */
  public record Component(
      String sku, String ref, String ean, String name, BigDecimal quantity, BigDecimal price) {}

  public Line {
    Require.text(sku, "sku");
    String who = "line " + sku;
    Require.present(quantity, "quantity of " + who);
    if (quantity.signum() <= 0) {
      throw new IllegalArgumentException(
          "Quantity %s of %s is not more than zero".formatted(quantity.toPlainString(), who));
    }
    unitMultiplier = unitMultiplier == null ? BigDecimal.ONE : unitMultiplier;
    discount = discount == null ? BigDecimal.ZERO : discount;
    surcharge = surcharge == null ? BigDecimal.ZERO : surcharge;
    attachments = attachments == null ? Map.of() : Map.copyOf(attachments);
    components = Require.copy(components);
    Require.decimals(unitPrice, 6, "unitPrice of " + who);
    Require.notNegative(unitPrice, "unitPrice of " + who);
    Require.money(discount, "discount of " + who);
    Require.notNegative(discount, "discount of " + who);
    Require.money(surcharge, "surcharge of " + who);
    Require.notNegative(surcharge, "surcharge of " + who);
    Require.money(net, "net of " + who);
    Require.notNegative(net, "net of " + who);
    BigDecimal computed = gross(unitPrice, quantity).subtract(discount).add(surcharge);
    if (computed.compareTo(net) != 0) {
      throw new IllegalArgumentException(
          "%s does not add up: %s × %s − %s + %s is %s, its net is %s"
              .formatted(
                  who,
                  unitPrice.toPlainString(),
                  quantity.toPlainString(),
                  discount.toPlainString(),
                  surcharge.toPlainString(),
                  computed.toPlainString(),
                  net.toPlainString()));
    }
  }

  /** The line's price before discount and surcharge, in cents. */
  public static BigDecimal gross(BigDecimal unitPrice, BigDecimal quantity) {
    return unitPrice.multiply(quantity).setScale(2, RoundingMode.HALF_UP);
  }
}
