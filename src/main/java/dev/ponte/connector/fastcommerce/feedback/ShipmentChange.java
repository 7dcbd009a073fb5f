package dev.ponte.connector.fastcommerce.feedback;

import dev.ponte.canonical.Shipment;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.StatusNumbers;
import dev.ponte.connector.fastcommerce.api.Values;
import dev.ponte.connector.fastcommerce.feedback.OrderSink.Change;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a shipment changes in the store's order: the status Remetido, the tracking code, and the day
 * of delivery when it is known.
 */
final class ShipmentChange {

  private static final Logger LOG = LoggerFactory.getLogger(ShipmentChange.class);
  private static final int LONGEST_CODE = 13;
  private static final String SENT = "Ponte: pedido remetido. {carrier} {code} {url}";
  private static final String DELIVERED = "Ponte: pedido entregue em {delivered}. {carrier} {code}";

  private final Connection connection;
  private final FastcommerceSettings.Updates settings;

  ShipmentChange(Connection connection) {
    this.connection = connection;
    this.settings = connection.settings(FastcommerceSettings.class).updates();
  }

  Change change(Shipment shipment) {
    String code = text(shipment.trackingCode());
    if (code.isEmpty() && shipment.postedAt() == null && shipment.deliveredAt() == null) {
      return Change.none("The shipment has neither a tracking code nor a date yet");
    }
    boolean tooLong = code.codePointCount(0, code.length()) > LONGEST_CODE;
    String status =
        StatusNumbers.number(settings.statuses().getOrDefault("shipped", StatusNumbers.SENT));
    Map<String, String> values = new LinkedHashMap<>();
    values.put("NumPedido", shipment.order().id());
    values.put("Status", status);
    if (!code.isEmpty() && !tooLong) {
      values.put("ObjSedex", code);
    }
    if (shipment.deliveredAt() != null) {
      values.put("DataEntrega", Values.day(day(shipment)));
    }
    values.put(OrderLogText.FIELD, log(shipment, code, tooLong));
    if (tooLong) {
      LOG.warn(
          "Tracking code {} of order {} does not fit {}'s ObjSedex of {} characters; it stands in the order's log",
          code,
          shipment.order().id(),
          connection.name(),
          LONGEST_CODE);
    }
    return new Change(values, words(status, code, tooLong));
  }

  private static String words(String status, String code, boolean tooLong) {
    if (code.isEmpty()) {
      return "Status " + status;
    }
    return tooLong
        ? "Status %s; tracking code %s is too long for ObjSedex and stands in the order's log"
            .formatted(status, code)
        : "Status %s, ObjSedex %s".formatted(status, code);
  }

  /** A code that stands nowhere else must be there whatever the configured text says. */
  private String log(Shipment shipment, String code, boolean tooLong) {
    boolean delivered = shipment.deliveredAt() != null;
    String line =
        new OrderLogText(settings)
            .line(
                "shipment",
                delivered ? DELIVERED : SENT,
                Map.of(
                    "code",
                    code,
                    "carrier",
                    text(shipment.carrier()),
                    "url",
                    text(shipment.trackingUrl()),
                    "delivered",
                    delivered ? Values.day(day(shipment)) : ""));
    return tooLong && !line.contains(code)
        ? new OrderLogText(settings).line("", "{code} {line}", Map.of("code", code, "line", line))
        : line;
  }

  private LocalDate day(Shipment shipment) {
    return shipment.deliveredAt().atZoneSameInstant(connection.zone()).toLocalDate();
  }

  private static String text(String value) {
    return value == null ? "" : value.strip();
  }
}
