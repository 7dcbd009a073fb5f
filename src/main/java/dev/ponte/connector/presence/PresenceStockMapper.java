package dev.ponte.connector.presence;

import dev.ponte.canonical.Stock;
import dev.ponte.connection.Connection;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.List;

/** From a record of ECM-ESTOQUE-SKU to a stock. */
final class PresenceStockMapper {

  /** Presence's own code, then that of the platform for the place. */
  private static final List<String> PLACE = List.of("warehouse", "warehouseCodigoExterno");

  private static final String AVAILABLE = "quantidade";
  private static final String PHYSICAL = "saldoFisico";

  private final String source;
  private final ZoneId zone;
  private final PresenceStockSettings settings;

  PresenceStockMapper(Connection connection) {
    source = connection.name();
    zone = connection.zone();
    settings = connection.settings(PresenceSettings.class).stock();
  }

  /** What is promised beyond what there is cannot be sold: a store has 0 then. */
  Stock toStock(PresenceRow row) {
    BigDecimal available = number(row, AVAILABLE);
    return new Stock(
        source,
        PresenceJson.first(row.json(), settings.sku()),
        new Stock.Location(null, PresenceJson.first(row.json(), PLACE), null),
        number(row, PHYSICAL),
        null,
        available == null ? null : available.max(BigDecimal.ZERO),
        row.changedAt(zone),
        row.correlation(),
        null);
  }

  private static BigDecimal number(PresenceRow row, String field) {
    return PresenceJson.decimal(row.text(field), field);
  }
}
