package dev.ponte.connection;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** A system without oddities, for the tests of the connection layer. */
public final class AnySystem implements ApiSystem {

  record Settings(String token, List<Rule> rules) {
    record Rule(String method, int code) {}
  }

  @Override
  public String name() {
    return "any";
  }

  @Override
  public Class<?> settings() {
    return Settings.class;
  }

  @Override
  public List<String> requiredKeys() {
    return List.of("user", "token");
  }

  @Override
  public Limits limits() {
    return Limits.UNDOCUMENTED;
  }

  @Override
  public Authentication authentication(Connection connection, Api api) {
    return Authentication.fixed(Map.of("X-Token", connection.settings(Settings.class).token()));
  }

  @Override
  public Operations operations() {
    return Operations.of("any", "");
  }

  @Override
  public ApiCall operation(Connection connection, String operation, JsonNode arguments) {
    return ApiCall.get("get-thing", "/things/{}", arguments.path("id").asText());
  }
}
