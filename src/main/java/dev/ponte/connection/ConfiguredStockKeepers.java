package dev.ponte.connection;

import dev.ponte.canonical.Line;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.StockKeepers;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The configured connections whose stock falls by orders of the hub, and the kits. */
@Component
final class ConfiguredStockKeepers implements StockKeepers {

  private static final Logger LOG = LoggerFactory.getLogger(ConfiguredStockKeepers.class);

  private final Map<String, Stock.Falls> falls = new LinkedHashMap<>();
  private final Connections connections;
  private final Map<String, Map<String, BigDecimal>> kits;

  ConfiguredStockKeepers(Connections connections, Environment environment) {
    this.connections = connections;
    Binder binder = Binder.get(environment);
    for (Connection it : connections.all()) {
      String key = "ponte.connections.%s.stock.falls-at".formatted(it.name());
      Stock.Falls set = binder.bind(key, Stock.Falls.class).orElse(null);
      Stock.Falls usual = it.system().stockFalls();
      if (set == null && usual != Stock.Falls.NEVER) {
        LOG.info(
            "{} is not set, so what {} tells of stock is taken to fall when an order is invoiced; a stock that falls with the order is told too low until then",
            key,
            it.name());
      }
      if ((set == null ? usual : set) != Stock.Falls.NEVER) {
        falls.put(it.name(), set == null ? usual : set);
      }
    }
    kits = binder.bindOrCreate(StockSettings.PREFIX, Bindable.of(StockSettings.class)).bySku();
  }

  @Override
  public Collection<String> names() {
    return falls.keySet();
  }

  @Override
  public Stock.Falls falls(String keeper) {
    return falls.getOrDefault(keeper, Stock.Falls.NEVER);
  }

  @Override
  public Map<String, BigDecimal> taken(String keeper, Line line) {
    Connection connection = connections.get(keeper);
    Map<String, BigDecimal> taken = new LinkedHashMap<>();
    connection
        .system()
        .stockSku(connection, line)
        .ifPresent(
            sku -> {
              BigDecimal pieces = connection.system().stockPieces(connection, line);
              kits.getOrDefault(sku, Map.of(sku, BigDecimal.ONE))
                  .forEach((code, each) -> taken.put(code, pieces.multiply(each)));
            });
    return taken;
  }

  @Override
  public Map<String, Map<String, BigDecimal>> kits() {
    return kits;
  }
}
