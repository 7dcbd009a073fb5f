package dev.ponte.connector.presence;

import dev.ponte.canonical.OrderStatus;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.NamedFault;
import java.time.ZoneId;
import java.util.Optional;

/** From a record of ECM-STATUS-PEDIDO to an order status. */
final class PresenceOrderStatusMapper {

  private final String source;
  private final ZoneId zone;
  private final PresenceSettings settings;

  PresenceOrderStatusMapper(Connection connection) {
    source = connection.name();
    zone = connection.zone();
    settings = connection.settings(PresenceSettings.class);
  }

  /** Empty for a situation that the connection skips. */
  Optional<OrderStatus> toStatus(PresenceRow row) {
    int situation = situation(row);
    return settings.skips(situation)
        ? Optional.empty()
        : Optional.of(status(row, known(row, situation)));
  }

  private OrderStatus status(PresenceRow row, OrderStatus.Status status) {
    String words = row.text("descr");
    String number = row.text("numero");
    return new OrderStatus(
        source,
        row.order(settings),
        status,
        id(row.text("seriePd"), number),
        number,
        words,
        status == OrderStatus.Status.CANCELLED ? words : null,
        row.changedAt(zone),
        row.correlation());
  }

  /** Presence finds an order by its series and its number. */
  private static String id(String series, String number) {
    return series == null || number == null ? number : series + "/" + number;
  }

  private OrderStatus.Status known(PresenceRow row, int situation) {
    return settings
        .status(situation)
        .orElseThrow(
            () ->
                new NamedFault(
                    "presence.situation-unknown",
                    String.valueOf(situation),
                    "situation %d (%s) is unknown; set ponte.connections.%s.situations.%1$d to a status, or to skip"
                        .formatted(situation, row.text("descr"), source)));
  }

  private static int situation(PresenceRow row) {
    String text = row.text("situacao");
    if (text == null || !text.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("situacao is %s, which is no number".formatted(text));
    }
    return Integer.parseInt(text);
  }
}
