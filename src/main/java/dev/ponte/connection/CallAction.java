package dev.ponte.connection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Calls any documented operation of a connection, for the Kamelets and the command line. */
@Component("callAction")
public final class CallAction {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final Connections connections;
  private final Api api;

  CallAction(Connections connections, Api api) {
    this.connections = connections;
    this.api = api;
  }

  /**
   * Makes one call and returns the answer's body as it came.
   *
   * @param json the operation's arguments as a JSON object; null or blank for none
   * @throws IllegalArgumentException in one sentence, when connection, operation or arguments are
   *     wrong
   * @throws ApiFailure when the call failed
   */
  public String call(String connection, String operation, String json) {
    Connection target = connections.get(connection);
    ApiCall call = target.system().operation(target, operation, arguments(json));
    return target.system().text(call, api.send(target, call));
  }

  /**
   * All operations of a connection, one a line, with what each takes.
   *
   * @throws IllegalArgumentException in one sentence, when there is no such connection
   */
  public String operations(String connection) {
    return connections.get(connection).system().operations().all().stream()
        .map(it -> it.name() + ": " + it.usage())
        .collect(Collectors.joining("\n"));
  }

  private static JsonNode arguments(String json) {
    try {
      JsonNode node =
          json == null || json.isBlank() ? JSON.createObjectNode() : JSON.readTree(json);
      if (!node.isObject()) {
        throw new IllegalArgumentException(
            "The arguments must be a JSON object, such as {\"id\": 1}");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("The arguments are no JSON: " + e.getOriginalMessage(), e);
    }
  }
}
