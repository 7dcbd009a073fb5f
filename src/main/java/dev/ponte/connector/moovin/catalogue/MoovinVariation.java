package dev.ponte.connector.moovin.catalogue;

import dev.ponte.canonical.Product;
import dev.ponte.canonical.Product.Variation;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.ProductDefaults;
import dev.ponte.delivery.MissingSetting;
import java.util.Optional;

/**
 * What tells a size from the others of its product, in Moovin's terms.
 *
 * @param colour its name
 * @param size its name
 * @param kind {@code cor}, {@code tamanho} or {@code cortamanho}
 */
record MoovinVariation(String colour, String size, String kind) {

  /**
   * Colour and size as the source tells them, else taken out of the variation's text by {@code
   * products.variation-pattern}; what neither has is {@code product-defaults}'.
   *
   * @throws IllegalArgumentException in one sentence that names the field and the key to set
   */
  static MoovinVariation of(Connection connection, Product product) {
    MoovinSettings settings = connection.settings(MoovinSettings.class);
    ProductDefaults defaults = settings.productDefaults();
    Variation given = product.variation();
    Optional<String> colour =
        given == null ? Optional.empty() : part(settings, "colour", given.colour(), given.text());
    Optional<String> size =
        given == null ? Optional.empty() : part(settings, "size", given.size(), given.text());
    if (given != null && colour.isEmpty() && size.isEmpty()) {
      String key = "ponte.connections.%s.products.variation-pattern".formatted(connection.name());
      String sentence =
          "cor and tamanho cannot be told from its variation %s; set %s to a regular expression with the groups colour and size that all of it matches"
              .formatted(given.text(), key);
      throw settings.products().variationPattern() == null
          ? new MissingSetting(key, sentence)
          : new IllegalArgumentException(sentence);
    }
    return new MoovinVariation(
        colour.orElseGet(() -> require(connection, defaults.colour(), "cor", "colour")),
        size.orElseGet(() -> require(connection, defaults.size(), "tamanho", "size")),
        kind(connection, defaults, colour.isPresent(), size.isPresent()));
  }

  /**
   * The default of a field that the product lacks.
   *
   * @throws IllegalArgumentException in one sentence, when there is none
   */
  static String require(Connection connection, String value, String field, String key) {
    if (value == null || value.isBlank()) {
      String whole = "ponte.connections.%s.product-defaults.%s".formatted(connection.name(), key);
      throw new MissingSetting(
          whole, "saveProdutos needs %s and the product has none; set %s".formatted(field, whole));
    }
    return value;
  }

  private static Optional<String> part(
      MoovinSettings settings, String group, String given, String text) {
    return given == null ? settings.products().inVariation(group, text) : Optional.of(given);
  }

  private static String kind(
      Connection connection, ProductDefaults defaults, boolean colour, boolean size) {
    if (defaults.variation() != null || !colour && !size) {
      return require(connection, defaults.variation(), "variacao", "variation");
    }
    return (colour ? "cor" : "") + (size ? "tamanho" : "");
  }
}
