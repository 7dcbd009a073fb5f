package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.canonical.Product;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.Dictionary;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.ProductCommandRules;
import dev.ponte.connector.fastcommerce.api.ProductFields;
import dev.ponte.connector.fastcommerce.api.UpdateRecord;
import dev.ponte.delivery.MissingSetting;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A product as the store's fields, without its stock and its prices. CodProd is the sku. A product
 * stands in the category that ends its first path. What the message does not tell is left as it is
 * in the store.
 */
final class ProductMapper {

  /** All fields that a change may set. */
  static final List<String> FIELDS =
      List.of(
          ProductFields.CATEGORY,
          "CodBarrasProd",
          "NomeProd",
          "Descricao",
          "DescrLonga",
          "Peso",
          "LarguraProd",
          "AlturaProd",
          "ProfundidadeProd",
          ProductFields.AVAILABLE);

  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_SUMMARY = 200;
  private static final int LONGEST_TEXT = 1_024;

  private final Connection connection;
  private final FastcommerceSettings settings;
  private final Units units;

  ProductMapper(Connection connection, Units units) {
    this.connection = connection;
    this.settings = connection.settings(FastcommerceSettings.class);
    this.units = units;
  }

  /**
   * What a change sets, by field and in written form. What is not sold any more is not available;
   * that something is sold does not make it available, since that is for the store's people to say.
   *
   * @throws IllegalArgumentException in a sentence, when the store cannot take it
   */
  Map<String, String> fields(Product product) {
    Map<String, String> fields = new LinkedHashMap<>();
    put(fields, ProductFields.CATEGORY, category(product));
    put(fields, "CodBarrasProd", product.ean());
    put(fields, "NomeProd", text(product.name(), LONGEST_NAME));
    put(fields, "Descricao", text(product.descriptions().summary(), LONGEST_SUMMARY));
    put(fields, "DescrLonga", text(product.descriptions().full(), LONGEST_TEXT));
    put(fields, "Peso", units.fromKilograms(product.measures().weightKg()));
    put(fields, "LarguraProd", units.fromCentimetres(product.measures().widthCm()));
    put(fields, "AlturaProd", units.fromCentimetres(product.measures().heightCm()));
    put(fields, "ProfundidadeProd", units.fromCentimetres(product.measures().lengthCm()));
    if (product.status() == Product.Status.INACTIVE) {
      put(fields, ProductFields.AVAILABLE, "False");
    }
    return Dictionary.PRODUCTS.record(fields).fields();
  }

  /**
   * The record that inserts it, flagged as known, so that a poll does not take it for news. It is
   * not for sale unless {@code product-defaults} says so, and has no price of which it does not say
   * one.
   *
   * @param parent IDProduto of the product that it is a sub-product of; null when it is none
   * @throws IllegalArgumentException in a sentence, when something is missing
   */
  UpdateRecord insertion(Product product, String parent) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(ProductFields.COMMAND, "I");
    values.put(ProductFields.AVAILABLE, "False");
    values.putAll(settings.productDefaults());
    values.putAll(fields(product));
    values.put(ProductFields.CODE, product.sku());
    put(values, ProductFields.PARENT, parent);
    values.put(ProductFields.FLAG, String.valueOf(settings.updates().flag()));
    if (!values.containsKey(ProductFields.CATEGORY)) {
      String key = "ponte.connections.%s.product-defaults.NomeCat".formatted(connection.name());
      throw new MissingSetting(
          key,
          "it has no category, but a new product needs NomeCat; give it one in its source, or set "
              + key);
    }
    return ProductCommandRules.checked(Dictionary.PRODUCTS.record(values));
  }

  private static String category(Product product) {
    if (product.categories().isEmpty()) {
      return null;
    }
    List<String> path = product.categories().get(0);
    return path.get(path.size() - 1);
  }

  private String text(String text, int most) {
    boolean tooLong = text != null && text.codePointCount(0, text.length()) > most;
    return tooLong && settings.products().cutTexts()
        ? text.substring(0, text.offsetByCodePoints(0, most)).strip()
        : text;
  }

  private static void put(Map<String, String> fields, String name, BigDecimal value) {
    put(fields, name, value == null ? null : value.toPlainString());
  }

  private static void put(Map<String, String> fields, String name, String value) {
    if (value != null && !value.isBlank()) {
      fields.put(name, value);
    }
  }
}
