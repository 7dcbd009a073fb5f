package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Product;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Methods;
import dev.ponte.connector.moovin.api.ProductSettings.Category;
import dev.ponte.connector.moovin.api.ProductSettings.Characteristic;
import dev.ponte.connector.moovin.api.Updates;
import dev.ponte.connector.moovin.catalogue.Catalogue.Known;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Notes;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * The calls that tell a store of a product. What many products share is told once; that it was is
 * kept as a note of the connection.
 */
@Component("moovinProductUpdates")
class ProductUpdates {

  /** What is shared by products as the store has acknowledged it, as a digest. */
  private static final Notes.Kind<String> TOLD = new Notes.Kind<>("told", String.class);

  private final Updates updates;
  private final Notes notes;

  ProductUpdates(Updates updates, Notes notes) {
    this.updates = updates;
    this.notes = notes;
  }

  /** The product as a whole, and before it what it needs that the store was not told yet. */
  void save(Connection connection, Product product, ObjectNode record, Delivery delivery) {
    Categories categories = new Categories(connection);
    categories.of(product).forEach(it -> tell(connection, it, delivery));
    categories.characteristics(product).forEach(it -> tell(connection, it, delivery));
    updates.send(connection, Methods.SAVE_PRODUCT, record, delivery);
  }

  /** The bar code alone. */
  void ean(Connection connection, Product product, Delivery delivery) {
    ObjectNode record =
        JsonNodeFactory.instance
            .objectNode()
            .put("produto_codigo_tam", Codes.size(product.sku()))
            .put("ean13", product.ean());
    updates.send(connection, Methods.SAVE_EAN, record, delivery);
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
    updates.send(connection, Methods.UPDATE_PRODUCT_STATUS, record, delivery);
  }

  private void tell(Connection connection, Category category, Delivery delivery) {
    ObjectNode record = Categories.record(category);
    String name = "category/" + Digest.of(category.codes().toString());
    once(connection, Methods.SAVE_CATEGORY, name, record, delivery);
  }

  private void tell(Connection connection, Characteristic it, Delivery delivery) {
    ObjectNode record = Categories.record(it);
    String name = "characteristic/" + Digest.of(it.code());
    once(connection, Methods.SAVE_CHARACTERISTIC, name, record, delivery);
  }

  private void once(
      Connection connection, String method, String name, ObjectNode record, Delivery delivery) {
    String content = Digest.of(record.toString());
    if (notes.find(connection.name(), TOLD, name).equals(Optional.of(content))) {
      return;
    }
    // Until it is acknowledged the store may hold the one or the other.
    notes.forget(connection.name(), TOLD, name);
    updates.send(connection, method, record, delivery);
    notes.put(connection.name(), TOLD, name, content);
  }
}
