package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.canonical.Price;
import dev.ponte.canonical.Price.Promotion;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceSettings;
import dev.ponte.connector.fastcommerce.api.Values;
import dev.ponte.delivery.NamedFault;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The prices of a product as the store's fields.
 *
 * <ul>
 *   <li>Preco ("preço de venda varejo") is the sale price. The store has no field for a list price;
 *       where {@code prices.strike-list} is set, a list price above the sale price is Preco, and
 *       the sale price PrecoProm without dates.
 *   <li>PrecoProm, DataPromInicio and DataPromFim are the promotion, to the minute at the store's
 *       clock and never longer than it is; a bound that it does not have is the empty text.
 *   <li>PrecoB2B ("preço de venda atacado") is the wholesale price; Custo the cost, to the cent.
 *       What the message does not tell is left as it is.
 * </ul>
 */
final class PriceMapper {

  static final String PRICE = "Preco";
  static final String PROMOTION = "PrecoProm";
  static final String FROM = "DataPromInicio";
  static final String TO = "DataPromFim";
  static final String WHOLESALE = "PrecoB2B";
  static final String COST = "Custo";

  private static final String LONG_AGO = "01/01/2000 00:00";

  private final Connection connection;
  private final FastcommerceSettings settings;

  PriceMapper(Connection connection) {
    this.connection = connection;
    this.settings = connection.settings(FastcommerceSettings.class);
  }

  /**
   * What to set, by field. Without a promotion its fields are missing.
   *
   * @throws IllegalArgumentException when the price is in another currency than the store's
   */
  Map<String, String> fields(Price price) {
    String currency = settings.orders().currency();
    if (!price.currency().equals(currency)) {
      throw new NamedFault(
          "fastcommerce.currency",
          price.currency(),
          "its currency is %s, but ponte.connections.%s.orders.currency is %s"
              .formatted(price.currency(), connection.name(), currency));
    }
    Map<String, String> fields = new LinkedHashMap<>();
    boolean struck =
        settings.prices().strikeList()
            && price.list() != null
            && price.list().compareTo(price.sale()) > 0;
    put(fields, PRICE, struck ? price.list() : price.sale());
    if (price.promotion() != null) {
      promotion(fields, price.promotion());
    } else if (struck) {
      promotion(fields, new Promotion(price.sale(), null, null));
    }
    put(fields, WHOLESALE, price.wholesale());
    put(fields, COST, price.cost());
    return fields;
  }

  /**
   * What ends a promotion that the store was told before. How it takes one away is not said: its
   * price becomes one that is right with and without it, and its time is long over, should the
   * price change without it.
   */
  Map<String, String> ended(Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    BigDecimal without = settings.prices().withoutPromotion();
    all.put(PROMOTION, without == null ? fields.get(PRICE) : money(without));
    all.put(FROM, LONG_AGO);
    all.put(TO, LONG_AGO);
    return all;
  }

  private void promotion(Map<String, String> fields, Promotion promotion) {
    put(fields, PROMOTION, promotion.price());
    OffsetDateTime from = promotion.from();
    boolean whole = from == null || from.equals(from.truncatedTo(ChronoUnit.MINUTES));
    fields.put(FROM, minute(whole ? from : from.plusMinutes(1)));
    fields.put(TO, minute(promotion.to()));
  }

  private String minute(OffsetDateTime at) {
    if (at == null) {
      return "";
    }
    LocalDateTime local = at.atZoneSameInstant(connection.zone()).toLocalDateTime();
    return Values.minute(local);
  }

  private static void put(Map<String, String> fields, String name, BigDecimal value) {
    if (value != null) {
      fields.put(name, money(value));
    }
  }

  private static String money(BigDecimal value) {
    return value.setScale(2, RoundingMode.HALF_UP).toPlainString().replace('.', ',');
  }
}
