package dev.ponte.connector.fastcommerce.feedback;

import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.OrderStatus.Status;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.StatusNumbers;
import dev.ponte.connector.fastcommerce.feedback.OrderSink.Change;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What an order status changes in the store's order: the flag that keeps it from being read again,
 * a status, and a line in the order's log that says what Ponte did.
 */
final class StatusChange {

  /** The store's people read it. */
  private static final Map<Status, String> LOGS =
      Map.of(
          Status.ACCEPTED, "Ponte: pedido recebido pelo ERP com o número {number}",
          Status.PROCESSING, "Ponte: pedido em processamento no ERP",
          Status.PICKING, "Ponte: pedido em separação no ERP",
          Status.INVOICED, "Ponte: pedido faturado no ERP",
          Status.CANCELLED, "Ponte: pedido cancelado no ERP. {reason}");

  private final Connection connection;
  private final FastcommerceSettings.Updates settings;

  StatusChange(Connection connection) {
    this.connection = connection;
    this.settings = connection.settings(FastcommerceSettings.class).updates();
  }

  Change change(OrderStatus status) {
    boolean cancelled = status.status() == Status.CANCELLED;
    String word = status.status().name().toLowerCase(Locale.ROOT);
    String configured = settings.statuses().get(word);
    String to = configured == null && cancelled ? StatusNumbers.CANCELLED : configured;
    if (to == null && status.status() != Status.ACCEPTED) {
      return Change.none(
          "The store is not told of %s; set ponte.connections.%s.updates.statuses.%s if it shall be"
              .formatted(status.status(), connection.name(), word));
    }
    int flag = cancelled ? settings.cancelledFlag() : settings.flag();
    Map<String, String> values = new LinkedHashMap<>();
    values.put("NumPedido", status.order().id());
    if (to != null) {
      values.put("Status", to);
    }
    values.put(OrderLogText.FIELD, log(status, word));
    values.put("ChangeFlagAPI", String.valueOf(flag));
    return new Change(
        values, "ChangeFlagAPI %d%s".formatted(flag, to == null ? "" : ", status " + to));
  }

  private String log(OrderStatus status, String word) {
    return new OrderLogText(settings)
        .line(
            word,
            LOGS.get(status.status()),
            Map.of(
                "number", first(status.erpNumber(), first(status.erpId(), "")),
                "id", first(status.erpId(), ""),
                "text", first(status.text(), ""),
                "reason", first(status.reason(), "")));
  }

  private static String first(String one, String other) {
    return one == null ? other : one;
  }
}
