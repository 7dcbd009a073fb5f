package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.time.Instant;

/**
 * The calls about one order for one delivery.
 *
 * @param id the order's
 * @param delivery whose attempt the calls belong to
 */
record VtexOrderCalls(Api api, Connection connection, String id, Delivery delivery) {

  /** The order as it is now. */
  JsonNode read() {
    return api.json(connection, call(VtexOperations.GET, null));
  }

  /** The order's status as it is now; empty when it has none. */
  String status() {
    return status(read());
  }

  static String status(JsonNode order) {
    String status = VtexJson.text(order, "status");
    return status == null ? "" : status;
  }

  ApiAnswer startHandling() {
    return api.send(connection, call(VtexOperations.START_HANDLING, null));
  }

  ApiAnswer cancel(String reason) {
    boolean old = connection.settings(VtexSettings.class).cancelMethod().equals("GET");
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("reason", reason);
    return api.send(connection, call(VtexOperations.CANCEL, old ? null : body));
  }

  ApiAnswer invoice(ObjectNode body) {
    return api.send(connection, call(VtexOperations.INVOICE, body));
  }

  /** Gives an invoice its tracking number. */
  ApiAnswer track(String invoice, ObjectNode body) {
    return api.send(connection, call(VtexOperations.TRACK, invoice, body));
  }

  /** Tells how the parcel of an invoice travels. */
  ApiAnswer follow(String invoice, ObjectNode body) {
    return api.send(connection, call(VtexOperations.FOLLOW, invoice, body));
  }

  /** A failure that says which order where. */
  DeliveryFailure failure(FailureClass failureClass, String what) {
    return failure(failureClass, what, null);
  }

  DeliveryFailure failure(FailureClass failureClass, String what, Throwable cause) {
    return new DeliveryFailure(
        failureClass, "Order %s of %s %s".formatted(id, connection.name(), what), cause);
  }

  /** A wait that says which order where. */
  DeliveryFailure notYet(String what, Instant retryAt) {
    return new DeliveryFailure(
        FailureClass.NOT_YET,
        "Order %s of %s %s".formatted(id, connection.name(), what),
        null,
        retryAt,
        null);
  }

  private ApiCall call(String operation, ObjectNode body) {
    return call(operation, null, body);
  }

  private ApiCall call(String operation, String invoice, ObjectNode body) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("orderId", id);
    if (invoice != null) {
      arguments.put("invoiceNumber", invoice);
    }
    if (body != null) {
      arguments.set("body", body);
    }
    ApiCall call = VtexOperations.call(connection, operation, arguments).delivery(delivery);
    return operation.equals(VtexOperations.START_HANDLING)
        ? call.header("Content-Type", "application/json")
        : call;
  }
}
