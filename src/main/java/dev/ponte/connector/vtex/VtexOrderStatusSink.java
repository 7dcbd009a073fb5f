package dev.ponte.connector.vtex;

import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Sink;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** Tells VTEX what became of its order. */
@Component("vtexOrderStatusSink")
final class VtexOrderStatusSink implements Sink<OrderStatus> {

  private final Api api;
  private final VtexHistory history;
  private final Clock clock;

  VtexOrderStatusSink(Api api, VtexHistory history, Clock clock) {
    this.api = api;
    this.history = history;
    this.clock = clock;
  }

  @Override
  public Class<OrderStatus> takes() {
    return OrderStatus.class;
  }

  @Override
  public Outcome deliver(Connection connection, OrderStatus status, Delivery delivery) {
    var order = new VtexOrderCalls(api, connection, status.order().id(), delivery);
    return switch (status.status()) {
      case ACCEPTED -> new VtexHandling(order).start();
      case CANCELLED ->
          new VtexCancellation(order, delivery, history, clock).cancel(status.reason());
      case PROCESSING, PICKING, INVOICED ->
          Outcome.skipped(
              "VTEX has no call for %s; it goes on with the invoice".formatted(status.status()));
    };
  }
}
