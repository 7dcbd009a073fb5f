package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Shipment;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Outcome;
import java.time.OffsetDateTime;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code moovin-shipments-sink}. */
@Component("moovinShipmentsSink")
public final class MoovinShipmentsSink {

  private final Connections connections;
  private final MoovinUpdates updates;
  private final MoovinStatuses statuses;

  MoovinShipmentsSink(Connections connections, MoovinUpdates updates, MoovinStatuses statuses) {
    this.connections = connections;
    this.updates = updates;
    this.statuses = statuses;
  }

  /**
   * Tells Moovin how the order travels, in one call. Moovin keeps one tracking code an order: that
   * of a later parcel replaces it.
   *
   * @param json a canonical shipment
   * @throws DeliveryFailure when Moovin does not know it now
   */
  public void deliver(
      String connectionName,
      @Body String json,
      @ExchangeProperty(Delivery.PROPERTY) Delivery delivery) {
    Connection connection = connections.get(connectionName);
    Shipment shipment = Canonical.read(Shipment.class, json);
    ObjectNode record = record(connection, shipment);
    if (record.isEmpty()) {
      delivery.settle(
          Outcome.skipped("It has neither a tracking code nor a date, and Moovin keeps no more"));
      return;
    }
    status(connection, shipment, record, delivery);
    record.put("codigo_pedido", shipment.order().id());
    updates.send(connection, MoovinMethods.UPDATE_ORDER, record, delivery);
    delivery.settle(Outcome.delivered("tracking " + shipment.trackingCode()));
  }

  private static ObjectNode record(Connection connection, Shipment shipment) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    if (shipment.trackingCode() != null && !shipment.trackingCode().isBlank()) {
      record.put("codigo_rastreio", shipment.trackingCode());
    }
    OffsetDateTime posted = shipment.postedAt();
    if (posted != null) {
      record.put(
          "data_postagem", MoovinFields.STAMP.format(posted.atZoneSameInstant(connection.zone())));
    }
    OffsetDateTime delivered = shipment.deliveredAt();
    if (delivered != null) {
      record.put(
          "data_entrega", delivered.atZoneSameInstant(connection.zone()).toLocalDate().toString());
    }
    return record;
  }

  private void status(
      Connection connection, Shipment shipment, ObjectNode record, Delivery delivery) {
    MoovinSettings.Statuses settings = connection.settings(MoovinSettings.class).statuses();
    String wanted = shipment.deliveredAt() == null ? settings.posted() : settings.delivered();
    if (wanted != null && !wanted.isBlank()) {
      record.put("codigo_status_pedido", statuses.code(connection, wanted, delivery));
    }
  }
}
