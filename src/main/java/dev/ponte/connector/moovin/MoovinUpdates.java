package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import org.springframework.stereotype.Component;

/** The one call that tells a store something of an order. All of them may be repeated. */
@Component
class MoovinUpdates {

  private final MoovinApi moovin;

  MoovinUpdates(MoovinApi moovin) {
    this.moovin = moovin;
  }

  /**
   * Sends the record.
   *
   * @throws DeliveryFailure rejected, when the store refuses it or it breaks a rule of the document
   */
  void send(Connection connection, String method, ObjectNode record, Delivery delivery) {
    try {
      moovin.call(connection, method, record, delivery);
    } catch (IllegalArgumentException e) {
      throw new DeliveryFailure(
          FailureClass.REJECTED,
          "%s was not told of order %s: %s"
              .formatted(
                  connection.name(),
                  MoovinFields.firstText(record, "codigo_pedido", "pedido"),
                  e.getMessage()),
          e);
    }
  }
}
