package dev.ponte.connector.focco;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderChange;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Reference;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The bean behind {@code focco-orders-sink}: an order becomes a sales order in Focco, once. */
@Component("foccoOrdersSink")
public final class FoccoOrdersSink {

  private final Connections connections;
  private final FoccoSaga saga;
  private final FoccoStockPlans stock;
  private final Clock clock;

  FoccoOrdersSink(Connections connections, FoccoSaga saga, FoccoStockPlans stock, Clock clock) {
    this.connections = connections;
    this.saga = saga;
    this.stock = stock;
    this.clock = clock;
  }

  /**
   * Carries the canonical order in the body to Focco and leaves an {@link OrderStatus} {@code
   * ACCEPTED} with Focco's number as body. An order that was cancelled before it reached Focco ends
   * the route, skipped.
   *
   * @throws DeliveryFailure when it does not get there; the class says what that means
   */
  public void deliver(Exchange exchange, String connectionName) {
    Connection connection = connections.get(connectionName);
    Delivery delivery = exchange.getProperty(Delivery.PROPERTY, Delivery.class);
    Order order = Canonical.read(Order.class, exchange.getMessage().getBody(String.class));
    FoccoProgress progress =
        delivery
            .progress()
            .map(FoccoProgress::parse)
            .orElseGet(() -> FoccoProgress.none(delivery.version()));
    if (order.cancelled()) {
      cancel(connection, delivery, order, progress);
      exchange.setRouteStop(true);
      return;
    }
    FoccoProgress ordered =
        progress.isOrdered() ? progress : saga.run(connection, delivery, order, progress);
    delivery.reference(reference(connection, order, ordered));
    delivery.settle(Outcome.delivered(words(ordered)));
    exchange.getMessage().setBody(Canonical.write(accepted(connection, order, ordered)));
    delivery.together(() -> stock.sold(connection, order));
  }

  /** With the rules that hit, for whoever wonders why the header is as it is. */
  private static String words(FoccoProgress ordered) {
    boolean ruled = ordered.rules() != null && !ordered.rules().isEmpty();
    return "pedido "
        + ordered.orderNumber()
        + (ruled ? " (" + String.join("; ", ordered.rules()) + ")" : "");
  }

  private void cancel(
      Connection connection, Delivery delivery, Order order, FoccoProgress progress) {
    if (progress.isOrdered()) {
      OrderChange change = OrderChange.of(connection.name(), delivery.version(), null, order);
      saga.warn(connection, delivery, progress, FoccoWarning.of(change, connection.zone()));
      throw new DeliveryFailure(
              FailureClass.PERSON,
              "Order %s was cancelled in the store, but is pedido %s in %s, which its API cannot cancel; cancel it there"
                  .formatted(order.id(), progress.orderNumber(), connection.name()))
          .because("focco.order-cancelled", null);
    }
    FoccoProgress left = saga.discard(connection, delivery, order, progress);
    String orphans =
        left.orphans() == 0
            ? ""
            : "; a lost answer may have left a budget with ordem de compra %s there, delete it"
                .formatted(order.id());
    delivery.settle(
        Outcome.skipped("It was cancelled in the store before it reached Focco" + orphans));
  }

  private static Reference reference(Connection connection, Order order, FoccoProgress ordered) {
    return new Reference(
        Reference.ORDER,
        order.source(),
        order.id(),
        connection.name(),
        ordered.orderId(),
        ordered.orderNumber(),
        null,
        true);
  }

  private OrderStatus accepted(Connection connection, Order order, FoccoProgress ordered) {
    return new OrderStatus(
        connection.name(),
        new OrderRef(order.source(), order.id()),
        OrderStatus.Status.ACCEPTED,
        ordered.orderId(),
        ordered.orderNumber(),
        null,
        null,
        OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
  }
}
