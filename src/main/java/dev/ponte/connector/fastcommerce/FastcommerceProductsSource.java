package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Product;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connector.fastcommerce.FastcommerceReads.Reading;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code fastcommerce-products-source}. */
@Component("fastcommerceProductsSource")
public final class FastcommerceProductsSource {

  private static final int PRIORITY = 5;

  private final Connections connections;
  private final FastcommerceReads reads;
  private final FastcommerceCatalogue catalogue;
  private final FastcommerceFacts facts;

  FastcommerceProductsSource(
      Connections connections,
      FastcommerceReads reads,
      FastcommerceCatalogue catalogue,
      FastcommerceFacts facts) {
    this.connections = connections;
    this.reads = reads;
    this.catalogue = catalogue;
    this.facts = facts;
  }

  /** Lists of {@link Product} messages, and the rows that could not be understood. */
  public Iterator<List<Object>> pages(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    FastcommerceSettings settings = connection.settings(FastcommerceSettings.class);
    return reads.changed(
        connection,
        exchange,
        new Reading(
            "products",
            FastcommerceQuery.of(FastcommerceProductFields.REPORT)
                .fields(FastcommerceProductRow.PRODUCT_FIELDS)
                .priority(PRIORITY),
            settings.pageSize(),
            settings.products().fullEvery()),
        rows -> mapped(connection, rows));
  }

  private List<Object> mapped(Connection connection, List<FastcommerceRow> rows) {
    learn(connection, rows);
    FastcommerceFacts.Known store = facts.all(connection);
    return new FastcommerceRowsMapper(connection.name(), Product.TYPE, FastcommerceProductFields.ID)
        .map(
            rows,
            row -> {
              FastcommerceProductRow product = new FastcommerceProductRow(connection, row);
              String parent = product.parent().map(id -> code(connection, id)).orElse(null);
              return Optional.of(product.product(parent, store));
            });
  }

  private void learn(Connection connection, List<FastcommerceRow> rows) {
    Map<String, String> ids = new HashMap<>();
    for (FastcommerceRow row : rows) {
      String code = row.get(FastcommerceProductFields.CODE);
      String id = row.get(FastcommerceProductFields.ID);
      if (code != null && id != null) {
        ids.putIfAbsent(code, id);
      }
    }
    catalogue.learn(connection, ids);
  }

  /** A parent may stand behind its sub-product, or have no news. */
  private String code(Connection connection, String id) {
    return catalogue
        .code(connection, id)
        .or(
            () -> {
              catalogue.readIfDue(connection, PRIORITY);
              return catalogue.code(connection, id);
            })
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it is a sub-product of IDProduto %s, which has no CodProd; give it one in the store"
                        .formatted(id)));
  }
}
