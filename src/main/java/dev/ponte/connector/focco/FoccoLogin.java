package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Authentication;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.FailureClass;
import java.util.Map;

/** Focco's token: one login at a time, kept until Focco refuses it. */
final class FoccoLogin implements Authentication {

  private static final String PATH = "/api/authentication/requestaccess";
  private static final String HEADER = "Authorization";

  private final Connection connection;
  private final Api api;
  private volatile Map<String, String> headers;

  FoccoLogin(Connection connection, Api api) {
    this.connection = connection;
    this.api = api;
  }

  @Override
  public Map<String, String> headers(ApiCall call) {
    Map<String, String> current = headers;
    return current == null ? login() : current;
  }

  @Override
  public boolean isRenewable() {
    return true;
  }

  @Override
  public synchronized void renew(Map<String, String> refused) {
    if (refused.equals(headers)) {
      headers = null;
    }
  }

  private synchronized Map<String, String> login() {
    if (headers == null) {
      headers = Map.of(HEADER, "Bearer " + token());
    }
    return headers;
  }

  private String token() {
    FoccoSettings settings = connection.settings(FoccoSettings.class);
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("ClientID", "ECOMMERCE")
            .put("User", settings.user())
            .put("Password", settings.password())
            // True would end the sessions of the shop's other programs.
            .put("KillOtherSessions", false)
            .toString();
    ApiAnswer answer =
        api.send(
            connection,
            ApiCall.post(FoccoSystem.LOGIN, PATH)
                .effect(ApiCall.Effect.READ)
                .unauthenticated()
                .json(body));
    String token =
        FoccoEnvelope.of(answer).map(it -> it.value().path("token").asText("")).orElse("");
    if (token.isBlank()) {
      throw new ApiFailure(
          FailureClass.UNAUTHORIZED,
          "%s let user %s in but gave no token".formatted(connection.name(), settings.user()),
          null,
          null,
          null,
          null);
    }
    return token;
  }
}
