package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Payment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * {@code paymentData} to payments. Their sum is not the order's total: each part of a split order
 * carries the transaction of the whole, and interest lies between {@code value} and {@code
 * referenceValue}.
 */
final class VtexPayments {

  private static final List<String> SECRETS =
      List.of("cardNumber", "cardHolder", "cvv2", "expireMonth", "expireYear", "redemptionCode");

  private VtexPayments() {}

  static List<Payment> of(JsonNode order, BigDecimal total, Map<String, String> extras) {
    JsonNode data = VtexJson.field(order, "paymentData");
    List<Payment> payments = new ArrayList<>();
    BigDecimal interest = BigDecimal.ZERO;
    for (JsonNode transaction : active(VtexJson.list(data, "transactions"))) {
      for (JsonNode payment : VtexJson.list(transaction, "payments")) {
        payments.add(payment(transaction, payment));
        BigDecimal reference = VtexJson.money(payment, "referenceValue");
        if (reference != null) {
          interest = interest.add(VtexJson.centsOrZero(payment, "value").subtract(reference));
        }
      }
    }
    if (interest.signum() > 0) {
      extras.put("interest", interest.toPlainString());
    }
    giftCards(data, payments);
    if (payments.isEmpty()) {
      elsewhere(order, total, payments, extras);
    }
    return payments;
  }

  /** Takes off what must never be kept, whoever sent it. */
  static void withoutCardData(JsonNode order) {
    for (JsonNode transaction :
        VtexJson.list(VtexJson.field(order, "paymentData"), "transactions")) {
      for (JsonNode payment : VtexJson.list(transaction, "payments")) {
        if (payment instanceof ObjectNode fields) {
          fields.remove(SECRETS);
        }
      }
    }
    for (JsonNode card : VtexJson.list(VtexJson.field(order, "paymentData"), "giftCards")) {
      if (card instanceof ObjectNode fields) {
        fields.remove(SECRETS);
      }
    }
  }

  private static List<JsonNode> active(List<JsonNode> transactions) {
    List<JsonNode> active =
        transactions.stream()
            .filter(it -> !"false".equalsIgnoreCase(VtexJson.text(it, "isActive")))
            .toList();
    return active.isEmpty() ? transactions : active;
  }

  private static Payment payment(JsonNode transaction, JsonNode payment) {
    JsonNode answers = VtexJson.field(payment, "connectorResponses");
    String method = VtexJson.text(payment, "paymentSystemName");
    String tid = VtexJson.text(payment, "tid");
    return new Payment(
        method == null ? "paymentSystem " + VtexJson.text(payment, "paymentSystem") : method,
        VtexJson.text(payment, "group"),
        VtexJson.field(payment, "installments").asInt(1),
        VtexJson.centsOrZero(payment, "value"),
        VtexJson.text(transaction, "transactionId"),
        tid == null ? VtexJson.text(answers, "Tid") : tid,
        VtexJson.text(answers, "nsu"),
        VtexJson.text(answers, "authId"),
        VtexJson.text(answers, "acquirer"));
  }

  /** Newer documents list gift cards beside the transactions, and sometimes only there. */
  private static void giftCards(JsonNode data, List<Payment> payments) {
    boolean known = payments.stream().anyMatch(it -> "giftCard".equalsIgnoreCase(it.group()));
    for (JsonNode card : known ? List.<JsonNode>of() : VtexJson.list(data, "giftCards")) {
      BigDecimal value = VtexJson.money(card, "value");
      if (value != null) {
        String name = VtexJson.firstText(card, "name", "provider");
        payments.add(
            new Payment(
                name == null ? "Gift card" : name,
                "giftCard",
                1,
                value,
                null,
                null,
                null,
                null,
                null));
      }
    }
  }

  /** What was paid on a marketplace shows here only by the method's name, if at all. */
  private static void elsewhere(
      JsonNode order, BigDecimal total, List<Payment> payments, Map<String, String> extras) {
    JsonNode info = VtexJson.field(VtexJson.field(order, "invoiceData"), "userPaymentInfo");
    List<String> methods =
        VtexJson.list(info, "paymentMethod").stream()
            .map(
                it ->
                    it.isObject()
                        ? VtexJson.firstText(it, "name", "paymentMethod")
                        : VtexJson.text(it))
            .filter(Objects::nonNull)
            .toList();
    if (methods.size() == 1) {
      payments.add(new Payment(methods.get(0), null, 1, total, null, null, null, null, null));
    } else if (methods.size() > 1) {
      extras.put("paymentMethods", String.join(", ", methods));
    }
  }
}
