package dev.ponte.connector.presence;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Operation;
import java.util.List;

/** One method of the WebApi as a call. */
record PresenceMethod(Operation operation) {

  static final String WEBSERVICE = "id_webservice";
  static final String OFFSET = "offset";
  static final String LIMIT = "limit";

  /**
   * The call, whose body is the arguments; those of the paging go into the query.
   *
   * @throws IllegalArgumentException in one sentence, when an argument is missing or unknown
   */
  ApiCall call(Connection connection, JsonNode arguments) {
    PresenceSettings settings = connection.settings(PresenceSettings.class);
    PresenceSettings.Query query = settings.query();
    String name = operation.name();
    ApiCall call =
        ApiCall.of(
                name,
                query.verb(),
                operation.effect(),
                query.path().replace("{method}", "{}"),
                name)
            .priority(operation.priority());
    ObjectNode body = ((ObjectNode) arguments).deepCopy();
    if (operation.takes(OFFSET)) {
      // How it is called is a setting, so the table does not know it.
      call = asked(call, query.startedAt(), body);
    }
    operation.check(body);
    for (String one : operation.takes(OFFSET) ? List.of(OFFSET, LIMIT) : List.<String>of()) {
      call = asked(call, one, body);
    }
    if (!body.has(WEBSERVICE)) {
      body.put(WEBSERVICE, settings.webserviceId());
    }
    return call.json(body.toString());
  }

  private static ApiCall asked(ApiCall call, String name, ObjectNode body) {
    JsonNode value = body.remove(name);
    return value == null || value.isNull() ? call : call.query(name, value.asText());
  }
}
