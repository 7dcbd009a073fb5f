package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.canonical.Product;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Priority;
import dev.ponte.sink.BatchSink;
import dev.ponte.sink.Parcels;
import java.time.Clock;
import org.springframework.stereotype.Component;

/**
 * Inserts products that a store does not have, and tells it what has changed of those that it has.
 * A variation is a sub-product where the store has such, else a product of its own. What is not
 * sold any more is not available.
 */
@Component("fastcommerceProductsSink")
final class ProductsSink implements BatchSink<Product> {

  static final Priority PRIORITY = Priority.CATALOGUE;

  private final Catalogue catalogue;
  private final StoreProfile facts;
  private final Clock clock;
  private final StateSink sink;

  ProductsSink(Api api, Catalogue catalogue, StoreProfile facts, Clock clock) {
    this.catalogue = catalogue;
    this.facts = facts;
    this.clock = clock;
    this.sink = new StateSink(api, catalogue, PRIORITY);
  }

  @Override
  public Class<Product> takes() {
    return Product.class;
  }

  @Override
  public void deliver(Connection connection, Parcels<Product> parcels) {
    ProductsRun run =
        new ProductsRun(
            connection,
            catalogue,
            new ProductMapper(connection, facts.units(connection)),
            clock.instant());
    boolean subProducts = facts.subProducts(connection);
    sink.deliver(
        connection,
        parcels,
        (delivery, product) ->
            new ProductIntent(run, subProducts && product.parent() != null, delivery, product));
  }
}
