package dev.ponte.connector.vtex;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys {@code prices.*} of a VTEX connection.
 *
 * @param promotions trade policies and price tables that a promotion is told to; empty to tell none
 * @param wholesaleTable the price table, or trade policy, of the wholesale price; null to tell none
 * @param wholesaleFrom how many pieces a business must buy for the wholesale price
 * @param reconcileEvery how long after a comparison with what VTEX holds the next one begins
 */
record VtexPriceSettings(
    List<String> promotions,
    String wholesaleTable,
    @DefaultValue("1") int wholesaleFrom,
    @DefaultValue("24h") Duration reconcileEvery) {

  static final VtexPriceSettings DEFAULT =
      new VtexPriceSettings(List.of(), null, 1, Duration.ofHours(24));

  VtexPriceSettings {
    promotions = promotions == null ? List.of() : promotions.stream().distinct().toList();
    wholesaleTable = wholesaleTable == null || wholesaleTable.isBlank() ? null : wholesaleTable;
    if (wholesaleFrom < 1) {
      throw new IllegalArgumentException(
          "prices.wholesale-from is %d, but must be 1 or more".formatted(wholesaleFrom));
    }
  }
}
