package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator.Answer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The SKUs of the VTEX simulator, with the traps of its catalogue. Access is under its lock. */
final class VtexCatalogue {

  private final Map<Long, Sku> skus = new TreeMap<>();
  private final Set<String> unfound = new HashSet<>();
  private final Map<String, Long> wrong = new TreeMap<>();
  private final List<String> violations = new CopyOnWriteArrayList<>();

  private record Sku(long id, String ref, List<String> eans, boolean kit) {}

  synchronized void put(long id, String ref, List<String> eans, boolean kit) {
    skus.put(id, new Sku(id, ref, eans, kit));
  }

  synchronized boolean has(String id) {
    return id.matches("\\d{1,10}") && skus.containsKey(Long.parseLong(id));
  }

  synchronized void remove(long id) {
    skus.remove(id);
  }

  /** The list of refs does not find it, although it is there. */
  synchronized void hide(String ref) {
    unfound.add(ref);
  }

  /** The list of refs gives another SKU for it. */
  synchronized void mislead(String ref, long id) {
    wrong.put(ref, id);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  synchronized Answer byRefs(JsonNode refs) {
    Set<String> seen = new HashSet<>();
    ObjectNode found = JsonNodeFactory.instance.objectNode();
    for (JsonNode it : refs == null ? JsonNodeFactory.instance.arrayNode() : refs) {
      String ref = it.asText();
      if (!seen.add(ref)) {
        violations.add("ref %s was asked for twice at once".formatted(ref));
        return Answer.json(500, "{\"Message\":\"An error has occurred.\"}");
      }
      if (ref.isBlank() || !ref.equals(ref.strip())) {
        violations.add("ref \"%s\" has blanks".formatted(ref));
        return Answer.empty(400);
      }
      Long id = wrong.getOrDefault(ref, unfound.contains(ref) ? null : idOf(ref));
      found.put(ref, id == null ? null : id.toString());
    }
    return Answer.json(200, found.toString());
  }

  synchronized Answer byRef(String ref) {
    Long id = idOf(ref);
    return id == null
        ? Answer.json(404, "\"SKU not found\"")
        : Answer.json(
            200, JsonNodeFactory.instance.objectNode().put("Id", id).put("RefId", ref).toString());
  }

  synchronized Answer byEan(String ean) {
    return skus.values().stream()
        .filter(it -> it.eans().contains(ean))
        .findFirst()
        .map(it -> Answer.json(200, detail(it).toString()))
        .orElse(Answer.json(404, "\"The SKU was not found\""));
  }

  synchronized Answer byId(String id) {
    Sku sku = id.matches("\\d{1,10}") ? skus.get(Long.parseLong(id)) : null;
    if (id.startsWith("0")) {
      violations.add("SKU id %s has leading zeros".formatted(id));
    }
    return sku == null || id.startsWith("0")
        ? Answer.json(404, "\"SKU not found\"")
        : Answer.json(200, detail(sku).toString());
  }

  synchronized Answer eans(String id) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    Sku sku = skus.get(Long.parseLong(id));
    if (sku != null) {
      sku.eans().forEach(all::add);
    }
    return Answer.json(200, all.toString());
  }

  synchronized Answer ids(Map<String, String> query) {
    if (!query.containsKey("page") || !query.containsKey("pagesize")) {
      violations.add("the list of SKUs was asked for without page and pagesize");
      return Answer.json(400, "\"page and pagesize are required\"");
    }
    int size = Math.min(1000, Integer.parseInt(query.get("pagesize")));
    int page = Integer.parseInt(query.get("page"));
    ArrayNode ids = JsonNodeFactory.instance.arrayNode();
    skus.keySet().stream().skip((long) (page - 1) * size).limit(size).forEach(ids::add);
    return Answer.json(200, ids.toString());
  }

  private Long idOf(String ref) {
    return skus.values().stream()
        .filter(it -> ref.equals(it.ref()))
        .map(Sku::id)
        .findFirst()
        .orElse(null);
  }

  private static ObjectNode detail(Sku sku) {
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    detail.put("Id", sku.id()).put("ProductId", sku.id()).put("IsActive", true);
    detail.put("IsKit", sku.kit()).put("UnitMultiplier", 1.0).put("MeasurementUnit", "un");
    ArrayNode items = detail.putArray("KitItems");
    if (sku.kit()) {
      items.addObject().put("Id", 900_001).put("Amount", 1);
    }
    ObjectNode alternates = detail.putObject("AlternateIds");
    if (sku.ref() != null) {
      alternates.put("RefId", sku.ref());
    }
    if (!sku.eans().isEmpty()) {
      alternates.put("Ean", sku.eans().get(0));
    }
    return detail;
  }
}
