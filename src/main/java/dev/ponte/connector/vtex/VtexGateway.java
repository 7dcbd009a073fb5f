package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.VtexFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.DeliveryFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Completes payments from VTEX's payments gateway, when {@code payments-url} is set. A gateway that
 * refuses or does not answer never holds an order up.
 */
@Component
class VtexGateway {

  private static final Logger LOG = LoggerFactory.getLogger(VtexGateway.class);

  private final VtexApi vtex;

  VtexGateway(VtexApi vtex) {
    this.vtex = vtex;
  }

  /** The document with the acquirer's numbers that it lacks. */
  JsonNode enriched(Connection connection, JsonNode document) {
    if (connection.settings(VtexSettings.class).paymentsUrl() == null) {
      return document;
    }
    JsonNode copy = document.deepCopy();
    for (JsonNode transaction : copy.path("paymentData").path("transactions")) {
      String id = text(transaction, "transactionId");
      if (id != null) {
        enrich(connection, id, transaction.path("payments"));
      }
    }
    return copy;
  }

  private void enrich(Connection connection, String transaction, JsonNode payments) {
    try {
      JsonNode known =
          vtex.read(
              connection,
              "get-payments",
              VtexApi.arguments().put("transactionId", transaction),
              null);
      payments.forEach(payment -> known.forEach(it -> merge((ObjectNode) payment, it)));
    } catch (DeliveryFailure failure) {
      LOG.info(
          "Payments of {} stay as the order tells them: {}", transaction, failure.getMessage());
    }
  }

  private static void merge(ObjectNode payment, JsonNode known) {
    boolean same = text(payment, "id") != null && text(payment, "id").equals(text(known, "id"));
    if (!same) {
      return;
    }
    if (text(payment, "tid") == null && text(known, "tid") != null) {
      payment.put("tid", text(known, "tid"));
    }
    if (!payment.path("connectorResponses").isObject()
        && known.path("connectorResponses").isObject()) {
      payment.set("connectorResponses", known.get("connectorResponses"));
    }
  }
}
