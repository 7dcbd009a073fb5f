package dev.ponte.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator.Answer;
import dev.ponte.sandbox.Simulator.Request;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pricing of the VTEX simulator. A PUT deletes each fixed price that it does not name; one that a
 * person has entered must not be lost so. Access is under its lock.
 */
final class VtexPriceBook {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern PRICE = Pattern.compile("/pricing/prices/([^/]+)(/fixed)?");
  private static final String CONFIG = "/pricing/config";
  private static final String FIXED = "fixedPrices";

  private final Map<String, ObjectNode> prices = new TreeMap<>();
  private final Set<String> entered = new HashSet<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final Predicate<String> isSku;

  VtexPriceBook(Predicate<String> isSku) {
    this.isSku = isSku;
  }

  /** The operation's name; null when the path is none of these. */
  static String operation(Request request) {
    if (request.path().equals(CONFIG)) {
      return "get-pricing-config";
    }
    Matcher price = PRICE.matcher(request.path());
    if (!price.matches()) {
      return null;
    }
    boolean fixed = price.group(2) != null;
    return switch (request.method()) {
      case "PUT" -> "set-price";
      case "PATCH" -> "add-fixed-prices";
      default -> fixed ? "get-fixed-prices" : "get-price";
    };
  }

  /** The answer; null when the operation is none of these. */
  Answer answer(String operation, Request request) {
    Matcher price = PRICE.matcher(request.path());
    String sku = price.matches() ? Simulator.decode(price.group(1)) : "";
    return switch (operation) {
      case "get-pricing-config" -> config();
      case "get-price" -> get(sku);
      case "set-price" -> put(sku, body(request));
      case "add-fixed-prices" -> patch(sku, body(request));
      default -> null;
    };
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  /** A person enters a price with all that belongs to it. */
  synchronized void enter(String sku, String json) {
    ObjectNode price = (ObjectNode) read(json);
    prices.put(sku, price);
    price.path(FIXED).forEach(it -> entered.add(sku + key(it)));
  }

  /** The price as GET shows it; null when there is none. */
  synchronized String shown(String sku) {
    ObjectNode price = prices.get(sku);
    return price == null ? null : price.toString();
  }

  private synchronized Answer get(String sku) {
    String shown = shown(sku);
    return shown == null ? Answer.empty(404) : Answer.json(200, shown);
  }

  private synchronized Answer put(String sku, JsonNode body) {
    if (!isSku.test(sku)) {
      return Answer.json(404, "\"SKU not found\"");
    }
    String wrong = wrong(body);
    if (wrong != null) {
      violations.add("price of SKU %s: %s".formatted(sku, wrong));
      return Answer.json(400, "\"" + wrong + "\"");
    }
    Set<String> named = new HashSet<>();
    body.path(FIXED).forEach(it -> named.add(key(it)));
    JsonNode before = prices.getOrDefault(sku, JsonNodeFactory.instance.objectNode()).path(FIXED);
    before.forEach(
        it -> {
          if (entered.contains(sku + key(it)) && !named.contains(key(it))) {
            violations.add("fixed price %s of SKU %s was deleted by PUT".formatted(it, sku));
          }
        });
    BigDecimal base = body.path("basePrice").decimalValue();
    BigDecimal cost = body.has("costPrice") ? body.path("costPrice").decimalValue() : base;
    ObjectNode price = JsonNodeFactory.instance.objectNode();
    price.put("itemId", sku).put("costPrice", cost);
    price.put(
        "markup",
        base.subtract(cost).movePointRight(2).divide(cost, 0, RoundingMode.HALF_UP).longValue());
    price.put("basePrice", base);
    price.set("listPrice", body.get("listPrice"));
    price.set(FIXED, body.path(FIXED).isArray() ? body.get(FIXED) : price.arrayNode());
    prices.put(sku, price);
    return Answer.empty(200);
  }

  private synchronized Answer patch(String sku, JsonNode body) {
    ObjectNode price = prices.get(sku);
    if (price == null) {
      return Answer.empty(404);
    }
    for (JsonNode it : body == null ? JsonNodeFactory.instance.arrayNode() : body) {
      String wrong = wrongFixed(it);
      if (wrong != null) {
        violations.add("price of SKU %s: %s".formatted(sku, wrong));
        return Answer.json(400, "\"" + wrong + "\"");
      }
    }
    ArrayNode all = price.withArray(FIXED);
    for (JsonNode it : body) {
      for (int i = all.size() - 1; i >= 0; i--) {
        if (key(all.get(i)).equals(key(it))) {
          all.remove(i);
        }
      }
      all.add(it);
    }
    return Answer.empty(200);
  }

  /** What one entry replaces. */
  private static String key(JsonNode it) {
    return "/%s/%s/%s"
        .formatted(it.path("tradePolicyId").asText(), it.path("minQuantity").asInt(1), range(it));
  }

  private static String range(JsonNode it) {
    JsonNode range = it.path("dateRange");
    return range.hasNonNull("from")
        ? time(range, "from").toInstant() + ".." + time(range, "to").toInstant()
        : "";
  }

  private static OffsetDateTime time(JsonNode range, String name) {
    return OffsetDateTime.parse(range.path(name).asText());
  }

  private static String wrong(JsonNode body) {
    if (body == null || !body.isObject()) {
      return "no object";
    }
    if (body.has("markup") && body.has("basePrice") && body.has("costPrice")) {
      return "all three of base, cost and markup";
    }
    for (String name : List.of("basePrice", "costPrice", "listPrice")) {
      if (body.has(name) && !(body.get(name).isNumber() && body.get(name).asDouble() > 0)) {
        return name + " is " + body.get(name);
      }
    }
    if (!body.has("basePrice")) {
      return "no basePrice";
    }
    for (JsonNode it : body.path(FIXED)) {
      String wrong = wrongFixed(it);
      if (wrong != null) {
        return wrong;
      }
    }
    return null;
  }

  private static String wrongFixed(JsonNode it) {
    if (it.path("tradePolicyId").asText().isEmpty() || !it.path("minQuantity").isInt()) {
      return "a fixed price of nobody";
    }
    if (!it.path("value").isNumber() || it.path("value").asDouble() <= 0) {
      return "a fixed price of " + it.path("value");
    }
    if (it.has("dateRange")) {
      try {
        JsonNode range = it.get("dateRange");
        if (!time(range, "from").isBefore(time(range, "to"))) {
          return "a fixed price that ends before it begins";
        }
      } catch (DateTimeException noDate) {
        return "a fixed price from or to no date";
      }
    }
    return null;
  }

  private static Answer config() {
    return Answer.json(
        200,
        """
        {"hasMigrated":true,"defaultMarkup":20,"priceVariation":{"upper":50,"lower":30},
         "minimumMarkups":{},"blockAccount":false,"blockedRoutes":[],
         "priceInheritance":"never"}""");
  }

  private static JsonNode body(Request request) {
    return read(request.text());
  }

  /** Null when it is no JSON. */
  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }
}
