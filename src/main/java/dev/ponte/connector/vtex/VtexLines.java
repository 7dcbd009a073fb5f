package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Items to lines whose sum, with the charges of the whole order, is what the totals say. */
final class VtexLines {

  private final JsonNode order;
  private final VtexTotals totals;
  private final List<Charge> charges;
  private final Map<String, String> extras;

  private VtexLines(
      JsonNode order, VtexTotals totals, List<Charge> charges, Map<String, String> extras) {
    this.order = order;
    this.totals = totals;
    this.charges = charges;
    this.extras = extras;
  }

  /**
   * @param charges gets the amounts that belong to no line
   * @param extras gets a note of each cent that was moved
   * @throws IllegalArgumentException when the document does not say what the lines cost
   */
  static List<Line> of(
      JsonNode order, VtexTotals totals, List<Charge> charges, Map<String, String> extras) {
    return new VtexLines(order, totals, charges, extras).lines();
  }

  private List<Line> lines() {
    List<JsonNode> nodes = VtexJson.list(order, "items");
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("it has no items; look at it in the store");
    }
    List<VtexItem> items = new ArrayList<>();
    nodes.forEach(node -> items.add(VtexItem.of(node, items.size())));
    return priced(scaled(items)).stream().map(VtexItem::toLine).toList();
  }

  private List<VtexItem> priced(List<VtexItem> items) {
    if (totals.change().signum() != 0) {
      Optional<VtexNets> current = VtexNets.making(totals.goods().add(totals.change()), items);
      if (current.isPresent() && current.get().residue().signum() == 0) {
        return current.get().items();
      }
      List<VtexItem> bought = atPurchase(items);
      return new VtexChanges(order, totals.change()).apply(bought, charges);
    }
    return atPurchase(items);
  }

  private List<VtexItem> atPurchase(List<VtexItem> items) {
    List<Charge> services = services(items);
    BigDecimal inServices =
        services.stream().map(Charge::value).reduce(BigDecimal.ZERO, BigDecimal::add);
    Optional<VtexNets> nets = VtexNets.making(totals.goods().subtract(inServices), items);
    if (nets.isPresent()) {
      charges.addAll(services);
      return recorded(nets.get());
    }
    nets = VtexNets.making(totals.goods(), items);
    if (nets.isPresent()) {
      requireAmongTotals(inServices);
      return recorded(nets.get());
    }
    return reducedAsAWhole(items);
  }

  /** A coupon on the whole order: the totals show it, the lines do not, or not all of it. */
  private List<VtexItem> reducedAsAWhole(List<VtexItem> items) {
    VtexNets nets = VtexNets.beforeCoupons(items);
    BigDecimal coupon = totals.goods().subtract(nets.sum());
    if (coupon.signum() > 0 || coupon.compareTo(totals.discounts()) < 0) {
      throw new IllegalArgumentException(
          "its items make %s, but its totals for items and discounts make %s; correct it in the store or enter it in the ERP by hand"
              .formatted(nets.sum().toPlainString(), totals.goods().toPlainString()));
    }
    charges.add(new Charge("Discounts", null, coupon));
    return nets.items();
  }

  /** Gift wrap, warranties and the like that cost something. */
  private static List<Charge> services(List<VtexItem> items) {
    List<Charge> services = new ArrayList<>();
    for (VtexItem item : items) {
      for (JsonNode service : VtexJson.list(item.node(), "bundleItems")) {
        BigDecimal price = VtexJson.moneyOrZero(service, "price");
        BigDecimal quantity = VtexJson.decimal(service, "quantity");
        if (price.signum() != 0) {
          services.add(
              new Charge(
                  "bundleItem-" + VtexJson.firstText(service, "id", "name"),
                  VtexJson.text(service, "name"),
                  price.multiply(quantity == null ? item.quantity() : quantity)));
        }
      }
    }
    return services;
  }

  private void requireAmongTotals(BigDecimal services) {
    boolean there =
        services.signum() == 0
            || totals.charges().stream().anyMatch(it -> it.value().compareTo(services) == 0);
    if (!there) {
      throw new IllegalArgumentException(
          "it has services of %s on its items that are not in its totals; enter it in the ERP by hand"
              .formatted(services.toPlainString()));
    }
  }

  private List<VtexItem> recorded(VtexNets nets) {
    if (nets.residue().signum() != 0) {
      extras.put(
          "residue",
          "%s on line %d (sku %s)"
              .formatted(
                  nets.residue().toPlainString(),
                  nets.largest() + 1,
                  nets.items().get(nets.largest()).sku()));
    }
    return nets.items();
  }

  /**
   * Holds the meaning of {@code unitMultiplier} against the total of the items: that {@code price}
   * is for a base unit is proven for checkout documents only.
   */
  private List<VtexItem> scaled(List<VtexItem> items) {
    if (items.stream().noneMatch(VtexItem::scaled)) {
      return items;
    }
    List<VtexItem> rounded =
        items.stream()
            .map(it -> it.withUnitPrice(it.unitPrice().setScale(2, RoundingMode.HALF_UP)))
            .toList();
    BigDecimal target = totals.items();
    if (grossMissing(rounded, target).signum() == 0) {
      return rounded;
    }
    BigDecimal pieces =
        items.stream().map(VtexItem::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    if (grossMissing(items, target).abs().compareTo(pieces.movePointLeft(2)) <= 0) {
      return items;
    }
    throw new IllegalArgumentException(
        "its items by price, unit multiplier and quantity differ from the total %s by %s, so what a unit costs cannot be told; enter it in the ERP by hand"
            .formatted(target.toPlainString(), grossMissing(items, target).toPlainString()));
  }

  private static BigDecimal grossMissing(List<VtexItem> items, BigDecimal target) {
    return items.stream().map(VtexItem::gross).reduce(target, BigDecimal::subtract);
  }
}
