package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.VtexFields.anyCase;
import static dev.ponte.connector.vtex.VtexFields.cents;
import static dev.ponte.connector.vtex.VtexFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Payment;
import java.util.ArrayList;
import java.util.List;

/**
 * How an order was paid. Each part of a split order carries the payments of the whole, so they need
 * not come to the order's value. Card numbers, holders and digits are left behind.
 */
final class VtexPayments {

  private VtexPayments() {}

  static List<Payment> of(JsonNode document) {
    List<Payment> payments = new ArrayList<>();
    for (JsonNode transaction : document.path("paymentData").path("transactions")) {
      for (JsonNode payment : transaction.path("payments")) {
        payments.add(payment(transaction, payment));
      }
    }
    return payments;
  }

  private static Payment payment(JsonNode transaction, JsonNode payment) {
    JsonNode acquirer = payment.path("connectorResponses");
    String method = text(payment, "paymentSystemName");
    String group = text(payment, "group");
    String tid = text(payment, "tid");
    return new Payment(
        method == null ? String.valueOf(group) : method,
        group,
        payment.path("installments").asInt(1),
        cents(payment, "value"),
        text(transaction, "transactionId"),
        tid == null ? anyCase(acquirer, "tid") : tid,
        anyCase(acquirer, "nsu"),
        anyCase(acquirer, "authId"),
        anyCase(acquirer, "acquirer"));
  }
}
