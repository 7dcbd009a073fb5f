package dev.ponte.connector.fastcommerce;

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
final class FastcommerceProductsSink implements BatchSink<Product> {

  static final Priority PRIORITY = Priority.CATALOGUE;

  private final FastcommerceCatalogue catalogue;
  private final FastcommerceStoreProfile facts;
  private final Clock clock;
  private final FastcommerceStateSink sink;

  FastcommerceProductsSink(
      Api api, FastcommerceCatalogue catalogue, FastcommerceStoreProfile facts, Clock clock) {
    this.catalogue = catalogue;
    this.facts = facts;
    this.clock = clock;
    this.sink = new FastcommerceStateSink(api, catalogue, PRIORITY);
  }

  @Override
  public Class<Product> takes() {
    return Product.class;
  }

  @Override
  public void deliver(Connection connection, Parcels<Product> parcels) {
    FastcommerceProductsRun run =
        new FastcommerceProductsRun(
            connection,
            catalogue,
            new FastcommerceProductMapper(connection, facts.units(connection)),
            clock.instant());
    boolean subProducts = facts.subProducts(connection);
    sink.deliver(
        connection,
        parcels,
        (delivery, product) ->
            new FastcommerceProductIntent(
                run, subProducts && product.parent() != null, delivery, product));
  }
}
