package dev.ponte.connector.fastcommerce.feedback;

import dev.ponte.canonical.Shipment;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.TrackingUrls;
import dev.ponte.delivery.Priority;
import dev.ponte.sink.BatchSink;
import dev.ponte.sink.Parcels;
import org.springframework.stereotype.Component;

/** Marks a store's orders as sent, with tracking code and day of delivery. */
@Component("fastcommerceShipmentsSink")
final class ShipmentsSink implements BatchSink<Shipment> {

  private static final Priority PRIORITY = Priority.INVOICES;

  private final OrderSink sink;
  private final TrackingUrls urls;

  ShipmentsSink(Api api, TrackingUrls urls) {
    this.sink = new OrderSink(api, PRIORITY);
    this.urls = urls;
  }

  @Override
  public Class<Shipment> takes() {
    return Shipment.class;
  }

  @Override
  public void deliver(Connection connection, Parcels<Shipment> parcels) {
    sink.deliver(
        connection, parcels, it -> new ShipmentChange(connection).change(linked(connection, it)));
  }

  private Shipment linked(Connection connection, Shipment it) {
    return it.trackingUrl() != null
        ? it
        : it.with(
            it.carrier(), urls.of(connection.name(), it.carrier(), it.trackingCode()).orElse(null));
  }
}
