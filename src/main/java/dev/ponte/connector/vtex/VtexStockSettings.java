package dev.ponte.connector.vtex;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys {@code stock.*} of a VTEX connection.
 *
 * @param warehouses which place of the source is which warehouse; a place that is not listed is not
 *     the store's
 * @param reconcileEvery how long after a comparison with what VTEX holds the next one begins
 */
record VtexStockSettings(List<Place> warehouses, Duration reconcileEvery) {

  private static final Duration DAY = Duration.ofHours(24);

  /**
   * One warehouse.
   *
   * @param location the code of the place in the canonical stock: company, warehouse and store with
   *     slashes between them
   * @param code exactly the warehouse's id in VTEX, in its letter case
   */
  record Place(String location, String code) {

    Place {
      if (location == null || location.isBlank() || code == null || code.isBlank()) {
        throw new IllegalArgumentException(
            "Each of stock.warehouses needs a location and a code, not %s and %s"
                .formatted(location, code));
      }
      if (code.contains(" ")) {
        throw new IllegalArgumentException(
            "The warehouse %s of stock.warehouses has a blank, which VTEX cannot find"
                .formatted(code));
      }
    }
  }

  VtexStockSettings {
    warehouses = warehouses == null ? List.of() : List.copyOf(warehouses);
    reconcileEvery = reconcileEvery == null ? DAY : reconcileEvery;
    Set<String> seen = new HashSet<>();
    for (Place it : warehouses) {
      if (!seen.add("location " + it.location()) || !seen.add("code " + it.code())) {
        throw new IllegalArgumentException(
            "stock.warehouses names %s or %s twice".formatted(it.location(), it.code()));
      }
    }
  }

  /** The warehouse of a place; empty when it is not listed. */
  Optional<String> code(String location) {
    return warehouses.stream()
        .filter(it -> it.location().equals(location))
        .map(Place::code)
        .findFirst();
  }
}
