package dev.ponte.canonical;

import java.math.BigDecimal;
import java.time.OffsetDateTime;

/**
 * How an order travels.
 *
 * @param service the chosen service, such as {@code Sedex}; null when unknown
 * @param carrier the store's name of the carrier; null when unknown
 * @param price what the customer pays for it, zero or more
 * @param estimate the store's words for the delivery time, such as {@code 12bd}; null when unknown
 * @param estimatedAt promised date; null when unknown
 * @param windowStart begin of a scheduled delivery; null when not scheduled
 * @param windowEnd end of a scheduled delivery; null when not scheduled
 * @param warehouse the store's id of the warehouse; null when unknown
 */
public record Freight(
    String service,
    String carrier,
    BigDecimal price,
    String estimate,
    OffsetDateTime estimatedAt,
    OffsetDateTime windowStart,
    OffsetDateTime windowEnd,
    String warehouse) {

  public Freight {
    Require.money(price, "freight.price");
    Require.notNegative(price, "freight.price");
  }
}
