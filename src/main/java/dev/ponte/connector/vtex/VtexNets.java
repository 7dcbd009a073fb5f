package dev.ponte.connector.vtex;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides what each line costs. VTEX says it in several places that may differ by cents or more, so
 * the one is taken that makes the order's totals; cents that no place explains go on the largest
 * line.
 *
 * @param items with their nets
 * @param residue what was put on the largest line; zero mostly
 * @param largest position of that line
 */
record VtexNets(List<VtexItem> items, BigDecimal residue, int largest) {

  private static final List<Function<VtexItem, BigDecimal>> PLACES =
      List.of(
          VtexItem::byDefinition, VtexItem::bySellingPrice, VtexItem::byPriceTags, VtexItem::gross);

  /** Half a cent for each rounded unit price and a cent for each split discount. */
  private static final BigDecimal ROUNDING = new BigDecimal("0.005");

  /** The nets that make the target; empty when there are none. */
  static Optional<VtexNets> making(BigDecimal target, List<VtexItem> items) {
    for (Function<VtexItem, BigDecimal> place : PLACES) {
      List<VtexItem> read = read(items, place);
      if (sum(read).compareTo(target) == 0) {
        return Optional.of(new VtexNets(read, BigDecimal.ZERO, 0));
      }
    }
    for (Function<VtexItem, BigDecimal> place : PLACES.subList(0, 2)) {
      List<VtexItem> read = read(items, place);
      BigDecimal residue = target.subtract(sum(read));
      if (residue.abs().compareTo(tolerance(read)) <= 0) {
        return withResidue(read, residue);
      }
    }
    return Optional.empty();
  }

  /** The nets before any reduction of the whole order. */
  static VtexNets beforeCoupons(List<VtexItem> items) {
    return new VtexNets(read(items, VtexItem::byDefinition), BigDecimal.ZERO, 0);
  }

  BigDecimal sum() {
    return sum(items);
  }

  private static Optional<VtexNets> withResidue(List<VtexItem> items, BigDecimal residue) {
    int largest = 0;
    for (int i = 1; i < items.size(); i++) {
      if (items.get(i).net().compareTo(items.get(largest).net()) > 0) {
        largest = i;
      }
    }
    BigDecimal net = items.get(largest).net().add(residue);
    if (net.signum() < 0) {
      return Optional.empty();
    }
    List<VtexItem> corrected = new ArrayList<>(items);
    corrected.set(largest, items.get(largest).withNet(net));
    return Optional.of(new VtexNets(corrected, residue, largest));
  }

  private static List<VtexItem> read(List<VtexItem> items, Function<VtexItem, BigDecimal> place) {
    return items.stream().map(item -> item.withNet(place.apply(item))).toList();
  }

  private static BigDecimal sum(List<VtexItem> items) {
    return items.stream().map(VtexItem::net).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static BigDecimal tolerance(List<VtexItem> items) {
    return items.stream()
        .map(item -> item.quantity().multiply(ROUNDING).setScale(2, RoundingMode.UP))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
