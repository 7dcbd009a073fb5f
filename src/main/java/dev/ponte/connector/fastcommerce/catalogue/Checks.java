package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.delivery.Expected;
import dev.ponte.intake.HeldState;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the check sources of Fastcommerce compare. */
@Configuration(value = "fastcommerceChecks", proxyBeanMethods = false)
class Checks {

  private static final List<String> PRICES =
      List.of(
          PriceMapper.PRICE,
          PriceMapper.PROMOTION,
          PriceMapper.FROM,
          PriceMapper.TO,
          PriceMapper.WHOLESALE,
          PriceMapper.COST);

  private final Api api;
  private final Catalogue catalogue;
  private final StoreProfile facts;

  Checks(Api api, Catalogue catalogue, StoreProfile facts) {
    this.api = api;
    this.catalogue = catalogue;
    this.facts = facts;
  }

  /** At the location that is the store's; none while it is not configured. */
  @Bean
  HeldState fastcommerceStockHeld() {
    return new Held(
        api,
        catalogue,
        Stock.TYPE,
        List.of(StockMapper.FIELD),
        settings -> settings.products().pageSize(),
        (connection, code) -> new StockMapper(connection).key(code),
        (connection, json) ->
            Expected.ofHeld(
                new StockMapper(connection)
                    .fields(Canonical.read(Stock.class, json))
                    .orElse(Map.of())));
  }

  /** Prices, and promotions where there should be one. */
  @Bean
  HeldState fastcommercePricesHeld() {
    return new Held(
        api,
        catalogue,
        Price.TYPE,
        PRICES,
        settings -> settings.products().pageSize(),
        (connection, code) -> code,
        (connection, json) ->
            Expected.ofHeld(new PriceMapper(connection).fields(Canonical.read(Price.class, json))));
  }

  /** All that is told of products. */
  @Bean
  HeldState fastcommerceProductsHeld() {
    return new Held(
        api,
        catalogue,
        Product.TYPE,
        ProductMapper.FIELDS,
        FastcommerceSettings::pageSize,
        (connection, code) -> code,
        (connection, json) -> product(connection, Canonical.read(Product.class, json)));
  }

  private Expected product(Connection connection, Product product) {
    boolean inactive = product.status() == Product.Status.INACTIVE;
    boolean changes = connection.sending().changesProducts();
    if (inactive && connection.settings(FastcommerceSettings.class).products().deleteInactive()) {
      return changes ? Expected.REMOVED : Expected.NOTHING;
    }
    ProductMapper mapper = new ProductMapper(connection, facts.units(connection));
    return Expected.of(mapper.fields(product))
        .creating(!inactive && connection.sending().createsProducts())
        .changing(changes);
  }
}
