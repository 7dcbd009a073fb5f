package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Stock;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Comparison;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Checks;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Expected;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code vtex-stock-check-source}. */
@Component("vtexStockCheckSource")
public final class VtexStockCheckSource {

  private static final String QUANTITY = "quantity";
  private static final int PAGE = 50;

  private final Connections connections;
  private final Api api;
  private final VtexSkus skus;
  private final Checks checks;

  VtexStockCheckSource(Connections connections, Api api, VtexSkus skus, Checks checks) {
    this.connections = connections;
    this.api = api;
    this.skus = skus;
    this.checks = checks;
  }

  /**
   * Where the store's stock differs from what it acknowledged, in pages of its SKUs; nothing when
   * no pass is due, or the store takes no stock. VTEX tells one SKU a call.
   */
  public Iterator<List<Difference>> compare(String connectionName, Exchange exchange) {
    Connection connection = connections.get(connectionName);
    VtexStockSettings settings = connection.settings(VtexSettings.class).stock();
    if (settings.warehouses().isEmpty()) {
      return Collections.emptyIterator();
    }
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    return checks
        .begin(Stock.TYPE, connection.name(), settings.reconcileEvery())
        .<Iterator<List<Difference>>>map(
            check ->
                new Comparison(
                    check,
                    run,
                    position -> page(connection, position),
                    json -> expected(connection, Canonical.read(Stock.class, json))))
        .orElseGet(Collections::emptyIterator);
  }

  private static Expected expected(Connection connection, Stock stock) {
    return connection
        .settings(VtexSettings.class)
        .stock()
        .code(stock.location().code())
        .map(it -> String.valueOf(VtexQuantity.quantity(connection, stock, it)))
        .map(it -> Expected.ofHeld(Map.of(QUANTITY, it)))
        .orElse(Expected.NOTHING);
  }

  private Comparison.Page page(Connection connection, String position) {
    int number = position == null ? 1 : Integer.parseInt(position);
    VtexGoods goods = new VtexGoods(api, connection, null, ApiCall.SPARE);
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
    return new Comparison.Page(held, ids.size() < PAGE ? null : String.valueOf(number + 1));
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
