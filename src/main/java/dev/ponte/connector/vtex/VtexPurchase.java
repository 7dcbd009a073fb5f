package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the orders that one purchase was split into, which none of them tells itself. It is a
 * courtesy: an order whose purchase cannot be read goes on without.
 */
final class VtexPurchase {

  /** How many orders the purchase has; added to the order's document. */
  static final String PARTS = "orderGroupSize";

  private static final Logger LOG = LoggerFactory.getLogger(VtexPurchase.class);
  private static final Pattern LATER = Pattern.compile("(?s).*-(0*[2-9]|0*[1-9]\\d)");

  private final Api api;
  private final Connection connection;

  VtexPurchase(Api api, Connection connection) {
    this.api = api;
    this.connection = connection;
  }

  /** Reads the purchase of an order that must be a part of one; of all others nothing. */
  void complete(JsonNode order) {
    String group = VtexJson.text(order, "orderGroup");
    if (group == null || !isPart(order) || !(order instanceof ObjectNode target)) {
      return;
    }
    try {
      JsonNode orders =
          api.json(
              connection,
              VtexOperations.call(
                  connection,
                  VtexOperations.GROUP,
                  JsonNodeFactory.instance.objectNode().put("orderGroup", group)));
      // Accounts of sellers are told of none, not even of their own.
      if (orders.size() > 1) {
        target.put(PARTS, orders.size());
      }
    } catch (ApiFailure failure) {
      LOG.info("Goes on without the number of parts: {}", failure.getMessage());
    }
  }

  /** Each part carries the payments of the whole purchase. */
  private static boolean isPart(JsonNode order) {
    String id = VtexJson.text(order, "orderId");
    if (id != null && LATER.matcher(id).matches()) {
      return true;
    }
    BigDecimal paid = BigDecimal.ZERO;
    for (JsonNode transaction :
        VtexJson.list(VtexJson.field(order, "paymentData"), "transactions")) {
      for (JsonNode payment : VtexJson.list(transaction, "payments")) {
        paid = paid.add(amount(payment));
      }
    }
    return paid.compareTo(amount(order)) > 0;
  }

  private static BigDecimal amount(JsonNode node) {
    JsonNode value = VtexJson.field(node, "value");
    return value.isNumber() ? value.decimalValue() : BigDecimal.ZERO;
  }
}
