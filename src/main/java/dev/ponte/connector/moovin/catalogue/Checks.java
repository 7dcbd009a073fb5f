package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.MoovinApi;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.PriceSettings.Level;
import dev.ponte.connector.moovin.catalogue.Catalogue.Known;
import dev.ponte.delivery.Expected;
import dev.ponte.intake.HeldState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the check sources of Moovin compare. */
@Configuration(value = "moovinChecks", proxyBeanMethods = false)
class Checks {

  private final MoovinApi moovin;
  private final Catalogue catalogue;
  private final ColourSizes sizes;

  Checks(MoovinApi moovin, Catalogue catalogue, ColourSizes sizes) {
    this.moovin = moovin;
    this.catalogue = catalogue;
    this.sizes = sizes;
  }

  @Bean
  HeldState moovinStockHeld() {
    return new Held(
        moovin,
        Stock.TYPE,
        StockMapper.SOURCE,
        it -> !it.settings(MoovinSettings.class).stock().stores().isEmpty(),
        (connection, rows) -> new StockMapper(connection).held(rows),
        (connection, json) -> new StockMapper(connection).expected(json));
  }

  /**
   * Moovin tells the prices of colours alone, so where sizes have the prices there is nothing to
   * compare.
   */
  @Bean
  HeldState moovinPricesHeld() {
    return new Held(
        moovin,
        Price.TYPE,
        PriceMapper.SOURCE,
        it -> it.settings(MoovinSettings.class).prices().level() != Level.SIZE,
        this::prices,
        this::price);
  }

  @Bean
  HeldState moovinProductsHeld() {
    return new ProductsHeld(moovin, catalogue, sizes);
  }

  /** What rows say, by sku: that of a colour for each of its sizes. */
  private Map<String, Map<String, String>> prices(Connection connection, List<JsonNode> rows) {
    Map<String, Map<String, String>> held = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      String colour = PriceMapper.identity(row);
      catalogue.skusOf(connection, colour).forEach(sku -> held.put(sku, PriceMapper.values(row)));
    }
    return held;
  }

  /**
   * Of what only holds variations nothing is expected, since its price is not told; and of what the
   * store is not known to have the price waits.
   */
  private Expected price(Connection connection, String json) {
    Price price = Canonical.read(Price.class, json);
    Optional<Known> known = catalogue.find(connection, price.sku());
    if (known.filter(it -> it.standing().parent()).isPresent()) {
      return Expected.NOTHING;
    }
    boolean bySku =
        connection.settings(MoovinSettings.class).codes().colour()
            == MoovinSettings.Codes.Colour.SKU;
    return new PriceMapper(connection)
        .expected(price)
        .creating(bySku || known.filter(it -> it.standing().saved()).isPresent());
  }
}
