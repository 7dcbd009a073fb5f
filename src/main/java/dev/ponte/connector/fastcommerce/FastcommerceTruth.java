package dev.ponte.connector.fastcommerce;

import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Comparison;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Expected;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What the store holds of some fields of its products, by report 425 and with calls to spare. The
 * IDProduto that stand in it are learned by the way. Of several products with one code that counts
 * which Ponte writes to.
 */
final class FastcommerceTruth implements Comparison.Truth {

  private final Api api;
  private final Connection connection;
  private final FastcommerceCatalogue catalogue;
  private final List<String> fields;
  private final int size;
  private final UnaryOperator<String> key;

  /**
   * @param fields those that are compared
   * @param size products in one call
   * @param key the message's key, by CodProd
   */
  FastcommerceTruth(
      Api api,
      Connection connection,
      FastcommerceCatalogue catalogue,
      List<String> fields,
      int size,
      UnaryOperator<String> key) {
    this.api = api;
    this.connection = connection;
    this.catalogue = catalogue;
    this.fields = fields;
    this.size = size;
    this.key = key;
  }

  @Override
  public Comparison.Page page(String position) {
    FastcommerceQuery query =
        FastcommerceQuery.of(FastcommerceProductFields.REPORT)
            .fields(
                "%s,%s,%s"
                    .formatted(
                        FastcommerceProductFields.CODE,
                        FastcommerceProductFields.ID,
                        String.join(",", fields)))
            .priority(ApiCall.SPARE);
    FastcommercePages pages = new FastcommercePages(api, connection, query, size).from(position);
    List<FastcommerceRow> rows = new ArrayList<>();
    pages
        .next()
        .rows()
        .forEachRemaining(
            row -> {
              if (row.get(FastcommerceProductFields.CODE) != null
                  && row.get(FastcommerceProductFields.ID) != null) {
                rows.add(row);
              }
            });
    return new Comparison.Page(held(rows), pages.position());
  }

  private Map<String, Map<String, String>> held(List<FastcommerceRow> rows) {
    Map<String, String> read = new HashMap<>();
    rows.forEach(
        row ->
            read.putIfAbsent(
                row.get(FastcommerceProductFields.CODE), row.get(FastcommerceProductFields.ID)));
    Map<String, String> ids = catalogue.learn(connection, read);
    Map<String, Map<String, String>> held = new LinkedHashMap<>();
    for (FastcommerceRow row : rows) {
      String code = row.get(FastcommerceProductFields.CODE);
      if (row.get(FastcommerceProductFields.ID).equals(ids.get(code))) {
        held.put(key.apply(code), values(row));
      }
    }
    return held;
  }

  /** What a record would set, in the form in which {@link #page} gives what the store holds. */
  static Expected normal(Expected expected) {
    Map<String, String> normal = new LinkedHashMap<>();
    expected
        .values()
        .forEach(
            (name, value) -> normal.put(name, FastcommerceDictionary.PRODUCTS.normal(name, value)));
    return new Expected(
        normal, expected.creates(), expected.changes(), expected.removes(), expected.refusal());
  }

  private Map<String, String> values(FastcommerceRow row) {
    Map<String, String> values = new LinkedHashMap<>();
    fields.forEach(
        name -> values.put(name, FastcommerceDictionary.PRODUCTS.normal(name, row.get(name))));
    return values;
  }
}
