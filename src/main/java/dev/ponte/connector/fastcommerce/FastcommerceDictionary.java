package dev.ponte.connector.fastcommerce;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The fields of a method that takes records, with the document's types and lengths. */
final class FastcommerceDictionary {

  private final String method;
  private final Map<String, FastcommerceField> fields = new LinkedHashMap<>();

  private FastcommerceDictionary(String method) {
    this.method = method;
    FastcommerceOperations.TABLE
        .get(method)
        .argument(FastcommerceArguments.RECORDS)
        .inner()
        .forEach(it -> fields.put(it.name().toLowerCase(Locale.ROOT), FastcommerceField.of(it)));
  }

  /** Fields of OrderUpdate. */
  static final FastcommerceDictionary ORDERS = new FastcommerceDictionary(FastcommerceForm.ORDERS);

  /** Fields of ProductManagement. */
  static final FastcommerceDictionary PRODUCTS =
      new FastcommerceDictionary(FastcommerceForm.PRODUCTS);

  /**
   * The record, its values checked and in the form that the API takes.
   *
   * @param values by field name in any case
   * @throws IllegalArgumentException in a sentence, when the API would refuse it
   */
  FastcommerceRecord record(Map<String, String> values) {
    Map<String, String> written = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          FastcommerceField field = fields.get(name.toLowerCase(Locale.ROOT));
          if (field == null) {
            throw new IllegalArgumentException(
                "%s has no field %s; it has %s".formatted(method, name, names()));
          }
          if (written.put(field.name(), field.write(value)) != null) {
            throw new IllegalArgumentException("%s is given twice".formatted(field.name()));
          }
        });
    return new FastcommerceRecord(written);
  }

  /**
   * The value as {@link #record} would write it, whatever form it stands in; an unreadable one as
   * it is, null as the empty text. Two values that mean the same are equal then.
   */
  String normal(String name, String value) {
    FastcommerceField field = fields.get(name.toLowerCase(Locale.ROOT));
    if (value == null) {
      return "";
    }
    try {
      return field.normal(value);
    } catch (IllegalArgumentException unreadable) {
      return value;
    }
  }

  private String names() {
    return String.join(", ", fields.values().stream().map(FastcommerceField::name).toList());
  }
}
