package dev.ponte.connector.presence;

import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.UnmappableRecord;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The bean behind {@code presence-order-status-source}. */
@Component("presenceOrderStatusSource")
public final class PresenceOrderStatusSource {

  private final Connections connections;

  PresenceOrderStatusSource(Connections connections) {
    this.connections = connections;
  }

  /**
   * Leaves the {@link dev.ponte.canonical.OrderStatus} of the row as body; null for a situation
   * that the connection skips.
   *
   * @throws UnmappableRecord when the row cannot be understood, its situation included
   */
  public void read(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    PresenceOrderStatusMapper mapper = new PresenceOrderStatusMapper(connection);
    PresenceMapping.leave(exchange, connection, mapper::toStatus);
  }
}
