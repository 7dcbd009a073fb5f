package dev.ponte.connector.moovin.catalogue;

import dev.ponte.canonical.Product;
import dev.ponte.connector.moovin.api.MoovinSettings;

/**
 * The three codes by which Moovin knows what is sold. They are texts, whatever the document's
 * tables say, and never cut: two codes that are equal after a cut would be one product. What is too
 * long is refused by the rules of the method.
 *
 * @param product of what holds all colours and sizes together
 * @param colour of one colour, which holds its sizes; has a price
 * @param size of what is on a shelf; has a stock
 */
public record Codes(String product, String colour, String size) {

  /**
   * @param colour name of the product's colour
   */
  public static Codes of(MoovinSettings.Codes rule, Product product, String colour) {
    String parent = product.parent();
    boolean alone = parent == null || rule.colour() == MoovinSettings.Codes.Colour.SKU;
    return new Codes(
        parent == null ? product.sku() : parent,
        alone ? product.sku() : parent + "-" + colour,
        size(product.sku()));
  }

  /** The size's code of a sku. */
  static String size(String sku) {
    return sku;
  }

  /** The sku that {@link #size} made a code of. */
  static String sku(String size) {
    return size;
  }
}
