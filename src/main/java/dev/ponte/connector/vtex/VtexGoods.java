package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.CallRecorder;
import dev.ponte.delivery.Priority;
import java.util.Optional;

/**
 * The calls about goods.
 *
 * @param delivery whose attempt the calls belong to; null for none
 * @param priority as in {@link Priority}
 */
record VtexGoods(Api api, Connection connection, CallRecorder delivery, Priority priority) {

  private static final int NOT_FOUND = 404;

  static ObjectNode with(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put(name, value);
  }

  JsonNode call(String operation, ObjectNode arguments) {
    return api.json(connection, request(operation, arguments));
  }

  /** As {@link #call}; empty when VTEX has no such thing, which it says in two ways. */
  Optional<JsonNode> find(String operation, ObjectNode arguments) {
    try {
      return Optional.of(call(operation, arguments)).filter(it -> !it.isNull());
    } catch (ApiFailure failure) {
      if (failure.answer().map(it -> it.status() == NOT_FOUND).orElse(false)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  /** A call whose answer has no body. */
  void send(String operation, ObjectNode arguments) {
    api.send(connection, request(operation, arguments));
  }

  private ApiCall request(String operation, ObjectNode arguments) {
    return VtexOperations.call(connection, operation, arguments)
        .priority(priority)
        .delivery(delivery);
  }
}
