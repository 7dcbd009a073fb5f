package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Cursors;

/**
 * Which orders Ponte itself has cancelled in the store: reading one of them again is no news for
 * the ERP that asked for it.
 */
final class MoovinCancellations {

  private static final String NAME = "cancelled/";

  private MoovinCancellations() {}

  /** Notes it; before the call, since the store may be read while the call is on its way. */
  static void note(Cursors cursors, Connection connection, String order, String status) {
    cursors.put(connection.name(), NAME + order, status);
  }

  static boolean isOurs(Cursors cursors, Connection connection, JsonNode order) {
    String id = MoovinFields.text(order, "codigo_pedido");
    return id != null && cursors.get(connection.name(), NAME + id).isPresent();
  }
}
