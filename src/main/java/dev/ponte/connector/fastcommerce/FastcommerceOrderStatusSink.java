package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.DeliveryFailure;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code fastcommerce-order-status-sink}. */
@Component("fastcommerceOrderStatusSink")
public final class FastcommerceOrderStatusSink {

  private static final int PRIORITY = 1;

  private final Connections connections;
  private final FastcommerceOrderSink<OrderStatus> sink;

  FastcommerceOrderStatusSink(Connections connections, Api api) {
    this.connections = connections;
    this.sink = new FastcommerceOrderSink<>(api, OrderStatus.class, PRIORITY);
  }

  /**
   * Tells the store what became of its orders in the ERP: a canonical order status in the body, or
   * a batch of them.
   *
   * @throws DeliveryFailure when the store could not be told
   */
  public void deliver(Exchange exchange, String connectionName) {
    Connection connection = connections.get(connectionName);
    sink.deliver(connection, exchange, new FastcommerceStatusChange(connection)::change);
  }
}
