package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.VtexFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * The bean behind {@code vtex-order-status-sink}: tells VTEX what became of an order in the ERP.
 */
@Component("vtexOrderStatusSink")
public final class VtexOrderStatusSink {

  private static final String WRONG_STATUS = "OMS003";
  private static final String SENT = "{\"cancelSent\":true}";
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);

  private static final Set<String> HANDLED =
      Set.of(
          "start-handling",
          "handling",
          "waiting-for-fulfillment",
          "ready-for-invoicing",
          "invoice",
          "invoiced");
  private static final Set<String> CANCELLED = Set.of("canceled", "cancelled");
  private static final Set<String> CANCELLING =
      Set.of(
          "cancel",
          "request-cancel",
          "cancellation-requested",
          "waiting-for-seller-decision",
          "cancellation-request-denied");

  private final Connections connections;
  private final VtexApi vtex;
  private final Clock clock;

  VtexOrderStatusSink(Connections connections, VtexApi vtex, Clock clock) {
    this.connections = connections;
    this.vtex = vtex;
    this.clock = clock;
  }

  /**
   * Carries the canonical order status in the body to VTEX: accepted becomes start-handling,
   * cancelled a cancellation; what VTEX has no status for is skipped.
   *
   * @throws DeliveryFailure when it does not get there; the class says what that means
   */
  public void deliver(Exchange exchange, String connectionName) {
    Connection connection = connections.get(connectionName);
    Delivery delivery = exchange.getProperty(Delivery.PROPERTY, Delivery.class);
    OrderStatus status =
        Canonical.read(OrderStatus.class, exchange.getMessage().getBody(String.class));
    switch (status.status()) {
      case ACCEPTED -> startHandling(connection, delivery, status.order().id());
      case CANCELLED -> cancel(connection, delivery, status);
      case PROCESSING, PICKING, INVOICED ->
          delivery.settle(
              Outcome.skipped("VTEX has no status for " + status.status().name().toLowerCase()));
    }
  }

  private void startHandling(Connection connection, Delivery delivery, String orderId) {
    try {
      vtex.send(
          connection, "start-handling", VtexApi.arguments().put("orderId", orderId), delivery);
      delivery.settle(Outcome.delivered("handling"));
    } catch (ApiFailure failure) {
      if (!isUndecided(failure)) {
        throw failure;
      }
      decide(connection, delivery, orderId, failure);
    }
  }

  /** The answer was lost, or VTEX says that the order is elsewhere: the order itself tells. */
  private void decide(
      Connection connection, Delivery delivery, String orderId, ApiFailure failure) {
    String now = text(vtex.order(connection, orderId, delivery), "status");
    if (HANDLED.contains(String.valueOf(now))) {
      delivery.settle(Outcome.delivered("was " + now + " already"));
    } else if ("ready-for-handling".equals(now)) {
      throw new DeliveryFailure(FailureClass.TRANSIENT, failure.getMessage(), failure);
    } else if (CANCELLED.contains(String.valueOf(now))
        || CANCELLING.contains(String.valueOf(now))) {
      throw new DeliveryFailure(
          FailureClass.PERSON,
          "Order %s is %s in VTEX, but the ERP has accepted it; cancel it in the ERP"
              .formatted(orderId, now));
    } else {
      throw new DeliveryFailure(
          FailureClass.PERSON,
          "Order %s is %s in VTEX and cannot start handling; look at it there"
              .formatted(orderId, now));
    }
  }

  private void cancel(Connection connection, Delivery delivery, OrderStatus status) {
    String orderId = status.order().id();
    JsonNode order = vtex.order(connection, orderId, delivery);
    String now = String.valueOf(text(order, "status"));
    if (CANCELLED.contains(now)) {
      delivery.settle(Outcome.delivered("canceled"));
      return;
    }
    boolean sent = delivery.progress().isPresent() || CANCELLING.contains(now);
    if (!sent) {
      requireCancellable(order, orderId, now);
      sendCancel(connection, delivery, status);
    }
    // VTEX's 200 means accepted, not cancelled.
    throw new DeliveryFailure(
        FailureClass.NOT_YET,
        "The cancellation of order %s was sent, VTEX still says %s".formatted(orderId, now),
        null,
        clock.instant().plus(LOOK_AGAIN),
        null);
  }

  private void sendCancel(Connection connection, Delivery delivery, OrderStatus status) {
    ObjectNode arguments = VtexApi.arguments().put("orderId", status.order().id());
    if (connection.settings(VtexSettings.class).cancelMethod().equals("POST")) {
      String reason = status.reason() == null ? "Cancelled in the ERP" : status.reason();
      arguments.set("body", VtexApi.arguments().put("reason", reason));
    }
    delivery.checkpoint(SENT);
    try {
      vtex.send(connection, "cancel", arguments, delivery);
    } catch (ApiFailure failure) {
      if (failure.failureClass() != FailureClass.IN_DOUBT) {
        delivery.checkpoint(null);
      }
      throw failure;
    }
  }

  private static void requireCancellable(JsonNode order, String orderId, String now) {
    boolean allowed = order.path("allowCancellation").asBoolean(true);
    if (!allowed || now.equals("invoiced")) {
      throw new DeliveryFailure(
          FailureClass.PERSON,
          "Order %s was cancelled in the ERP, but VTEX does not allow it any more (%s); send a return invoice or settle it by hand"
              .formatted(orderId, now));
    }
  }

  private static boolean isUndecided(ApiFailure failure) {
    return failure.failureClass() == FailureClass.IN_DOUBT
        || failure.code().filter(WRONG_STATUS::equals).isPresent();
  }
}
