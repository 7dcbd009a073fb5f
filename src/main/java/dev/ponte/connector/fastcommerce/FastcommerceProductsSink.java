package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Product;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code fastcommerce-products-sink}. */
@Component("fastcommerceProductsSink")
public final class FastcommerceProductsSink {

  static final int PRIORITY = 5;

  private final Connections connections;
  private final FastcommerceCatalogue catalogue;
  private final FastcommerceFacts facts;
  private final Clock clock;
  private final FastcommerceStateSink<Product> sink;

  FastcommerceProductsSink(
      Connections connections,
      Api api,
      FastcommerceCatalogue catalogue,
      FastcommerceFacts facts,
      Clock clock) {
    this.connections = connections;
    this.catalogue = catalogue;
    this.facts = facts;
    this.clock = clock;
    this.sink = new FastcommerceStateSink<>(api, catalogue, Product.class, PRIORITY);
  }

  /**
   * Inserts products that the store does not have, and tells it what has changed of those that it
   * has: a canonical product in the body, or a batch of them. A variation is a sub-product where
   * the store has such, else a product of its own. What is not sold any more is not available.
   *
   * @throws dev.ponte.delivery.DeliveryFailure when the store could not be told
   */
  public void deliver(Exchange exchange, String connectionName) {
    Connection connection = connections.get(connectionName);
    FastcommerceProductsRun run =
        new FastcommerceProductsRun(
            connection,
            catalogue,
            new FastcommerceProductMapper(connection, facts.units(connection)),
            clock.instant());
    boolean subProducts = facts.subProducts(connection);
    sink.deliver(
        connection,
        exchange,
        (delivery, product) ->
            new FastcommerceProductIntent(
                run, subProducts && product.parent() != null, delivery, product));
  }
}
