package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.canonical.Stock;
import dev.ponte.canonical.StockRule;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.delivery.MissingSetting;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;

/** The one stock that a product has in the store, from the canonical stock of one location. */
final class StockMapper {

  static final String FIELD = "Estoque";

  private static final BigDecimal MOST = BigDecimal.valueOf(Short.MAX_VALUE);

  private final String connection;
  private final String location;
  private final StockRule rule;

  StockMapper(Connection connection) {
    this.connection = connection.name();
    this.rule = connection.sending().stock();
    this.location = connection.settings(FastcommerceSettings.class).stock().location();
  }

  /**
   * What to set, by field; empty when the location is not the store's. Estoque is a smallint: parts
   * of a piece are not sold, less than nothing is nothing, more than it can hold is the most.
   *
   * @throws IllegalArgumentException when it is not configured which location is the store's
   */
  Optional<Map<String, String>> fields(Stock stock) {
    String wanted = location(stock.location().code());
    return stock.location().code().equals(wanted)
        ? Optional.of(Map.of(FIELD, pieces(rule.available(stock))))
        : Optional.empty();
  }

  /** Key of the stock that a product's Estoque is. */
  String key(String code) {
    return code + "@" + location;
  }

  private String location(String seen) {
    if (location == null || location.isBlank()) {
      String key = "ponte.connections.%s.stock.location".formatted(connection);
      throw new MissingSetting(
          key,
          "the store keeps one stock a product; set %s to the location that it is, such as %s"
              .formatted(key, seen));
    }
    return location;
  }

  private static String pieces(BigDecimal available) {
    return available.max(BigDecimal.ZERO).min(MOST).setScale(0, RoundingMode.DOWN).toPlainString();
  }
}
