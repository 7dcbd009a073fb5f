package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Product;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.MoovinCatalogue.Known;
import dev.ponte.connector.moovin.MoovinProductSettings.Category;
import dev.ponte.connector.moovin.MoovinProductSettings.Characteristic;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.Delivery;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The calls that tell a store of a product. What many products share is told once; that it was is
 * kept as a cursor of the connection.
 */
@Component
class MoovinProductUpdates {

  private final MoovinUpdates updates;
  private final Cursors cursors;

  MoovinProductUpdates(MoovinUpdates updates, Cursors cursors) {
    this.updates = updates;
    this.cursors = cursors;
  }

  /** The product as a whole, and before it what it needs that the store was not told yet. */
  void save(Connection connection, Product product, ObjectNode record, Delivery delivery) {
    MoovinCategories categories = new MoovinCategories(connection);
    categories.of(product).forEach(it -> tell(connection, it, delivery));
    categories.characteristics(product).forEach(it -> tell(connection, it, delivery));
    updates.send(connection, MoovinMethods.SAVE_PRODUCT, what(product), record, delivery);
  }

  /** The bar code alone. */
  void ean(Connection connection, Product product, Delivery delivery) {
    ObjectNode record =
        JsonNodeFactory.instance
            .objectNode()
            .put("produto_codigo_tam", MoovinCodes.size(product.sku()))
            .put("ean13", product.ean());
    updates.send(connection, MoovinMethods.SAVE_EAN, what(product), record, delivery);
  }

  /**
   * Whether the product and the colour of a size may be sold; of a parent, whether the product may.
   *
   * @param active of the product
   * @param colourActive of the colour
   */
  void status(
      Connection connection, Known known, boolean active, boolean colourActive, Delivery delivery) {
    ObjectNode record =
        JsonNodeFactory.instance
            .objectNode()
            .put("produto_codigo", known.product())
            .put("status", active ? "1" : "0");
    if (!known.standing().parent()) {
      record
          .putArray("produto_cor")
          .addObject()
          .put("produto_codigo_cor", known.colour())
          .put("status", colourActive ? "1" : "0");
    }
    String what = "product " + known.sku();
    updates.send(connection, MoovinMethods.UPDATE_PRODUCT_STATUS, what, record, delivery);
  }

  private void tell(Connection connection, Category category, Delivery delivery) {
    ObjectNode record = MoovinCategories.record(category);
    String name = "category/" + MoovinSent.digest(category.codes().toString());
    once(connection, MoovinMethods.SAVE_CATEGORY, name, record, delivery);
  }

  private void tell(Connection connection, Characteristic it, Delivery delivery) {
    ObjectNode record = MoovinCategories.record(it);
    String name = "characteristic/" + MoovinSent.digest(it.code());
    once(connection, MoovinMethods.SAVE_CHARACTERISTIC, name, record, delivery);
  }

  private void once(
      Connection connection, String method, String name, ObjectNode record, Delivery delivery) {
    String content = MoovinSent.digest(record.toString());
    if (!cursors.get(connection.name(), name).equals(Optional.of(content))) {
      String what = "product %s, for which it was told %s first".formatted(delivery.key(), method);
      updates.send(connection, method, what, record, delivery);
      cursors.put(connection.name(), name, content);
    }
  }

  private static String what(Product product) {
    return "product " + product.key();
  }
}
