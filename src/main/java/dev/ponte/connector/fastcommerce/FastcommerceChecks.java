package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Expected;
import dev.ponte.intake.HeldState;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the check sources of Fastcommerce compare. */
@Configuration(proxyBeanMethods = false)
class FastcommerceChecks {

  private static final List<String> PRICES =
      List.of(
          FastcommercePriceMapper.PRICE,
          FastcommercePriceMapper.PROMOTION,
          FastcommercePriceMapper.FROM,
          FastcommercePriceMapper.TO,
          FastcommercePriceMapper.WHOLESALE,
          FastcommercePriceMapper.COST);

  private final Api api;
  private final FastcommerceCatalogue catalogue;
  private final FastcommerceStoreProfile facts;

  FastcommerceChecks(Api api, FastcommerceCatalogue catalogue, FastcommerceStoreProfile facts) {
    this.api = api;
    this.catalogue = catalogue;
    this.facts = facts;
  }

  /** At the location that is the store's; none while it is not configured. */
  @Bean
  HeldState fastcommerceStockHeld() {
    return new FastcommerceHeld(
        api,
        catalogue,
        Stock.TYPE,
        List.of(FastcommerceStockMapper.FIELD),
        settings -> settings.products().pageSize(),
        (connection, code) -> new FastcommerceStockMapper(connection).key(code),
        (connection, json) ->
            Expected.ofHeld(
                new FastcommerceStockMapper(connection)
                    .fields(Canonical.read(Stock.class, json))
                    .orElse(Map.of())));
  }

  /** Prices, and promotions where there should be one. */
  @Bean
  HeldState fastcommercePricesHeld() {
    return new FastcommerceHeld(
        api,
        catalogue,
        Price.TYPE,
        PRICES,
        settings -> settings.products().pageSize(),
        (connection, code) -> code,
        (connection, json) ->
            Expected.ofHeld(
                new FastcommercePriceMapper(connection).fields(Canonical.read(Price.class, json))));
  }

  /** All that is told of products. */
  @Bean
  HeldState fastcommerceProductsHeld() {
    return new FastcommerceHeld(
        api,
        catalogue,
        Product.TYPE,
        FastcommerceProductMapper.FIELDS,
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
    FastcommerceProductMapper mapper =
        new FastcommerceProductMapper(connection, facts.units(connection));
    return Expected.of(mapper.fields(product))
        .creating(!inactive && connection.sending().createsProducts())
        .changing(changes);
  }
}
