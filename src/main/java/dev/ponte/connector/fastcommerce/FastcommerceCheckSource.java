package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Product;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Api;
import dev.ponte.connection.Comparison;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Checks;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Expected;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * The Java half of the Kamelets {@code fastcommerce-stock-check-source}, {@code
 * fastcommerce-prices-check-source} and {@code fastcommerce-products-check-source}: what the store
 * holds otherwise than it acknowledged.
 */
@Component("fastcommerceCheckSource")
public final class FastcommerceCheckSource {

  private static final List<String> PRICES =
      List.of(
          FastcommercePriceMapper.PRICE,
          FastcommercePriceMapper.PROMOTION,
          FastcommercePriceMapper.FROM,
          FastcommercePriceMapper.TO,
          FastcommercePriceMapper.WHOLESALE,
          FastcommercePriceMapper.COST);

  private final Connections connections;
  private final Api api;
  private final FastcommerceCatalogue catalogue;
  private final FastcommerceFacts facts;
  private final Checks checks;

  FastcommerceCheckSource(
      Connections connections,
      Api api,
      FastcommerceCatalogue catalogue,
      FastcommerceFacts facts,
      Checks checks) {
    this.connections = connections;
    this.api = api;
    this.catalogue = catalogue;
    this.facts = facts;
    this.checks = checks;
  }

  /** Stocks at the location that is the store's; none while it is not configured. */
  public Iterator<List<Difference>> stock(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    FastcommerceStockMapper mapper = new FastcommerceStockMapper(connection);
    return new Pass(connection, exchange)
        .read(
            Stock.TYPE,
            List.of(FastcommerceStockMapper.FIELD),
            mapper::key,
            json ->
                Expected.ofHeld(mapper.fields(Canonical.read(Stock.class, json)).orElse(Map.of())));
  }

  /** Prices, and promotions where there should be one. */
  public Iterator<List<Difference>> prices(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    FastcommercePriceMapper mapper = new FastcommercePriceMapper(connection);
    return new Pass(connection, exchange)
        .read(
            Price.TYPE,
            PRICES,
            code -> code,
            json -> Expected.ofHeld(mapper.fields(Canonical.read(Price.class, json))));
  }

  /** All that is told of products. */
  public Iterator<List<Difference>> products(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    return new Pass(connection, exchange)
        .read(
            Product.TYPE,
            FastcommerceProductMapper.FIELDS,
            code -> code,
            json -> product(connection, Canonical.read(Product.class, json)));
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

  /** One run. */
  private final class Pass {
    private final Connection connection;
    private final FastcommerceSettings settings;
    private final PollRun run;

    Pass(Connection connection, Exchange exchange) {
      this.connection = connection;
      this.settings = connection.settings(FastcommerceSettings.class);
      this.run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    }

    Iterator<List<Difference>> read(
        String type,
        List<String> fields,
        UnaryOperator<String> key,
        Function<String, Expected> expected) {
      boolean few = fields.size() <= PRICES.size();
      int size = few ? settings.products().pageSize() : settings.pageSize();
      FastcommerceTruth truth =
          new FastcommerceTruth(api, connection, catalogue, fields, size, key);
      return checks
          .begin(type, connection.name(), settings.reconcileEvery())
          .<Iterator<List<Difference>>>map(
              check -> new Comparison(check, run, truth, json -> comparable(expected, json)))
          .orElseGet(Collections::emptyIterator);
    }
  }

  /** What the store could not be told today, by today's settings, cannot be compared. */
  private static Expected comparable(Function<String, Expected> expected, String json) {
    try {
      return FastcommerceTruth.normal(expected.apply(json));
    } catch (IllegalArgumentException untold) {
      return Expected.refused(untold.getMessage());
    }
  }
}
