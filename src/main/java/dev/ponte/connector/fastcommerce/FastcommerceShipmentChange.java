package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Shipment;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.FastcommerceOrderSink.Change;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a shipment changes in the store's order: the status Remetido, the tracking code, and the day
 * of delivery when it is known.
 */
final class FastcommerceShipmentChange {

  private static final Logger LOG = LoggerFactory.getLogger(FastcommerceShipmentChange.class);
  private static final int LONGEST_CODE = 13;
  private static final String SENT = "Ponte: pedido remetido. {carrier} {code} {url}";
  private static final String DELIVERED = "Ponte: pedido entregue em {delivered}. {carrier} {code}";

  private final Connection connection;
  private final FastcommerceSettings.Updates settings;

  FastcommerceShipmentChange(Connection connection) {
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
        FastcommerceStatus.number(
            settings.statuses().getOrDefault("shipped", FastcommerceStatus.SENT));
    Map<String, String> values = new LinkedHashMap<>();
    values.put("NumPedido", shipment.order().id());
    values.put("Status", status);
    if (!code.isEmpty() && !tooLong) {
      values.put("ObjSedex", code);
    }
    if (shipment.deliveredAt() != null) {
      values.put("DataEntrega", FastcommerceValues.day(day(shipment)));
    }
    values.put(FastcommerceOrderLogText.FIELD, log(shipment, code, tooLong));
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
        new FastcommerceOrderLogText(settings)
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
                    delivered ? FastcommerceValues.day(day(shipment)) : ""));
    return tooLong && !line.contains(code)
        ? new FastcommerceOrderLogText(settings)
            .line("", "{code} {line}", Map.of("code", code, "line", line))
        : line;
  }

  private LocalDate day(Shipment shipment) {
    return shipment.deliveredAt().atZoneSameInstant(connection.zone()).toLocalDate();
  }

  private static String text(String value) {
    return value == null ? "" : value.strip();
  }
}
