package dev.ponte.connector.presence;

import dev.ponte.canonical.Shipment;
import dev.ponte.connection.Connection;
import java.util.List;
import java.util.Optional;

/** From a record of ECM-CODIGO-RASTREIO to a shipment. */
final class PresenceShipmentMapper {

  private final String source;
  private final PresenceSettings settings;

  PresenceShipmentMapper(Connection connection) {
    source = connection.name();
    settings = connection.settings(PresenceSettings.class);
  }

  /** Empty while the record has no code: it comes after the invoice. */
  Optional<Shipment> toShipment(PresenceRow row) {
    String code = row.text("codigoRastreio");
    return code == null ? Optional.empty() : Optional.of(shipment(row, code));
  }

  private Shipment shipment(PresenceRow row, String code) {
    return new Shipment(
        source,
        row.pk(),
        row.order(settings),
        null,
        null,
        code,
        null,
        null,
        null,
        List.of(),
        row.correlation());
  }
}
