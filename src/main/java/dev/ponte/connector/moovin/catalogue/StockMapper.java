package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Stock;
import dev.ponte.canonical.Stock.Location;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.ListPages;
import dev.ponte.connector.moovin.api.Methods;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.MoovinStockSettings;
import dev.ponte.delivery.Expected;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stock between its canonical form and Moovin's. */
final class StockMapper {

  static final String QUANTITY = "qtd";
  static final ListPages.Source SOURCE =
      new ListPages.Source(Methods.STOCK, "estoque", StockMapper::identity);

  private static final String SIZE = "produto_codigo_tamanho";
  private static final String STORE = "cod_loja";

  private final Connection connection;
  private final MoovinStockSettings settings;

  StockMapper(Connection connection) {
    this.connection = connection;
    this.settings = connection.settings(MoovinSettings.class).stock();
  }

  /**
   * The record of saveEstoqueV2, which sets the stock; empty when the place is none of the store's.
   * Moovin counts whole pieces, so a fraction is left out: what is not whole cannot be sold.
   */
  Optional<ObjectNode> record(Stock stock) {
    return settings
        .code(stock.location().code())
        .map(
            code ->
                JsonNodeFactory.instance
                    .objectNode()
                    .put(SIZE, Codes.size(stock.sku()))
                    .put(QUANTITY, pieces(available(stock)))
                    .put(STORE, code)
                    .put("acao", "1"));
  }

  /** What the store may be told of it. */
  BigDecimal available(Stock stock) {
    return connection.sending().stock().available(stock);
  }

  /** What the store holds when it has acknowledged the stock; nothing when it is none of its. */
  Expected expected(String json) {
    return record(Canonical.read(Stock.class, json))
        .map(it -> Expected.of(Map.of(QUANTITY, it.path(QUANTITY).asText())))
        .orElse(Expected.NOTHING);
  }

  /** What rows of getQuantidadeEstoque say, by the stock's key; others' places are left out. */
  Map<String, Map<String, String>> held(List<JsonNode> rows) {
    Map<String, Map<String, String>> held = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      String size = Fields.text(row, SIZE);
      String store = Fields.text(row, STORE);
      String quantity = Fields.text(row, QUANTITY);
      if (size != null && store != null && quantity != null) {
        settings
            .location(store)
            .map(it -> Codes.sku(size) + "@" + it)
            .ifPresent(key -> held.put(key, Map.of(QUANTITY, plain(quantity))));
      }
    }
    return held;
  }

  /**
   * One row of getQuantidadeEstoque as canonical stock at a store.
   *
   * @throws IllegalArgumentException in one sentence, when it lacks what a stock must have
   */
  Stock stock(JsonNode row, OffsetDateTime readAt) {
    String sku = Fields.text(row, SIZE);
    String store = Fields.text(row, STORE);
    BigDecimal quantity = Fields.number(row, QUANTITY);
    if (sku == null || store == null || quantity == null) {
      throw new IllegalArgumentException(
          "The stock has no %s, %s or %s".formatted(SIZE, QUANTITY, STORE));
    }
    return new Stock(
        connection.name(),
        sku,
        new Location(null, null, store),
        quantity,
        null,
        quantity.max(BigDecimal.ZERO),
        readAt,
        null,
        null);
  }

  /** Which stock a row is of. */
  static String identity(JsonNode row) {
    return Fields.text(row, SIZE) + "@" + Fields.text(row, STORE);
  }

  static String pieces(BigDecimal quantity) {
    return quantity.setScale(0, RoundingMode.DOWN).toPlainString();
  }

  /** What is no number stays as it is, and differs from all that should be there. */
  private static String plain(String quantity) {
    try {
      BigDecimal number = new BigDecimal(quantity);
      return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return quantity;
    }
  }
}
