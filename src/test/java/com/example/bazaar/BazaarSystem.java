package com.example.bazaar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.Authentication;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Limits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The system {@code bazaar}. What its errors mean is told by the HTTP status alone. */
@Component
final class BazaarSystem implements ApiSystem {

  static final String LIST = "list-orders";
  static final String SET_STATUS = "set-status";

  @Override
  public String name() {
    return "bazaar";
  }

  @Override
  public Class<?> settings() {
    return BazaarSettings.class;
  }

  @Override
  public List<String> requiredKeys() {
    return List.of("base-url", "token");
  }

  /** The document names no quota. */
  @Override
  public Limits limits() {
    return new Limits(
        2, Duration.ofSeconds(5), Duration.ofSeconds(30), 0, Duration.ofMinutes(1), 0, 4L << 20);
  }

  @Override
  public Authentication authentication(Connection connection, Api api) {
    String token = connection.settings(BazaarSettings.class).token();
    return Authentication.fixed(Map.of("Authorization", "Bearer " + token));
  }

  @Override
  public List<String> operations() {
    return List.of(LIST, SET_STATUS);
  }

  @Override
  public ApiCall operation(Connection connection, String operation, JsonNode arguments) {
    return switch (operation) {
      case LIST -> list(connection, arguments.path("after").asText("0"));
      case SET_STATUS ->
          setStatus(arguments.path("id").asText(), arguments.path("status").asText(), null);
      default -> throw new IllegalArgumentException("Bazaar has no operation " + operation);
    };
  }

  /**
   * The orders that were placed or changed after a number, in that order.
   *
   * @param after the number of the last one that is known
   */
  static ApiCall list(Connection connection, String after) {
    return ApiCall.get(LIST, "/orders")
        .query("after", after)
        .query("limit", connection.settings(BazaarSettings.class).pageSize());
  }

  /**
   * Sets the status of an order; the same one again changes nothing.
   *
   * @param number the ERP's number of the order; null for none
   */
  static ApiCall setStatus(String order, String status, String number) {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("status", status);
    body.put("erpNumber", number);
    return ApiCall.of(SET_STATUS, "PUT", ApiCall.Effect.REPEATABLE, "/orders/{}/status", order)
        .json(body.toString());
  }
}
