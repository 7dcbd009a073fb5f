package com.example.bazaar;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Address;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Freight;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.Payment;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From Bazaar's order to the canonical one; pure. */
final class BazaarOrderMapper {

  private BazaarOrderMapper() {}

  /**
   * @param store name of the connection
   * @throws IllegalArgumentException in one sentence, when no ERP could take the order
   */
  static Order toOrder(JsonNode json, String store) {
    BigDecimal freight = money(json, "freight");
    return new Order(
        store,
        text(json, "id"),
        null,
        null,
        null,
        null,
        text(json, "status"),
        "cancelled".equals(text(json, "status")),
        false,
        OffsetDateTime.parse(text(json, "placedAt")),
        null,
        "BRL",
        customer(json.path("buyer")),
        null,
        address(json.path("buyer")),
        lines(json),
        List.of(payment(json)),
        new Freight(
            text(json, "carrier"), text(json, "carrier"), freight, null, null, null, null, null),
        List.of(),
        money(json, "total"),
        text(json, "note"),
        Map.of(),
        null);
  }

  private static Customer customer(JsonNode buyer) {
    return new Customer(
        Customer.Kind.PERSON,
        text(buyer, "cpf"),
        Customer.CPF,
        text(buyer, "name"),
        null,
        null,
        text(buyer, "email"),
        List.of(),
        null);
  }

  private static Address address(JsonNode buyer) {
    return new Address(
        text(buyer, "name"),
        text(buyer, "street"),
        text(buyer, "number"),
        null,
        text(buyer, "district"),
        null,
        text(buyer, "city"),
        text(buyer, "state"),
        text(buyer, "postalCode"),
        "BRA",
        false);
  }

  private static List<Line> lines(JsonNode json) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode item : json.path("items")) {
      BigDecimal quantity = money(item, "quantity");
      BigDecimal price = money(item, "price");
      lines.add(
          new Line(
              text(item, "sku"),
              text(item, "sku"),
              null,
              text(item, "name"),
              quantity,
              "UN",
              BigDecimal.ONE,
              price,
              price,
              BigDecimal.ZERO,
              BigDecimal.ZERO,
              price.multiply(quantity),
              false,
              null,
              Map.of(),
              List.of()));
    }
    return lines;
  }

  private static Payment payment(JsonNode json) {
    return new Payment(
        text(json, "payment"), null, 1, money(json, "total"), null, null, null, null, null);
  }

  private static BigDecimal money(JsonNode json, String field) {
    JsonNode value = json.path(field);
    if (!value.isNumber()) {
      throw new IllegalArgumentException("%s is %s, which is no number".formatted(field, value));
    }
    return value.decimalValue();
  }

  /** Null when it is missing. */
  private static String text(JsonNode json, String field) {
    return json.path(field).asText(null);
  }
}
