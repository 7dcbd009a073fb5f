package dev.ponte.connector.vtex;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Outcome;
import java.time.Clock;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code vtex-order-status-sink}. */
@Component("vtexOrderStatusSink")
public final class VtexOrderStatusSink {

  private final Connections connections;
  private final Api api;
  private final VtexHistory history;
  private final Clock clock;

  VtexOrderStatusSink(Connections connections, Api api, VtexHistory history, Clock clock) {
    this.connections = connections;
    this.api = api;
    this.history = history;
    this.clock = clock;
  }

  /**
   * Tells VTEX what became of its order.
   *
   * @param json a canonical order status
   * @throws DeliveryFailure when VTEX does not know it yet, or a person must help
   */
  public void deliver(
      String connection,
      @Body String json,
      @ExchangeProperty(Delivery.PROPERTY) Delivery delivery) {
    OrderStatus status = Canonical.read(OrderStatus.class, json);
    var order = new VtexOrderCalls(api, connections.get(connection), status.order().id(), delivery);
    Outcome outcome =
        switch (status.status()) {
          case ACCEPTED -> new VtexHandling(order).start();
          case CANCELLED ->
              new VtexCancellation(order, delivery, history, clock).cancel(status.reason());
          case PROCESSING, PICKING, INVOICED ->
              Outcome.skipped(
                  "VTEX has no call for %s; it goes on with the invoice"
                      .formatted(status.status()));
        };
    delivery.settle(outcome);
  }
}
