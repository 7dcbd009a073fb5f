package dev.ponte.canonical;

import java.math.BigDecimal;

/**
 * One payment of an order; never card data.
 *
 * @param method the store's name of the method, such as {@code Visa} or {@code Boleto Bancário}
 * @param group the store's kind of method, such as {@code creditCard}; null when unknown
 * @param installments number of installments, 1 or more
 * @param value amount paid; interest may be in it
 * @param transactionId the store's id of the transaction; null when unknown
 * @param tid the acquirer's transaction id; null when unknown
 * @param nsu the acquirer's sequence number; null when unknown
 * @param authorization the acquirer's authorization code; null when unknown
 * @param acquirer the acquirer's name; null when unknown
 */
public record Payment(
    String method,
    String group,
    int installments,
    BigDecimal value,
    String transactionId,
    String tid,
    String nsu,
    String authorization,
    String acquirer) {

  public Payment {
    Require.text(method, "payment.method");
    Require.money(value, "payment.value");
    installments = Math.max(1, installments);
  }
}
