package dev.ponte.connector.moovin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Outcome;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code moovin-order-status-sink}. */
@Component("moovinOrderStatusSink")
public final class MoovinOrderStatusSink {

  private final Connections connections;
  private final MoovinUpdates updates;
  private final MoovinStatuses statuses;
  private final MoovinHistory history;

  MoovinOrderStatusSink(
      Connections connections,
      MoovinUpdates updates,
      MoovinStatuses statuses,
      MoovinHistory history) {
    this.connections = connections;
    this.updates = updates;
    this.statuses = statuses;
    this.history = history;
  }

  /**
   * Tells Moovin what became of its order, in one call.
   *
   * @param json a canonical order status
   * @throws DeliveryFailure when Moovin does not know it now
   */
  public void deliver(
      String connectionName,
      @Body String json,
      @ExchangeProperty(Delivery.PROPERTY) Delivery delivery) {
    Connection connection = connections.get(connectionName);
    OrderStatus status = Canonical.read(OrderStatus.class, json);
    delivery.settle(
        status.status() == OrderStatus.Status.ACCEPTED
            ? accept(connection, status, delivery)
            : move(connection, status, delivery));
  }

  private Outcome accept(Connection connection, OrderStatus status, Delivery delivery) {
    ObjectNode order = order(status).put("importado", "1");
    String number = status.erpNumber() == null ? status.erpId() : status.erpNumber();
    if (number != null) {
      order.put("codigo_integracao", number);
    }
    updates.send(connection, MoovinMethods.UPDATE_ORDER, order, delivery);
    return Outcome.delivered("imported as " + number);
  }

  private Outcome move(Connection connection, OrderStatus status, Delivery delivery) {
    String wanted = wanted(connection, status.status());
    if (wanted == null || wanted.isBlank()) {
      return Outcome.skipped(
          "%s is not told of %s; to tell it, set a status type or code in ponte.connections.%s.statuses"
              .formatted(connection.name(), status.status(), connection.name()));
    }
    String code = statuses.code(connection, wanted, delivery);
    if (status.status() == OrderStatus.Status.CANCELLED) {
      history.cancels(connection, status.order().id(), code);
    }
    updates.send(
        connection,
        MoovinMethods.UPDATE_ORDER,
        order(status).put("codigo_status_pedido", code),
        delivery);
    return Outcome.delivered("status " + code);
  }

  private static String wanted(Connection connection, OrderStatus.Status status) {
    MoovinSettings.Statuses settings = connection.settings(MoovinSettings.class).statuses();
    return switch (status) {
      case PROCESSING -> settings.processing();
      case PICKING -> settings.picking();
      case INVOICED -> settings.invoiced();
      case CANCELLED -> settings.cancelled();
      case ACCEPTED -> null;
    };
  }

  private static ObjectNode order(OrderStatus status) {
    return JsonNodeFactory.instance.objectNode().put("codigo_pedido", status.order().id());
  }
}
