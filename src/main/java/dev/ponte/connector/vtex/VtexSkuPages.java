package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Priority;
import dev.ponte.intake.HeldState.Page;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** What a store holds of each of its SKUs, which VTEX tells one SKU a call, in pages of SKUs. */
@Component
final class VtexSkuPages {

  private static final int PAGE = 50;

  private final Api api;
  private final VtexSkus skus;

  VtexSkuPages(Api api, VtexSkus skus) {
    this.api = api;
    this.skus = skus;
  }

  /** A SKU whose code is known. */
  record Known(String id, String code) {}

  /**
   * Reads pages as {@link dev.ponte.intake.HeldState#open} says.
   *
   * @param held reads what the store holds of a SKU, by the keys of messages
   */
  Function<String, Page> open(
      Connection connection, BiFunction<VtexGoods, Known, Map<String, Map<String, String>>> held) {
    return at -> page(connection, at, held);
  }

  private Page page(
      Connection connection,
      String position,
      BiFunction<VtexGoods, Known, Map<String, Map<String, String>>> held) {
    int number = position == null ? 1 : Integer.parseInt(position);
    VtexGoods goods = new VtexGoods(api, connection, null, Priority.SPARE);
    JsonNode ids =
        goods.call(
            VtexOperations.SKUS,
            JsonNodeFactory.instance
                .objectNode()
                .put("page", String.valueOf(number))
                .put("pagesize", String.valueOf(PAGE)));
    Map<String, Map<String, String>> all = new HashMap<>();
    for (JsonNode it : ids) {
      String id = it.asText();
      code(goods, id).ifPresent(code -> all.putAll(held.apply(goods, new Known(id, code))));
    }
    return new Page(all, ids.size() < PAGE ? null : String.valueOf(number + 1));
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
}
