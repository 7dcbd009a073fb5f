package dev.ponte.connection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.ponte.delivery.FailureClass;
import java.io.IOException;
import java.util.Map;

/**
 * {@link Api} for settings that do not count yet: with a login and connections of its own, and
 * nothing that fails closes the gate of what goes on with the old ones.
 */
final class Attempt implements Api, AutoCloseable {

  private static final JsonMapper JSON = new JsonMapper();

  private final HttpExchanges http;
  private Authentication authentication;

  Attempt(HttpExchanges http) {
    this.http = http;
  }

  /**
   * Makes one read.
   *
   * @throws ApiFailure when it failed
   */
  void read(Connection connection, ApiSystem.Probe probe) {
    try {
      send(
          connection,
          connection
              .system()
              .operation(connection, probe.operation(), JSON.readTree(probe.arguments())));
    } catch (IOException e) {
      throw new IllegalStateException("%s could not be tried".formatted(connection), e);
    }
  }

  @Override
  public ApiAnswer send(Connection connection, ApiCall call) {
    Map<String, String> headers =
        call.authenticated() ? authentication(connection).headers(call) : Map.of();
    try {
      ApiAnswer answer = http.exchange(connection, call, headers);
      HttpApi.judge(connection, call, answer);
      return answer;
    } catch (IOException e) {
      throw HttpApi.broken(connection, call, e);
    }
  }

  @Override
  public JsonNode json(Connection connection, ApiCall call) {
    ApiAnswer answer = send(connection, call);
    try {
      return answer.isEmpty() ? NullNode.getInstance() : JSON.readTree(answer.text());
    } catch (IOException e) {
      throw new ApiFailure(
          FailureClass.TRANSIENT,
          "%s answered %s with no JSON".formatted(connection.name(), call.operation()),
          null,
          null,
          answer,
          e);
    }
  }

  private Authentication authentication(Connection connection) {
    if (authentication == null) {
      authentication = connection.system().authentication(connection, this);
    }
    return authentication;
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
