package dev.ponte.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tree of categories of the simulated store. */
final class FastcommerceCategories {

  static final String FIRST = "2222";

  private final Map<String, Map<String, String>> byId = new LinkedHashMap<>();
  private int next = Integer.parseInt(FIRST);

  FastcommerceCategories() {
    put("Camisetas", null);
  }

  /** Gives the id of the new category. */
  synchronized String put(String name, String parent) {
    String id = String.valueOf(next++);
    Map<String, String> row = new LinkedHashMap<>();
    row.put("IDCategoria", id);
    row.put("Categoria", name);
    row.put("Ordem", "0");
    row.put("IDCategoriaPai", parent == null ? "" : parent);
    byId.put(id, row);
    return id;
  }

  /** Null when there is none of the name. */
  synchronized String idOf(String name) {
    return byId.values().stream()
        .filter(it -> it.get("Categoria").equalsIgnoreCase(name))
        .map(it -> it.get("IDCategoria"))
        .findFirst()
        .orElse(null);
  }

  synchronized String nameOf(String id) {
    Map<String, String> row = byId.get(id);
    return row == null ? null : row.get("Categoria");
  }

  synchronized List<Map<String, String>> rows() {
    return new ArrayList<>(byId.values());
  }
}
