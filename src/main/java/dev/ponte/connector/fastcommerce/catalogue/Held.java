package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.Dictionary;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.ProductFields;
import dev.ponte.connector.fastcommerce.api.ReportPages;
import dev.ponte.connector.fastcommerce.api.ReportQuery;
import dev.ponte.connector.fastcommerce.api.ReportRow;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.Priority;
import dev.ponte.delivery.ReconciliationPass;
import dev.ponte.delivery.ReconciliationPasses;
import dev.ponte.intake.HeldState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What the store holds of some fields of its products, by report 425. The IDProduto that stand in
 * it are learned by the way. Of several products with one code that counts which Ponte writes to.
 *
 * @param type canonical
 * @param fields those that are compared
 * @param size products in one call
 * @param key the message's key, by CodProd
 * @param told what a message would set
 */
record Held(
    Api api,
    Catalogue catalogue,
    String type,
    List<String> fields,
    ToIntFunction<FastcommerceSettings> size,
    BiFunction<Connection, String, String> key,
    BiFunction<Connection, String, Expected> told)
    implements HeldState {

  @Override
  public Optional<ReconciliationPass> begin(ReconciliationPasses checks, Connection connection) {
    return checks.begin(type, connection.name(), settings(connection).reconcileEvery());
  }

  @Override
  public Function<String, Page> open(Connection connection) {
    ReportQuery query =
        ReportQuery.of(ProductFields.REPORT)
            .fields(
                "%s,%s,%s"
                    .formatted(ProductFields.CODE, ProductFields.ID, String.join(",", fields)))
            .priority(Priority.SPARE);
    int products = size.applyAsInt(settings(connection));
    return at -> {
      ReportPages pages = new ReportPages(api, connection, query, products).from(at);
      List<ReportRow> rows = new ArrayList<>();
      pages
          .next()
          .rows()
          .forEachRemaining(
              row -> {
                if (row.get(ProductFields.CODE) != null && row.get(ProductFields.ID) != null) {
                  rows.add(row);
                }
              });
      return new Page(held(connection, rows), pages.position());
    };
  }

  private Map<String, Map<String, String>> held(Connection connection, List<ReportRow> rows) {
    Map<String, String> read = new HashMap<>();
    rows.forEach(row -> read.putIfAbsent(row.get(ProductFields.CODE), row.get(ProductFields.ID)));
    Map<String, String> ids = catalogue.learn(connection, read);
    Map<String, Map<String, String>> held = new LinkedHashMap<>();
    for (ReportRow row : rows) {
      String code = row.get(ProductFields.CODE);
      if (row.get(ProductFields.ID).equals(ids.get(code))) {
        held.put(key.apply(connection, code), values(row));
      }
    }
    return held;
  }

  /** What the store could not be told today, by today's settings, cannot be compared. */
  @Override
  public Expected expected(Connection connection, String json) {
    try {
      return normal(told.apply(connection, json));
    } catch (IllegalArgumentException untold) {
      return Expected.refused(untold.getMessage());
    }
  }

  /** What a record would set, in the form in which {@link #open} gives what the store holds. */
  private static Expected normal(Expected expected) {
    Map<String, String> normal = new LinkedHashMap<>();
    expected
        .values()
        .forEach((name, value) -> normal.put(name, Dictionary.PRODUCTS.normal(name, value)));
    return new Expected(
        normal, expected.creates(), expected.changes(), expected.removes(), expected.refusal());
  }

  private Map<String, String> values(ReportRow row) {
    Map<String, String> values = new LinkedHashMap<>();
    fields.forEach(name -> values.put(name, Dictionary.PRODUCTS.normal(name, row.get(name))));
    return values;
  }

  private static FastcommerceSettings settings(Connection connection) {
    return connection.settings(FastcommerceSettings.class);
  }
}
