package dev.ponte.connector.vtex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Completes an order's payments from the payments gateway: the acquirer's numbers and the billing
 * address. It is a courtesy: an order whose transaction cannot be read goes on without.
 */
final class VtexGateway {

  private static final Logger LOG = LoggerFactory.getLogger(VtexGateway.class);
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> NUMBERS = List.of("tid", "nsu", "authId", "acquirer");

  private final Api api;
  private final Connection connection;

  VtexGateway(Api api, Connection connection) {
    this.api = api;
    this.connection = connection;
  }

  /** Fills in what the order's own payments lack. */
  void complete(JsonNode order) {
    for (JsonNode transaction :
        VtexJson.list(VtexJson.field(order, "paymentData"), "transactions")) {
      String id = VtexJson.text(transaction, "transactionId");
      List<JsonNode> payments = VtexJson.list(transaction, "payments");
      if (id == null || payments.isEmpty()) {
        continue;
      }
      read(VtexOperations.TRANSACTION, arguments(id)).ifPresent(it -> billing(it, payments));
      for (JsonNode payment : payments) {
        if (lacksNumbers(payment)) {
          ObjectNode arguments = arguments(id).put("paymentId", VtexJson.text(payment, "id"));
          read(VtexOperations.PAYMENT, arguments).ifPresent(it -> numbers(it, payment));
        }
      }
    }
  }

  private Optional<JsonNode> read(String operation, ObjectNode arguments) {
    try {
      return Optional.of(
          api.json(connection, VtexOperations.call(connection, operation, arguments)));
    } catch (ApiFailure failure) {
      LOG.info("Goes on without payment details: {}", failure.getMessage());
      return Optional.empty();
    }
  }

  private static ObjectNode arguments(String transaction) {
    return JsonNodeFactory.instance.objectNode().put("transactionId", transaction);
  }

  private static boolean lacksNumbers(JsonNode payment) {
    JsonNode answers = VtexJson.field(payment, "connectorResponses");
    return VtexJson.text(payment, "id") != null
        && "creditCard".equals(VtexJson.text(payment, "group"))
        && VtexJson.text(answers, "nsu") == null;
  }

  private static void numbers(JsonNode answer, JsonNode payment) {
    if (!(payment instanceof ObjectNode target)) {
      return;
    }
    JsonNode responses = VtexJson.field(answer, "connectorResponses");
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    for (String number : NUMBERS) {
      String known = VtexJson.text(VtexJson.field(payment, "connectorResponses"), number);
      String read = VtexJson.text(responses, number);
      String value = known != null ? known : read != null ? read : VtexJson.text(answer, number);
      if (value != null) {
        merged.put(number.equals("tid") ? "Tid" : number, value);
      }
    }
    target.set("connectorResponses", merged);
  }

  /** The buyer's address stands as JSON in a text. */
  private static void billing(JsonNode transaction, List<JsonNode> payments) {
    for (JsonNode field : VtexJson.list(transaction, "fields")) {
      if (!"clientProfileData".equals(VtexJson.text(field, "name"))) {
        continue;
      }
      JsonNode address = VtexJson.field(parsed(VtexJson.text(field, "value")), "address");
      JsonNode known = VtexJson.field(payments.get(0), "billingAddress");
      if (address.isObject()
          && !(known.isObject() && known.size() > 0)
          && payments.get(0) instanceof ObjectNode target) {
        target.set("billingAddress", address);
      }
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text == null ? "{}" : text);
    } catch (JsonProcessingException unreadable) {
      LOG.debug("The client of a transaction is no JSON, so it has no address", unreadable);
      return JsonNodeFactory.instance.objectNode();
    }
  }
}
