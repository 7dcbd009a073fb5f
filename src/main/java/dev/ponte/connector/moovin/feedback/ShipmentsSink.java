package dev.ponte.connector.moovin.feedback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Shipment;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.Methods;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.StoreStatuses;
import dev.ponte.connector.moovin.api.Updates;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Sink;
import java.time.OffsetDateTime;
import org.springframework.stereotype.Component;

/**
 * Tells a store how an order travels, in one call. Moovin keeps one tracking code an order: that of
 * a later parcel replaces it.
 */
@Component("moovinShipmentsSink")
final class ShipmentsSink implements Sink<Shipment> {

  private final Updates updates;
  private final StoreStatuses statuses;

  ShipmentsSink(Updates updates, StoreStatuses statuses) {
    this.updates = updates;
    this.statuses = statuses;
  }

  @Override
  public Class<Shipment> takes() {
    return Shipment.class;
  }

  @Override
  public Outcome deliver(Connection connection, Shipment shipment, Delivery delivery) {
    ObjectNode record = record(connection, shipment);
    if (record.isEmpty()) {
      return Outcome.skipped("It has neither a tracking code nor a date, and Moovin keeps no more");
    }
    status(connection, shipment, record, delivery);
    record.put("codigo_pedido", shipment.order().id());
    updates.send(connection, Methods.UPDATE_ORDER, record, delivery);
    return Outcome.delivered("tracking " + shipment.trackingCode());
  }

  private static ObjectNode record(Connection connection, Shipment shipment) {
    ObjectNode record = JsonNodeFactory.instance.objectNode();
    if (shipment.trackingCode() != null && !shipment.trackingCode().isBlank()) {
      record.put("codigo_rastreio", shipment.trackingCode());
    }
    OffsetDateTime posted = shipment.postedAt();
    if (posted != null) {
      record.put("data_postagem", Fields.STAMP.format(posted.atZoneSameInstant(connection.zone())));
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
