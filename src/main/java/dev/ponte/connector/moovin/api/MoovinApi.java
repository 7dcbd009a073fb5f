package dev.ponte.connector.moovin.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.CallRecorder;
import dev.ponte.delivery.Priority;
import org.springframework.stereotype.Component;

/** Calls of Moovin's methods, with their answers as trees. */
@Component
public class MoovinApi {

  private final Api api;

  MoovinApi(Api api) {
    this.api = api;
  }

  /**
   * Calls a method with one record or its filters.
   *
   * @param delivery whose attempt it belongs to; null for none
   * @throws dev.ponte.connection.ApiFailure when it did not succeed
   * @throws IllegalArgumentException in one sentence, before anything is sent, when the record
   *     breaks a rule of the document
   */
  public JsonNode call(
      Connection connection, String method, ObjectNode record, CallRecorder delivery) {
    return send(
        connection, connection.system().operation(connection, method, record).delivery(delivery));
  }

  /** As {@link #call}, by a call that only what is left of the quota is for. */
  JsonNode spare(Connection connection, String method, ObjectNode filters) {
    return send(
        connection,
        connection.system().operation(connection, method, filters).priority(Priority.SPARE));
  }

  private JsonNode send(Connection connection, ApiCall call) {
    return api.send(connection, call).as(JsonNode.class, RecordReader::read);
  }
}
