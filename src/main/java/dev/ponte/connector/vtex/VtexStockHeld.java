package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.Priority;
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
  private static final int PAGE = 50;

  private final Api api;
  private final VtexSkus skus;

  VtexStockHeld(Api api, VtexSkus skus) {
    this.api = api;
    this.skus = skus;
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
    return at -> page(connection, at);
  }

  private Page page(Connection connection, String position) {
    int number = position == null ? 1 : Integer.parseInt(position);
    VtexGoods goods = new VtexGoods(api, connection, null, Priority.SPARE);
    JsonNode ids =
        goods.call(
            VtexOperations.SKUS,
            JsonNodeFactory.instance
                .objectNode()
                .put("page", String.valueOf(number))
                .put("pagesize", String.valueOf(PAGE)));
    Map<String, Map<String, String>> held = new HashMap<>();
    for (JsonNode it : ids) {
      String id = it.asText();
      code(goods, id).ifPresent(code -> held.putAll(held(goods, id, code)));
    }
    return new Page(held, ids.size() < PAGE ? null : String.valueOf(number + 1));
  }

  private Optional<String> code(VtexGoods goods, String id) {
    Connection connection = goods.connection();
    if (connection.settings(VtexSettings.class).skus().by() == VtexSkuSettings.By.SKU_ID) {
      return Optional.of(id);
    }
    return skus.code(connection, id)
        .or(
            () ->
                goods
                    .find(VtexOperations.SKU, VtexGoods.with("skuId", id))
                    .flatMap(it -> skus.learn(connection, it)));
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
