package dev.ponte.connector.fastcommerce.api;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The fields of a method that takes records, with the document's types and lengths. */
public final class Dictionary {

  private final String method;
  private final Map<String, Field> fields = new LinkedHashMap<>();

  private Dictionary(String method) {
    this.method = method;
    FastcommerceOperations.TABLE
        .get(method)
        .argument(Arguments.RECORDS)
        .inner()
        .forEach(it -> fields.put(it.name().toLowerCase(Locale.ROOT), Field.of(it)));
  }

  /** Fields of OrderUpdate. */
  static final Dictionary ORDERS = new Dictionary(Form.ORDERS);

  /** Fields of ProductManagement. */
  public static final Dictionary PRODUCTS = new Dictionary(Form.PRODUCTS);

  /**
   * The record, its values checked and in the form that the API takes.
   *
   * @param values by field name in any case
   * @throws IllegalArgumentException in a sentence, when the API would refuse it
   */
  public UpdateRecord record(Map<String, String> values) {
    Map<String, String> written = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          Field field = fields.get(name.toLowerCase(Locale.ROOT));
          if (field == null) {
            throw new IllegalArgumentException(
                "%s has no field %s; it has %s".formatted(method, name, names()));
          }
          if (written.put(field.name(), field.write(value)) != null) {
            throw new IllegalArgumentException("%s is given twice".formatted(field.name()));
          }
        });
    return new UpdateRecord(written);
  }

  /**
   * The value as {@link #record} would write it, whatever form it stands in; an unreadable one as
   * it is, null as the empty text. Two values that mean the same are equal then.
   */
  public String normal(String name, String value) {
    Field field = fields.get(name.toLowerCase(Locale.ROOT));
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
    return String.join(", ", fields.values().stream().map(Field::name).toList());
  }
}
