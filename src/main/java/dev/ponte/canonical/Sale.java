package dev.ponte.canonical;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Pieces of one product in one order, as far as what may be sold depends on it.
 *
 * @param store the connection whose order it is
 * @param warehouse the store's code of the place that it goes from; null when unknown
 * @param pieces more than zero, in the unit in which the source tells its stock
 * @param acceptedAt since when the source of the stock has the order; null when it has not
 * @param invoicedAt when it was invoiced; null when it was not
 * @param toldAt when the store was told first that the order was accepted; null when it was not
 */
public record Sale(
    String store,
    String warehouse,
    BigDecimal pieces,
    Instant acceptedAt,
    Instant invoicedAt,
    Instant toldAt) {

  /** When the sale falls from what the source tells; null when it has not yet. */
  Instant fellAt(Stock.Falls falls) {
    return falls == Stock.Falls.INVOICE ? invoicedAt : acceptedAt;
  }
}
