package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Price;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.ReconciliationPass;
import dev.ponte.delivery.ReconciliationPasses;
import dev.ponte.intake.HeldState;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/**
 * The prices of a store, in pages of its SKUs. A cost is not compared, since VTEX gives it back
 * with a cent more or less; nor is a promotion that began at once, whose beginning only VTEX knows.
 */
@Component("vtexPricesHeld")
final class VtexPricesHeld implements HeldState {

  private static final String BASE = "base";
  private static final String LIST = "list";

  private final VtexSkuPages pages;
  private final Clock clock;

  VtexPricesHeld(VtexSkuPages pages, Clock clock) {
    this.pages = pages;
    this.clock = clock;
  }

  @Override
  public Optional<ReconciliationPass> begin(ReconciliationPasses checks, Connection connection) {
    return checks.begin(
        Price.TYPE,
        connection.name(),
        connection.settings(VtexSettings.class).prices().reconcileEvery());
  }

  @Override
  public Expected expected(Connection connection, String json) {
    Price price = Canonical.read(Price.class, json);
    boolean atOnce = price.promotion() != null && price.promotion().from() == null;
    try {
      VtexPrice wanted = VtexPrice.of(connection, price, VtexPriceTold.NOTHING, clock.instant());
      Map<String, String> values = new LinkedHashMap<>();
      values.put(BASE, wanted.base().toPlainString());
      if (wanted.list() != null) {
        values.put(LIST, wanted.list().toPlainString());
      }
      wanted.fixed().stream()
          .filter(it -> it.to() == null || !atOnce)
          .forEach(it -> values.put(name(it), it.value().toPlainString()));
      return Expected.of(values);
    } catch (IllegalArgumentException untold) {
      return Expected.refused(untold.getMessage());
    }
  }

  @Override
  public Function<String, Page> open(Connection connection) {
    return pages.open(
        connection,
        (goods, sku) ->
            goods
                .find(VtexOperations.PRICE, VtexGoods.with("itemId", sku.id()))
                .map(it -> Map.of(sku.code(), values(it, connection)))
                .orElse(Map.of()));
  }

  private static Map<String, String> values(JsonNode held, Connection connection) {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, BASE, VtexJson.decimal(held, "basePrice"));
    put(values, LIST, VtexJson.decimal(held, "listPrice"));
    VtexJson.list(held, "fixedPrices").stream()
        .map(it -> VtexFixedPrice.of(it, connection.zone()))
        .forEach(it -> put(values, name(it), it.value()));
    return values;
  }

  private static void put(Map<String, String> values, String name, BigDecimal amount) {
    if (amount != null) {
      values.put(name, VtexPrice.amount(amount).toPlainString());
    }
  }

  private static String name(VtexFixedPrice it) {
    String when = it.to() == null ? "" : " %s to %s".formatted(it.from(), it.to());
    return "%s from %d%s".formatted(it.table(), it.quantity(), when);
  }
}
