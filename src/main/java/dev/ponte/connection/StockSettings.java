package dev.ponte.connection;

import dev.ponte.canonical.StockRule;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys {@code ponte.stock}.
 *
 * @param safety what is held back of all stores that have no such key of their own
 * @param kits what is sold as one and made of several
 */
record StockSettings(List<StockRule.Safety> safety, List<Kit> kits) {

  static final String PREFIX = "ponte.stock";

  /**
   * A kit, whose stock is what can be made of its components.
   *
   * @param sku under which it is sold and told
   */
  record Kit(String sku, List<Component> components) {

    Kit {
      if (sku == null || sku.isBlank() || components == null || components.isEmpty()) {
        throw new IllegalArgumentException(
            "Each of %s.kits needs a sku and components".formatted(PREFIX));
      }
    }
  }

  /**
   * A part of a kit.
   *
   * @param pieces in one kit, more than zero; 1 when not said
   */
  record Component(String sku, BigDecimal pieces) {

    Component {
      pieces = pieces == null ? BigDecimal.ONE : pieces;
      if (sku == null || sku.isBlank() || pieces.signum() <= 0) {
        throw new IllegalArgumentException(
            "Each component of a kit needs a sku, and pieces above zero");
      }
    }
  }

  StockSettings {
    safety = safety == null ? List.of() : List.copyOf(safety);
    kits = kits == null ? List.of() : List.copyOf(kits);
  }

  /** Pieces of each component, by the kit's sku and the component's. */
  Map<String, Map<String, BigDecimal>> bySku() {
    Map<String, Map<String, BigDecimal>> all = new LinkedHashMap<>();
    for (Kit kit : kits) {
      Map<String, BigDecimal> components = new LinkedHashMap<>();
      kit.components().forEach(it -> components.merge(it.sku(), it.pieces(), BigDecimal::add));
      all.put(kit.sku(), components);
    }
    return all;
  }
}
