package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import org.springframework.stereotype.Component;

/** Calls of VTEX's operations by name. */
@Component
class VtexApi {

  private final Api api;

  VtexApi(Api api) {
    this.api = api;
  }

  static ObjectNode arguments() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A read, as JSON. */
  JsonNode read(Connection connection, String operation, JsonNode arguments, Delivery delivery) {
    return api.json(connection, call(connection, operation, arguments, delivery));
  }

  /** Any call. */
  ApiAnswer send(Connection connection, String operation, JsonNode arguments, Delivery delivery) {
    return api.send(connection, call(connection, operation, arguments, delivery));
  }

  JsonNode order(Connection connection, String orderId, Delivery delivery) {
    return read(connection, "get-order", arguments().put("orderId", orderId), delivery);
  }

  private static ApiCall call(
      Connection connection, String operation, JsonNode arguments, Delivery delivery) {
    return connection.system().operation(connection, operation, arguments).delivery(delivery);
  }
}
