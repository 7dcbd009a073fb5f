package dev.ponte.connector.vtex;

import dev.ponte.canonical.Stock;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.MissingSetting;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Priority;
import dev.ponte.delivery.ReconciliationPasses;
import dev.ponte.sink.Sink;
import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * Sets the quantity of one SKU in one warehouse. The ledger sends one value of a key at a time and
 * after a failure the newest, which is what VTEX wants.
 */
@Component("vtexStockSink")
final class VtexStockSink implements Sink<Stock> {

  static final Priority PRIORITY = Priority.STOCK;

  private final Api api;
  private final VtexSkus skus;
  private final ReconciliationPasses checks;
  private final Clock clock;

  VtexStockSink(Api api, VtexSkus skus, ReconciliationPasses checks, Clock clock) {
    this.api = api;
    this.skus = skus;
    this.checks = checks;
    this.clock = clock;
  }

  @Override
  public Class<Stock> takes() {
    return Stock.class;
  }

  @Override
  public Outcome deliver(Connection connection, Stock stock, Delivery delivery) {
    requireWarehouses(connection, stock);
    Optional<String> warehouse =
        connection.settings(VtexSettings.class).stock().code(stock.location().code());
    if (warehouse.isEmpty()) {
      return Outcome.skipped(
          "Location %s is not in ponte.connections.%s.stock.warehouses"
              .formatted(stock.location().code(), connection.name()));
    }
    VtexSku sku = skus.require(connection, stock, stock.sku(), delivery, PRIORITY);
    if (sku.kit()) {
      return Outcome.skipped(
          "SKU %s is a kit, VTEX makes its stock of its components".formatted(sku.id()));
    }
    VtexGoods goods = new VtexGoods(api, connection, delivery, PRIORITY);
    try {
      return new VtexQuantity(goods, stock, sku.id(), warehouse.get(), delivery, checks)
          .send(clock);
    } catch (VtexQuantity.Gone gone) {
      skus.forget(connection, stock.sku());
      throw skus.missing(connection, stock, stock.sku());
    }
  }

  private static void requireWarehouses(Connection connection, Stock stock) {
    if (connection.settings(VtexSettings.class).stock().warehouses().isEmpty()) {
      String key = "ponte.connections.%s.stock.warehouses".formatted(connection.name());
      throw new MissingSetting(
          key,
          "list location %s with the id of its warehouse in %s"
              .formatted(stock.location().code(), key));
    }
  }
}
