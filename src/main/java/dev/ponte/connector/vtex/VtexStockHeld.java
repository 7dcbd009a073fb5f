package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.ReconciliationPass;
import dev.ponte.delivery.ReconciliationPasses;
import dev.ponte.intake.HeldState;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The stock of a store, in pages of its SKUs. VTEX tells one SKU a call. */
@Component("vtexStockHeld")
final class VtexStockHeld implements HeldState {

  private static final String QUANTITY = "quantity";

  private final VtexSkuPages pages;

  VtexStockHeld(VtexSkuPages pages) {
    this.pages = pages;
  }

  @Override
  public Optional<ReconciliationPass> begin(ReconciliationPasses checks, Connection connection) {
    VtexStockSettings settings = connection.settings(VtexSettings.class).stock();
    return settings.warehouses().isEmpty()
        ? Optional.empty()
        : checks.begin(Stock.TYPE, connection.name(), settings.reconcileEvery());
  }

  @Override
  public Expected expected(Connection connection, String json) {
    Stock stock = Canonical.read(Stock.class, json);
    return connection
        .settings(VtexSettings.class)
        .stock()
        .code(stock.location().code())
        .map(it -> String.valueOf(VtexQuantity.quantity(connection, stock, it)))
        .map(it -> Expected.ofHeld(Map.of(QUANTITY, it)))
        .orElse(Expected.NOTHING);
  }

  @Override
  public Function<String, Page> open(Connection connection) {
    return pages.open(connection, (goods, sku) -> held(goods, sku.id(), sku.code()));
  }

  /**
   * What each listed warehouse holds, by the stock's key. More promised than there is shows as
   * such, so that it is told again.
   */
  private static Map<String, Map<String, String>> held(VtexGoods goods, String id, String code) {
    JsonNode inventory = goods.call(VtexOperations.INVENTORY, VtexGoods.with("skuId", id));
    Map<String, Map<String, String>> held = new HashMap<>();
    for (VtexStockSettings.Place it :
        goods.connection().settings(VtexSettings.class).stock().warehouses()) {
      VtexQuantity.held(inventory, it.code())
          .ifPresent(found -> held.put(code + "@" + it.location(), Map.of(QUANTITY, words(found))));
    }
    return held;
  }

  private static String words(VtexQuantity.Held held) {
    return held.total() < held.reserved()
        ? "%d with %d promised".formatted(held.total(), held.reserved())
        : String.valueOf(held.total());
  }
}
