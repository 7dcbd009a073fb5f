package dev.ponte.connector.presence;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Authentication;
import dev.ponte.connection.Connection;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Presence's tokens, one for each method: asked for when first needed, one request at a time, kept
 * until Presence refuses them. Each request counts in the quota.
 */
final class PresenceTokens implements Authentication {

  private final Connection connection;
  private final Api api;
  private final PresenceSettings settings;
  private final Map<String, Slot> slots = new ConcurrentHashMap<>();

  PresenceTokens(Connection connection, Api api) {
    this.connection = connection;
    this.api = api;
    this.settings = connection.settings(PresenceSettings.class);
  }

  /** The token of one method. */
  private static final class Slot {
    private Map<String, String> headers;
  }

  @Override
  public Map<String, String> headers(ApiCall call) {
    Slot slot = slots.computeIfAbsent(call.operation(), method -> new Slot());
    synchronized (slot) {
      if (slot.headers == null) {
        slot.headers = Map.of(settings.token().header(), settings.token().value(token(call)));
      }
      return slot.headers;
    }
  }

  @Override
  public boolean isRenewable() {
    return true;
  }

  @Override
  public void renew(Map<String, String> refused) {
    for (Slot slot : slots.values()) {
      synchronized (slot) {
        if (refused.equals(slot.headers)) {
          slot.headers = null;
        }
      }
    }
  }

  private String token(ApiCall call) {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("sistema", settings.token().sistema())
            .put("serie", settings.token().serie())
            .put("metodo", call.operation())
            .toString();
    ApiCall request =
        signed(ApiCall.post(PresenceSystem.TOKEN, settings.token().path()), settings)
            .effect(ApiCall.Effect.READ)
            .priority(call.priority())
            .delivery(call.delivery())
            .json(body);
    ApiAnswer answer = api.send(connection, request);
    return PresenceAnswer.of(answer).flatMap(PresenceAnswer::token).orElseThrow();
  }

  /** The call to the authorization service, with its own user and password. */
  static ApiCall signed(ApiCall call, PresenceSettings settings) {
    String login = settings.user() + ":" + settings.password();
    String basic = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    return call.baseUrl(settings.authUrl())
        .header("Authorization", "Basic " + basic)
        .unauthenticated();
  }
}
