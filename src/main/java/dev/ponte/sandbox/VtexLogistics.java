package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator.Answer;
import dev.ponte.sandbox.VtexShelf.Stored;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The warehouses of the VTEX simulator. It keeps back what an order takes: until the order is in
 * handling whatever it is told, then until it is told a quantity of a later moment. VTEX never
 * takes anything off a quantity by itself. What a hub must not do is noted. All access is under its
 * lock.
 */
final class VtexLogistics {

  private final Map<String, Map<String, Shelf>> skus = new TreeMap<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();
  private final Clock clock;

  VtexLogistics(Clock clock) {
    this.clock = clock;
  }

  private static final class Shelf {
    long total;
    final Map<String, Reservation> reservations = new LinkedHashMap<>();

    long reserved() {
      return reservations.values().stream().mapToLong(it -> it.quantity).sum();
    }
  }

  private static final class Reservation {
    final long quantity;
    Instant handled;

    Reservation(long quantity) {
      this.quantity = quantity;
    }
  }

  synchronized void put(String sku, String warehouse, long total) {
    shelf(sku, warehouse).total = total;
  }

  private Shelf shelf(String sku, String warehouse) {
    return skus.computeIfAbsent(sku, any -> new TreeMap<>())
        .computeIfAbsent(warehouse, any -> new Shelf());
  }

  /** What it holds; 0 of what it does not have. */
  synchronized long total(String sku, String warehouse) {
    Shelf shelf = skus.getOrDefault(sku, Map.of()).get(warehouse);
    return shelf == null ? 0 : shelf.total;
  }

  synchronized long reserved(String sku, String warehouse) {
    Shelf shelf = skus.getOrDefault(sku, Map.of()).get(warehouse);
    return shelf == null ? 0 : shelf.reserved();
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  /** An order was placed: what it takes is kept back where the SKU is known. */
  synchronized void placed(String order, JsonNode document) {
    for (int i = 0; i < document.path("items").size(); i++) {
      JsonNode item = document.path("items").get(i);
      Map<String, Shelf> shelves = skus.get(item.path("id").asText());
      if (shelves != null) {
        String warehouse = warehouse(document, i);
        Shelf shelf = shelves.getOrDefault(warehouse, shelves.values().iterator().next());
        shelf.reservations.put(order + "#" + i, new Reservation(item.path("quantity").asLong()));
      }
    }
  }

  private static String warehouse(JsonNode document, int item) {
    return document
        .path("shippingData")
        .path("logisticsInfo")
        .path(item)
        .path("deliveryIds")
        .path(0)
        .path("warehouseId")
        .asText();
  }

  /** An order has moved on: after handling its goods are let go by a quantity only. */
  synchronized void moved(Stored order, String status) {
    for (Map<String, Shelf> shelves : skus.values()) {
      for (Shelf shelf : shelves.values()) {
        shelf
            .reservations
            .entrySet()
            .removeIf(
                it ->
                    it.getKey().startsWith(order.id + "#")
                        && status.startsWith("cancel")
                        && !status.equals("cancellation-requested")
                        && it.getValue().handled == null);
        shelf.reservations.forEach(
            (key, it) -> {
              if (key.startsWith(order.id + "#")
                  && status.equals("handling")
                  && it.handled == null) {
                it.handled = clock.instant();
              }
            });
      }
    }
  }

  synchronized Answer inventory(String sku) {
    Map<String, Shelf> shelves = skus.get(sku);
    if (shelves == null) {
      return Answer.json(404, "\"SKU not found\"");
    }
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("skuId", sku);
    var balance = answer.putArray("balance");
    shelves.forEach(
        (warehouse, shelf) ->
            balance
                .addObject()
                .put("warehouseId", warehouse)
                .put("warehouseName", warehouse)
                .put("totalQuantity", shelf.total)
                .put("reservedQuantity", shelf.reserved())
                .put("hasUnlimitedQuantity", false)
                .putNull("leadTime"));
    return Answer.json(200, answer.toString());
  }

  /** PATCH of the quantity. */
  synchronized Answer quantity(String sku, String warehouse, JsonNode body) {
    Map<String, Shelf> shelves = skus.get(sku);
    Shelf shelf = shelves == null ? null : shelves.get(warehouse);
    if (shelf == null) {
      violations.add(
          "quantity of SKU %s in warehouse %s, which are not here".formatted(sku, warehouse));
      return Answer.json(404, "\"SKU or warehouse not found\"");
    }
    JsonNode quantity = body == null ? null : body.get("quantity");
    if (quantity == null || !quantity.isIntegralNumber() || quantity.asLong() < 0) {
      violations.add("quantity %s of SKU %s is no whole number".formatted(quantity, sku));
      return Answer.json(400, "\"Invalid quantity\"");
    }
    if (!body.path("unlimitedQuantity").isBoolean() || body.path("unlimitedQuantity").asBoolean()) {
      violations.add("SKU %s is told to be unlimited, or not whether it is".formatted(sku));
      return Answer.json(400, "\"Invalid unlimitedQuantity\"");
    }
    Instant balanced = clock.instant();
    if (body.hasNonNull("dateUtcOnBalanceSystem")) {
      String text = body.get("dateUtcOnBalanceSystem").asText();
      try {
        balanced = Instant.parse(text);
      } catch (DateTimeException notUtc) {
        violations.add("dateUtcOnBalanceSystem %s of SKU %s is not UTC".formatted(text, sku));
        return Answer.json(400, "\"Invalid date\"");
      }
    }
    shelf.total = quantity.asLong();
    Instant until = balanced;
    shelf.reservations.values().removeIf(it -> it.handled != null && !it.handled.isAfter(until));
    return Answer.empty(204);
  }

  /** PUT of the whole, which forgets what it does not say. */
  Answer whole(String sku) {
    violations.add("SKU %s was told by PUT, which erases its lead time".formatted(sku));
    return Answer.json(400, "\"Use the quantity\"");
  }

  synchronized Answer warehouses() {
    var answer = JsonNodeFactory.instance.arrayNode();
    skus.values().stream()
        .flatMap(it -> it.keySet().stream())
        .distinct()
        .forEach(it -> answer.addObject().put("id", it).put("name", it).put("isActive", true));
    return Answer.json(200, answer.toString());
  }
}
