package dev.ponte.connector.fastcommerce.feedback;

import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Priority;
import dev.ponte.sink.BatchSink;
import dev.ponte.sink.Parcels;
import org.springframework.stereotype.Component;

/** Tells a store what became of its orders in the ERP. */
@Component("fastcommerceOrderStatusSink")
final class OrderStatusSink implements BatchSink<OrderStatus> {

  private static final Priority PRIORITY = Priority.ORDERS;

  private final OrderSink sink;

  OrderStatusSink(Api api) {
    this.sink = new OrderSink(api, PRIORITY);
  }

  @Override
  public Class<OrderStatus> takes() {
    return OrderStatus.class;
  }

  @Override
  public void deliver(Connection connection, Parcels<OrderStatus> parcels) {
    sink.deliver(connection, parcels, new StatusChange(connection)::change);
  }
}
