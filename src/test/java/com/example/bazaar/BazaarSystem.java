package com.example.bazaar;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.Authentication;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Limits;
import dev.ponte.connection.Operations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The system {@code bazaar}. What its errors mean is told by the HTTP status alone. */
@Component
final class BazaarSystem implements ApiSystem {

  static final String LIST = "list-orders";
  static final String SET_STATUS = "set-status";

  private static final Operations OPERATIONS =
      Operations.of(
          "bazaar",
          """
          list-orders GET /orders read orders
            after n limit n1..100
          set-status PUT /orders/{id}/status repeatable orders
            body* j
          """);

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
  public Operations operations() {
    return OPERATIONS;
  }

  /**
   * The orders that were placed or changed after a number, in that order.
   *
   * @param after the number of the last one that is known
   */
  static ApiCall list(Connection connection, String after) {
    return OPERATIONS
        .get(LIST)
        .call(
            JsonNodeFactory.instance
                .objectNode()
                .put("after", after)
                .put("limit", connection.settings(BazaarSettings.class).pageSize()));
  }

  /**
   * Sets the status of an order; the same one again changes nothing.
   *
   * @param number the ERP's number of the order; null for none
   */
  static ApiCall setStatus(String order, String status, String number) {
    ObjectNode arguments = JsonNodeFactory.instance.objectNode().put("id", order);
    arguments.putObject("body").put("status", status).put("erpNumber", number);
    return OPERATIONS.get(SET_STATUS).call(arguments);
  }
}
