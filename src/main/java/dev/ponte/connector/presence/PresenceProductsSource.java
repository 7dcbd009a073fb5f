package dev.ponte.connector.presence;

import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.UnmappableRecord;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The bean behind {@code presence-products-source}. */
@Component("presenceProductsSource")
public final class PresenceProductsSource {

  private final Connections connections;

  PresenceProductsSource(Connections connections) {
    this.connections = connections;
  }

  /**
   * Leaves the {@link dev.ponte.canonical.Product} of the row as body.
   *
   * @throws UnmappableRecord when the row cannot be understood
   */
  public void read(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    PresenceProductMapper mapper = new PresenceProductMapper(connection);
    PresenceMapping.leave(exchange, connection, it -> Optional.of(mapper.toProduct(it)));
  }
}
