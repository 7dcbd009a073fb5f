package dev.ponte.connector.moovin.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys {@code stock.*} of a Moovin connection.
 *
 * @param stores which place of the source is which distribution centre; a place that is not listed
 *     is not the store's
 * @param overlap how far changes are read again, since the store's clock need not agree with ours
 * @param wholeEvery how often a source reads all there is and not changes alone
 */
public record MoovinStockSettings(
    List<Place> stores,
    @DefaultValue("10m") Duration overlap,
    @DefaultValue("24h") Duration wholeEvery) {

  /**
   * One distribution centre.
   *
   * @param location the code of the place in the canonical stock: company, warehouse and store with
   *     slashes between them
   * @param code exactly the distribution centre's code in the store, sent as {@code cod_loja}
   */
  record Place(String location, String code) {

    public Place {
      if (location == null || location.isBlank() || code == null || code.isBlank()) {
        throw new IllegalArgumentException(
            "Each of stock.stores needs a location and a code, not %s and %s"
                .formatted(location, code));
      }
    }
  }

  public MoovinStockSettings {
    stores = stores == null ? List.of() : List.copyOf(stores);
    requireDistinct(stores, Place::location);
    requireDistinct(stores, Place::code);
    if (overlap.isNegative() || wholeEvery.isNegative()) {
      throw new IllegalArgumentException("stock.overlap and stock.whole-every are spans of time");
    }
  }

  /** The store's code of a place; empty when it is not listed. */
  public Optional<String> code(String location) {
    return stores.stream()
        .filter(it -> it.location().equals(location))
        .map(Place::code)
        .findFirst();
  }

  /** The place that the store calls so; empty when it is not listed. */
  public Optional<String> location(String code) {
    return stores.stream().filter(it -> it.code().equals(code)).map(Place::location).findFirst();
  }

  /** Two places under one code would overwrite each other. */
  private static void requireDistinct(List<Place> stores, Function<Place, String> part) {
    List<String> parts = stores.stream().map(part).toList();
    for (String one : parts) {
      if (parts.indexOf(one) != parts.lastIndexOf(one)) {
        throw new IllegalArgumentException("stock.stores names %s twice".formatted(one));
      }
    }
  }
}
