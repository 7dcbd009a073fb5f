package dev.ponte.connector.vtex;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Shipment;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connections;
import dev.ponte.connection.TrackingUrls;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import java.time.Clock;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code vtex-shipments-sink}. */
@Component("vtexShipmentsSink")
public final class VtexShipmentsSink {

  private final Connections connections;
  private final Api api;
  private final Clock clock;
  private final TrackingUrls urls;

  VtexShipmentsSink(Connections connections, Api api, Clock clock, TrackingUrls urls) {
    this.urls = urls;
    this.connections = connections;
    this.api = api;
    this.clock = clock;
  }

  /**
   * Tells VTEX the tracking number, the events and the delivery of a parcel.
   *
   * @param json a canonical shipment
   * @throws DeliveryFailure when its invoice is not there yet, VTEX refuses, or a person must help
   */
  public void deliver(
      String connection,
      @Body String json,
      @ExchangeProperty(Delivery.PROPERTY) Delivery delivery) {
    Shipment shipment = Canonical.read(Shipment.class, json);
    var order =
        new VtexOrderCalls(api, connections.get(connection), shipment.order().id(), delivery);
    delivery.settle(new VtexTracking(order, delivery, clock, urls).tell(shipment));
  }
}
