package dev.ponte.connector.moovin.api;

import java.math.BigDecimal;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys {@code product-defaults.*} of a Moovin connection: what saveProdutos must have and an
 * ERP may not tell. Each null when there is no default; a product that needs it is then refused.
 *
 * @param colour of a product that has none
 * @param size of a product that has none
 * @param gender 0 for both, 1 male, 2 female
 * @param weightGrams of a product whose weight is unknown
 * @param measures height x width x length, such as {@code 12x13x14}
 * @param active whether what is new is for sale at once
 * @param variation {@code cor}, {@code tamanho} or {@code cortamanho}; without it, what the
 *     variation's own text tells decides
 */
public record ProductDefaults(
    String colour,
    String size,
    String gender,
    BigDecimal weightGrams,
    String measures,
    @DefaultValue("false") boolean active,
    String variation) {

  public ProductDefaults {
    require("gender", gender, "[012]");
    require("measures", measures, "\\d+([.]\\d+)?(x\\d+([.]\\d+)?){2}");
    require("variation", variation, "cor|tamanho|cortamanho");
    if (weightGrams != null && weightGrams.signum() <= 0) {
      throw new IllegalArgumentException(
          "product-defaults.weight-grams is %s, but must be above 0"
              .formatted(weightGrams.toPlainString()));
    }
  }

  private static void require(String key, String value, String form) {
    if (value != null && !value.matches(form)) {
      throw new IllegalArgumentException(
          "product-defaults.%s is %s, but must match %s".formatted(key, value, form));
    }
  }
}
