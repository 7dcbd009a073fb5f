package dev.ponte.connector.moovin.feedback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Methods;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.StoreStatuses;
import dev.ponte.connector.moovin.api.Updates;
import dev.ponte.connector.moovin.orders.History;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Sink;
import org.springframework.stereotype.Component;

/** Tells a store what became of its order, in one call. */
@Component("moovinOrderStatusSink")
final class OrderStatusSink implements Sink<OrderStatus> {

  private final Updates updates;
  private final StoreStatuses statuses;
  private final History history;

  OrderStatusSink(Updates updates, StoreStatuses statuses, History history) {
    this.updates = updates;
    this.statuses = statuses;
    this.history = history;
  }

  @Override
  public Class<OrderStatus> takes() {
    return OrderStatus.class;
  }

  @Override
  public Outcome deliver(Connection connection, OrderStatus status, Delivery delivery) {
    return status.status() == OrderStatus.Status.ACCEPTED
        ? accept(connection, status, delivery)
        : move(connection, status, delivery);
  }

  private Outcome accept(Connection connection, OrderStatus status, Delivery delivery) {
    ObjectNode order = order(status).put("importado", "1");
    String number = status.erpNumber() == null ? status.erpId() : status.erpNumber();
    if (number != null) {
      order.put("codigo_integracao", number);
    }
    updates.send(connection, Methods.UPDATE_ORDER, order, delivery);
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
        Methods.UPDATE_ORDER,
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
