package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Shipment;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.TrackingUrls;
import dev.ponte.delivery.DeliveryFailure;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code fastcommerce-shipments-sink}. */
@Component("fastcommerceShipmentsSink")
public final class FastcommerceShipmentsSink {

  private static final int PRIORITY = 2;

  private final Connections connections;
  private final FastcommerceOrderSink<Shipment> sink;

  private final TrackingUrls urls;

  FastcommerceShipmentsSink(Connections connections, Api api, TrackingUrls urls) {
    this.urls = urls;
    this.connections = connections;
    this.sink = new FastcommerceOrderSink<>(api, Shipment.class, PRIORITY);
  }

  /**
   * Marks the store's orders as sent, with tracking code and day of delivery: a canonical shipment
   * in the body, or a batch of them.
   *
   * @throws DeliveryFailure when the store could not be told
   */
  public void deliver(Exchange exchange, String connectionName) {
    Connection connection = connections.get(connectionName);
    sink.deliver(
        connection,
        exchange,
        it -> new FastcommerceShipmentChange(connection).change(linked(connection, it)));
  }

  private Shipment linked(Connection connection, Shipment it) {
    return it.trackingUrl() != null
        ? it
        : it.with(
            it.carrier(), urls.of(connection.name(), it.carrier(), it.trackingCode()).orElse(null));
  }
}
