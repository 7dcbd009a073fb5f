package dev.ponte.connector.moovin.catalogue;

import dev.ponte.canonical.Product;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.catalogue.Catalogue.Known;
import dev.ponte.connector.moovin.catalogue.Catalogue.Standing;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Sink;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Tells a store what has changed of a product: nothing, the bar code or the status in one small
 * call, or all of it; as far as {@code products.send} goes.
 *
 * <p>What Moovin sells is a size; an item that holds variations together is no size, its sku is the
 * code of the product that they all carry. That it holds some is known when the first of them was
 * sent, or by configuration.
 */
@Component("moovinProductsSink")
final class ProductsSink implements Sink<Product> {

  private final ProductUpdates updates;
  private final Catalogue catalogue;
  private final Holdings holdings;

  ProductsSink(ProductUpdates updates, Catalogue catalogue, Holdings holdings) {
    this.updates = updates;
    this.catalogue = catalogue;
    this.holdings = holdings;
  }

  @Override
  public Class<Product> takes() {
    return Product.class;
  }

  @Override
  public Outcome deliver(Connection connection, Product product, Delivery delivery) {
    Optional<Known> known = catalogue.find(connection, product.sku());
    return holdsVariations(product, known)
        ? hold(connection, product, known, delivery)
        : new ColourSize(connection, product, delivery, catalogue, updates, holdings)
            .deliver(known);
  }

  /** A source that does not tell shows it by its first variation. */
  static boolean holdsVariations(Product product, Optional<Known> known) {
    return product.divided()
        || product.parent() == null
            && product.variation() == null
            && known.filter(it -> it.standing().parent()).isPresent();
  }

  /** The store has it when it has one of its variations, and then its status can change. */
  private Outcome hold(
      Connection connection, Product product, Optional<Known> known, Delivery delivery) {
    boolean active = product.status() == Product.Status.ACTIVE;
    boolean saved = known.map(it -> it.standing().saved()).orElse(false);
    boolean changes = known.map(it -> it.standing().active()).orElse(true) != active;
    Known now =
        new Known(product.sku(), product.sku(), product.sku(), new Standing(active, true, saved));
    boolean tells = saved && changes && connection.sending().changesProducts();
    if (tells) {
      updates.status(connection, now, active, active, delivery);
    }
    catalogue.put(connection, now, delivery);
    return tells
        ? Outcome.delivered(active ? "active" : "inactive")
        : Outcome.skipped(
            "It only holds variations together, which carry its code as produto_codigo");
  }
}
