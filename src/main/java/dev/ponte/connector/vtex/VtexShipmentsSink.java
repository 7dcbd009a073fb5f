package dev.ponte.connector.vtex;

import dev.ponte.canonical.Shipment;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.TrackingUrls;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Sink;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Tells VTEX the tracking number, the events and the delivery of a parcel. */
@Component("vtexShipmentsSink")
final class VtexShipmentsSink implements Sink<Shipment> {

  private final Api api;
  private final Clock clock;
  private final TrackingUrls urls;

  VtexShipmentsSink(Api api, Clock clock, TrackingUrls urls) {
    this.urls = urls;
    this.api = api;
    this.clock = clock;
  }

  @Override
  public Class<Shipment> takes() {
    return Shipment.class;
  }

  @Override
  public Outcome deliver(Connection connection, Shipment shipment, Delivery delivery) {
    var order = new VtexOrderCalls(api, connection, shipment.order().id(), delivery);
    return new VtexTracking(order, delivery, clock, urls).tell(shipment);
  }
}
