package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.StoreTerms;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Set;

/** Order documents for tests: the example of the document, and ways to change it. */
final class Documents {

  static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private Documents() {}

  static ObjectNode example() {
    try (InputStream in =
        Documents.class.getResourceAsStream("/vtex/doc_2014_ready_for_handling.json")) {
      return (ObjectNode) JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An order without discounts whose totals and value follow from the items. */
  static ObjectNode plain(String... items) {
    ObjectNode order = example();
    ArrayNode array = order.putArray("items");
    long sum = 0;
    for (String one : items) {
      ObjectNode item = (ObjectNode) json(one);
      array.add(item);
      sum += item.path("price").asLong() * item.path("quantity").asLong();
    }
    totals(order, sum, 0, 0);
    return order;
  }

  static String item(String sku, int quantity, long price, String more) {
    return """
        {"id":"%s","refId":"R%1$s","name":"N","quantity":%d,"price":%d,"sellingPrice":%3$d,"seller":"1"%s}"""
        .formatted(sku, quantity, price, more.isEmpty() ? "" : "," + more);
  }

  /** Sets the three totals and the value that they make. */
  static void totals(ObjectNode order, long items, long discounts, long shipping) {
    order.remove("totals");
    total(order, "Items", items);
    total(order, "Discounts", discounts);
    total(order, "Shipping", shipping);
    order.put("value", items + discounts + shipping);
  }

  static void total(ObjectNode order, String id, long value) {
    order.withArray("totals").addObject().put("id", id).put("name", "Total").put("value", value);
    order.put("value", order.path("value").asLong() + value);
  }

  static ObjectNode firstItem(ObjectNode order) {
    return (ObjectNode) order.path("items").path(0);
  }

  static ObjectNode profile(ObjectNode order) {
    return (ObjectNode) order.path("clientProfileData");
  }

  static ObjectNode logistics(ObjectNode order) {
    return (ObjectNode) order.path("shippingData").path("logisticsInfo").path(0);
  }

  static ObjectNode payment(ObjectNode order) {
    return (ObjectNode)
        order.path("paymentData").path("transactions").path(0).path("payments").path(0);
  }

  static Order map(JsonNode document) {
    return new VtexOrderMapper("vtex", ZONE, Set.of("1"), StoreTerms.STRICT).toOrder(document);
  }

  /** As a person takes it with its store's total. */
  static Order taken(JsonNode document) {
    StoreTerms terms = new StoreTerms(null, Set.of("BRL"), id -> true);
    return new VtexOrderMapper("vtex", ZONE, Set.of("1"), terms).toOrder(document);
  }
}
