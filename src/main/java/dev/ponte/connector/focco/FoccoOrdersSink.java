package dev.ponte.connector.focco;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderChange;
import dev.ponte.canonical.OrderRef;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Reference;
import dev.ponte.sink.Sink;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.springframework.stereotype.Component;

/**
 * Makes a sales order in Focco of an order, once, and leaves an {@link OrderStatus} {@code
 * ACCEPTED} with Focco's number. An order that was cancelled before it reached Focco is skipped,
 * and leaves nothing.
 */
@Component("foccoOrdersSink")
final class FoccoOrdersSink implements Sink<Order> {

  private final FoccoSaga saga;
  private final FoccoStockPlans stock;
  private final Clock clock;

  FoccoOrdersSink(FoccoSaga saga, FoccoStockPlans stock, Clock clock) {
    this.saga = saga;
    this.stock = stock;
    this.clock = clock;
  }

  @Override
  public Class<Order> takes() {
    return Order.class;
  }

  @Override
  public Outcome deliver(Connection connection, Order order, Delivery delivery) {
    FoccoProgress progress =
        FoccoProgress.OF.of(delivery).orElseGet(() -> FoccoProgress.none(delivery.version()));
    if (order.cancelled()) {
      return cancel(connection, delivery, order, progress);
    }
    FoccoProgress ordered =
        progress.isOrdered() ? progress : saga.run(connection, delivery, order, progress);
    delivery.reference(reference(connection, order, ordered));
    delivery.together(() -> stock.sold(connection, order));
    return Outcome.delivered(words(ordered))
        .followedBy(Canonical.write(accepted(connection, order, ordered)));
  }

  /** With the rules that hit, for whoever wonders why the header is as it is. */
  private static String words(FoccoProgress ordered) {
    boolean ruled = ordered.rules() != null && !ordered.rules().isEmpty();
    return "pedido "
        + ordered.orderNumber()
        + (ruled ? " (" + String.join("; ", ordered.rules()) + ")" : "");
  }

  private Outcome cancel(
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
    return Outcome.skipped("It was cancelled in the store before it reached Focco" + orphans);
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
