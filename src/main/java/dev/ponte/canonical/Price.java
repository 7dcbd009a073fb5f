package dev.ponte.canonical;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.OffsetDateTime;

/**
 * What one unit of a product costs.
 *
 * @param source the connection that the price was read from
 * @param sku the source's code of the product
 * @param list the price before any reduction ("de"); null when the source has none
 * @param sale what a customer pays outside of promotions ("por")
 * @param cost what it costs the retailer; null when unknown
 * @param wholesale what a business pays; null when there is no such price
 * @param promotion a reduced price for a time; null when there is none
 * @param currency ISO 4217 code
 * @param changedAt when the source last changed it; null when unknown; not business content
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Price(
    String source,
    String sku,
    BigDecimal list,
    BigDecimal sale,
    BigDecimal cost,
    BigDecimal wholesale,
    Promotion promotion,
    String currency,
    OffsetDateTime changedAt)
    implements StateMessage {

  public static final String TYPE = "price";

  private static final int DECIMALS = 6;

  /**
   * A reduced price.
   *
   * @param price what a customer pays meanwhile
   * @param from the first instant of it; null for at once
   * @param to the first instant after it; null for no end
   */
  public record Promotion(BigDecimal price, OffsetDateTime from, OffsetDateTime to) {

    public Promotion {
      Require.money(price, "promotion.price");
      Require.notNegative(price, "promotion.price");
      if (from != null && to != null && !from.isBefore(to)) {
        throw new IllegalArgumentException(
            "The promotion ends at %s, which is not after it begins, %s".formatted(to, from));
      }
    }
  }

  public Price {
    Require.text(source, "source");
    Require.text(sku, "sku");
    Require.money(sale, "sale price of " + sku);
    Require.notNegative(sale, "sale price of " + sku);
    amount(list, 2, "list price of " + sku);
    amount(wholesale, 2, "wholesale price of " + sku);
    amount(cost, DECIMALS, "cost of " + sku);
    Require.currency(currency, "The price of " + sku);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public String key() {
    return sku;
  }

  @Override
  public Price businessContent() {
    return new Price(source, sku, list, sale, cost, wholesale, promotion, currency, null);
  }

  private static void amount(BigDecimal value, int decimals, String field) {
    if (value != null) {
      Require.decimals(value, decimals, field);
      Require.notNegative(value, field);
    }
  }
}
