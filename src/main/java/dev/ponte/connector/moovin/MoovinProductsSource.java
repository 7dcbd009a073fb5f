package dev.ponte.connector.moovin;

import dev.ponte.canonical.Product;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * The Java half of the Kamelet {@code moovin-products-source}. What getProdutos answers is in no
 * document, so products are put together of getTamanho and getCor: one reading lists all sizes, the
 * next all colours, each of which brings the products of its sizes. Moovin cannot tell what has
 * changed, so all is read.
 */
@Component("moovinProductsSource")
public final class MoovinProductsSource {

  private static final String SIZES = "products-sizes";
  private static final String COLOURS = "products";

  private final Connections connections;
  private final MoovinLists lists;
  private final MoovinSizes sizes;

  MoovinProductsSource(Connections connections, MoovinLists lists, MoovinSizes sizes) {
    this.connections = connections;
    this.lists = lists;
    this.sizes = sizes;
  }

  /** Page after page of sizes, which are kept and bring no message. */
  public Iterator<MoovinBatch> sizes(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    if (lists.isInside(connection, COLOURS)) {
      return List.<MoovinBatch>of().iterator();
    }
    MoovinList.Kind kind =
        new MoovinList.Kind(
            SIZES,
            Product.TYPE,
            MoovinSizes.SOURCE.identity(),
            row -> {
              sizes.keep(connection, row);
              return List.of();
            });
    return list(connection, exchange, MoovinSizes.SOURCE, kind);
  }

  /** The products, in pages; none while sizes are left to be listed. */
  public Iterator<MoovinBatch> pages(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    if (lists.isInside(connection, SIZES)) {
      return List.<MoovinBatch>of().iterator();
    }
    MoovinColourMapper mapper =
        new MoovinColourMapper(connection.name(), colour -> sizes.of(connection, colour));
    MoovinList.Kind kind =
        new MoovinList.Kind(
            COLOURS, Product.TYPE, MoovinColourMapper.SOURCE.identity(), mapper::products);
    return list(connection, exchange, MoovinColourMapper.SOURCE, kind);
  }

  private MoovinList list(
      Connection connection, Exchange exchange, MoovinPages.Source source, MoovinList.Kind kind) {
    return lists.list(connection, exchange, source, kind, Duration.ZERO, it -> Map.of());
  }
}
