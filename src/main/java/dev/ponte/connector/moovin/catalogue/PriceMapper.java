package dev.ponte.connector.moovin.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Price;
import dev.ponte.connection.Connection;
import dev.ponte.connector.moovin.api.Fields;
import dev.ponte.connector.moovin.api.ListPages;
import dev.ponte.connector.moovin.api.Methods;
import dev.ponte.connector.moovin.api.MoovinSettings;
import dev.ponte.connector.moovin.api.PriceSettings;
import dev.ponte.connector.moovin.api.PriceSettings.Level;
import dev.ponte.connector.moovin.api.PriceSettings.Promotions;
import dev.ponte.delivery.Expected;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Prices between their canonical form and Moovin's. */
final class PriceMapper {

  static final String COLOUR = "produto_codigo_cor";
  static final ListPages.Source SOURCE =
      new ListPages.Source(Methods.PRICES, "preco", PriceMapper::identity);

  private static final String CURRENCY = "BRL";
  private static final String OLD = "preco_de";
  private static final String NOW = "preco_por";

  private final Connection connection;
  private final PriceSettings settings;

  PriceMapper(Connection connection) {
    this.connection = connection;
    this.settings = connection.settings(MoovinSettings.class).prices();
  }

  /**
   * The record of updatePrecosV2. A value that is not sent stays, so an old price that the store
   * was told and that is none any more is told as 0.00, as Moovin itself does; one that it was
   * never told is left to it.
   *
   * @param code of the colour or the size, as {@code prices.level} says
   * @param toldOld whether the store was told an old price of it before
   * @throws IllegalArgumentException in one sentence, when Moovin cannot take it
   */
  ObjectNode record(Price price, String code, boolean toldOld) {
    if (!CURRENCY.equals(price.currency())) {
      throw new IllegalArgumentException(
          "Moovin's prices are in %s, not in %s".formatted(CURRENCY, price.currency()));
    }
    boolean bySize = settings.level() == Level.SIZE;
    ObjectNode record =
        JsonNodeFactory.instance.objectNode().put(bySize ? "produto_codigo_tamanho" : COLOUR, code);
    BigDecimal old = old(price);
    if (toldOld || old.signum() > 0) {
      record.put(old(), amount(old));
    }
    record.put(bySize ? "preco_atual_tamanho" : NOW, amount(now(price)));
    if (price.cost() != null) {
      record.put("preco_custo", amount(price.cost()));
    }
    if (price.wholesale() != null) {
      record.put("preco_atual_atacado", amount(price.wholesale()));
    }
    return record;
  }

  /** The field of the old price, at the level that has the prices. */
  String old() {
    return settings.level() == Level.SIZE ? "preco_antigo_tamanho" : OLD;
  }

  /** Whether the price has a promotion that Moovin is not told of. */
  boolean ignoresPromotion(Price price) {
    return price.promotion() != null && settings.promotions() == Promotions.IGNORE;
  }

  /** What getPreco says when the store has acknowledged the price of a colour. */
  Expected expected(Price price) {
    try {
      ObjectNode record = record(price, "any", false);
      Map<String, String> values = values(record);
      values.keySet().removeIf(it -> !record.has(it));
      return Expected.of(values);
    } catch (IllegalArgumentException untold) {
      return Expected.refused(untold.getMessage());
    }
  }

  /** What a row of getPreco says. */
  static Map<String, String> values(JsonNode row) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(OLD, plain(Fields.text(row, OLD)));
    values.put(NOW, plain(Fields.text(row, NOW)));
    return values;
  }

  /**
   * A row of getPreco as the canonical price of a sku.
   *
   * @throws IllegalArgumentException in one sentence, when it lacks what a price must have
   */
  Price price(JsonNode row, String sku) {
    BigDecimal old = Fields.number(row, OLD);
    return new Price(
        connection.name(),
        sku,
        old == null || old.signum() == 0 ? null : old,
        Fields.number(row, NOW),
        null,
        null,
        null,
        CURRENCY,
        null);
  }

  /** Which colour a row is of; null when it does not say. */
  static String identity(JsonNode row) {
    return Fields.text(row, COLOUR);
  }

  private BigDecimal now(Price price) {
    return isPromoted(price) ? price.promotion().price() : price.sale();
  }

  private BigDecimal old(Price price) {
    if (price.list() != null) {
      return price.list();
    }
    return isPromoted(price) ? price.sale() : BigDecimal.ZERO;
  }

  private boolean isPromoted(Price price) {
    return price.promotion() != null && settings.promotions() == Promotions.SALE;
  }

  private static String amount(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
  }

  /** What is no number stays as it is, and differs from all that should be there. */
  private static String plain(String amount) {
    try {
      return amount == null ? "0.00" : amount(new BigDecimal(amount));
    } catch (NumberFormatException e) {
      return amount;
    }
  }
}
