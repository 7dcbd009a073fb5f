package dev.ponte.connector.presence;

import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.UnmappableRecord;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The bean behind {@code presence-shipments-source}. */
@Component("presenceShipmentsSource")
public final class PresenceShipmentsSource {

  private final Connections connections;

  PresenceShipmentsSource(Connections connections) {
    this.connections = connections;
  }

  /**
   * Leaves the {@link dev.ponte.canonical.Shipment} of the row as body; null while it has no code.
   *
   * @throws UnmappableRecord when the row cannot be understood
   */
  public void read(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    PresenceShipmentMapper mapper = new PresenceShipmentMapper(connection);
    PresenceMapping.leave(exchange, connection, mapper::toShipment);
  }
}
