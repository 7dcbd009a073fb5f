package dev.ponte.connector.moovin;

import java.util.Arrays;
import java.util.stream.Stream;

/** What a store must have configured to take products of an ERP that tells little. */
public final class Products {

  public static final String[] KEYS = {
    "products.variation-pattern", "(?<colour>[^#]+)#(?<size>.+)",
    "product-defaults.colour", "Única",
    "product-defaults.size", "U",
    "product-defaults.gender", "0",
    "product-defaults.weight-grams", "500",
    "product-defaults.measures", "10x20x30",
    "product-defaults.active", "true",
    "product-defaults.variation", "cortamanho"
  };

  private Products() {}

  public static String[] keys(String... further) {
    return Stream.concat(Arrays.stream(KEYS), Arrays.stream(further)).toArray(String[]::new);
  }

  /** All keys but one. */
  public static String[] without(String key) {
    int at = Arrays.asList(KEYS).indexOf(key);
    return Stream.concat(Arrays.stream(KEYS, 0, at), Arrays.stream(KEYS, at + 2, KEYS.length))
        .toArray(String[]::new);
  }
}
