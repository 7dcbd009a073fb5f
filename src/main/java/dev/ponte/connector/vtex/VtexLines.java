package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.NothingToDeliver;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.canonical.StoreTerms.Parts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Items to lines and charges that make the order's value. VTEX says what a line costs in several
 * places that may differ by cents or more, services may be within the totals or not, and a coupon
 * on the whole order shows in the totals only: each reading is tried.
 */
final class VtexLines {

  private static final List<Function<VtexItem, BigDecimal>> PLACES =
      List.of(
          VtexItem::byDefinition, VtexItem::bySellingPrice, VtexItem::byPriceTags, VtexItem::gross);

  private final JsonNode order;
  private final String id;
  private final boolean cancelled;
  private final VtexTotals totals;
  private final StoreTerms terms;
  private final List<Charge> reductions = new ArrayList<>();

  private VtexLines(
      JsonNode order, String id, boolean cancelled, VtexTotals totals, StoreTerms terms) {
    this.order = order;
    this.id = id;
    this.cancelled = cancelled;
    this.totals = totals;
    this.terms = terms;
  }

  /** Items with their nets, and what stands beside them. */
  private record Reading(List<VtexItem> items, List<Charge> charges) {

    Parts parts() {
      return new Parts(items.stream().map(VtexItem::toLine).toList(), charges);
    }
  }

  /**
   * @param extras gets what was ordered in no piece
   * @throws IllegalArgumentException when the document does not say what is to be delivered, or
   *     nothing explains its value
   */
  static Parts of(
      JsonNode order,
      String id,
      boolean cancelled,
      VtexTotals totals,
      StoreTerms terms,
      Map<String, String> extras) {
    return new VtexLines(order, id, cancelled, totals, terms).parts(extras);
  }

  private Parts parts(Map<String, String> extras) {
    List<Reading> readings = readings(scaled(items(extras)));
    if (totals.change().signum() == 0 || cancelled) {
      return settle(readings.stream().map(Reading::parts).toList());
    }
    BigDecimal goods = totals.value().subtract(totals.shipping());
    Optional<Parts> current =
        readings.stream()
            .map(Reading::parts)
            .filter(it -> it.sum().compareTo(goods) == 0)
            .findFirst();
    return current.isPresent() ? current.get() : changed(readings, goods);
  }

  private Parts settle(List<Parts> readings) {
    return terms.settle(id, cancelled, readings, totals.shipping(), totals.value());
  }

  /** What the store made of the purchase; the items may still be those of the purchase. */
  private Parts changed(List<Reading> readings, BigDecimal goods) {
    BigDecimal purchase = goods.subtract(totals.change());
    Reading bought = readings.get(0);
    for (Reading one : readings) {
      boolean nearer = missing(one, purchase).abs().compareTo(missing(bought, purchase).abs()) < 0;
      bought = nearer ? one : bought;
    }
    List<Charge> charges = new ArrayList<>(bought.charges());
    boolean taken = terms.takes(id, false);
    BigDecimal lost = missing(bought, purchase);
    List<VtexItem> left =
        new VtexChanges(order, totals.change()).apply(bought.items(), charges, lost, terms, taken);
    return settle(List.of(new Reading(left, charges).parts()));
  }

  private static BigDecimal missing(Reading reading, BigDecimal purchase) {
    return purchase.subtract(reading.parts().sum());
  }

  private List<VtexItem> items(Map<String, String> extras) {
    List<VtexItem> items = new ArrayList<>();
    List<String> leftOut = new ArrayList<>();
    int position = 0;
    for (JsonNode node : VtexJson.list(order, "items")) {
      VtexItem item = VtexItem.of(node, position++);
      if (item.quantity().signum() == 0) {
        leftOut.add(item.sku());
      } else if (item.unitPrice().signum() < 0) {
        reductions.add(new Charge("item-" + item.sku(), item.name(), item.gross()));
      } else {
        items.add(item);
      }
    }
    if (items.isEmpty()) {
      throw new NothingToDeliver();
    }
    if (!leftOut.isEmpty()) {
      extras.put("quantity 0", String.join(", ", leftOut));
    }
    return items;
  }

  private List<Reading> readings(List<VtexItem> items) {
    List<Charge> plain = new ArrayList<>(totals.charges());
    plain.addAll(reductions);
    List<Charge> serviced = new ArrayList<>(plain);
    serviced.addAll(services(items));
    List<Reading> readings = new ArrayList<>();
    for (List<Charge> charges : List.of(serviced, plain)) {
      for (Function<VtexItem, BigDecimal> place : PLACES) {
        List<VtexItem> read = read(items, place);
        if (read.stream().allMatch(it -> it.net().signum() >= 0)) {
          readings.add(new Reading(read, charges));
        }
      }
    }
    if (totals.items() != null) {
      coupon(items, serviced, services(items)).ifPresent(readings::add);
      coupon(items, plain, List.of()).ifPresent(readings::add);
    }
    return readings;
  }

  /** A coupon on the whole order: the totals show it, the lines do not, or not all of it. */
  private Optional<Reading> coupon(
      List<VtexItem> items, List<Charge> charges, List<Charge> services) {
    List<VtexItem> read = read(items, VtexItem::byDefinition);
    BigDecimal coupon = totals.goods();
    for (VtexItem item : read) {
      coupon = coupon.subtract(item.net());
    }
    for (Charge service : services) {
      coupon = coupon.subtract(service.value());
    }
    List<Charge> all = new ArrayList<>(charges);
    boolean isCoupon =
        coupon.signum() < 0
            && coupon.compareTo(totals.discounts()) >= 0
            && read.stream().allMatch(it -> it.net().signum() >= 0)
            && !terms.isRounding(new Reading(read, charges).parts(), coupon);
    if (!isCoupon) {
      return Optional.empty();
    }
    all.add(new Charge("Discounts", null, coupon));
    return Optional.of(new Reading(read, all));
  }

  /** Gift wrap, warranties and the like that cost something. */
  private static List<Charge> services(List<VtexItem> items) {
    List<Charge> services = new ArrayList<>();
    for (VtexItem item : items) {
      for (JsonNode service : VtexJson.list(item.node(), "bundleItems")) {
        BigDecimal price = VtexJson.centsOrZero(service, "price");
        BigDecimal quantity = VtexJson.decimal(service, "quantity");
        if (price.signum() != 0) {
          BigDecimal value = price.multiply(quantity == null ? item.quantity() : quantity);
          services.add(
              new Charge(
                  "bundleItem-" + VtexJson.firstText(service, "id", "name"),
                  VtexJson.text(service, "name"),
                  value.setScale(2, RoundingMode.HALF_UP)));
        }
      }
    }
    return services;
  }

  private static List<VtexItem> read(List<VtexItem> items, Function<VtexItem, BigDecimal> place) {
    return items.stream().map(item -> item.withNet(place.apply(item))).toList();
  }

  /**
   * Holds the meaning of {@code unitMultiplier} against the total of the items: that {@code price}
   * is for a base unit is proven for checkout documents only. Where no meaning makes that total the
   * selling price stands, which is always for a sale unit.
   */
  private List<VtexItem> scaled(List<VtexItem> items) {
    if (items.stream().noneMatch(VtexItem::scaled)) {
      return items;
    }
    List<VtexItem> rounded = items.stream().map(VtexItem::rounded).toList();
    if (totals.items() == null) {
      return rounded;
    }
    for (List<VtexItem> meaning :
        List.of(rounded, items, items.stream().map(VtexItem::unscaled).toList())) {
      if (grossMissing(meaning).signum() == 0) {
        return meaning;
      }
    }
    BigDecimal pieces =
        items.stream().map(VtexItem::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
    return grossMissing(items).abs().compareTo(pieces.movePointLeft(2)) <= 0
        ? items
        : items.stream().map(VtexItem::sold).toList();
  }

  private BigDecimal grossMissing(List<VtexItem> items) {
    return items.stream().map(VtexItem::gross).reduce(totals.items(), BigDecimal::subtract);
  }
}
