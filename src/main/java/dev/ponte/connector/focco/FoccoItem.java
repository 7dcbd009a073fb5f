package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One row of GetItens. */
record FoccoItem(JsonNode row, FoccoSettings settings) {

  /** A configuration of the item. */
  record Mask(long id, JsonNode row) {

    boolean active() {
      return row.path("ativo").asText("Sim").equalsIgnoreCase("Sim");
    }
  }

  /** Null when there is none. */
  String code() {
    return text(row, "codigo");
  }

  /** What the first company that counts says of the item; empty when none does. */
  JsonNode company() {
    List<JsonNode> companies = companies();
    return companies.isEmpty() ? row.path("dadosempresa").path(0) : companies.get(0);
  }

  /** The item's masks in all companies that count, each once. */
  Collection<Mask> masks() {
    Map<Long, Mask> masks = new LinkedHashMap<>();
    for (JsonNode company : companies()) {
      for (JsonNode mask : company.path("dadosconfigurado")) {
        long id = mask.path("id").asLong();
        masks.putIfAbsent(id, new Mask(id, mask));
      }
    }
    return masks.values();
  }

  /** What stock can be asked for: the active masks, or the item itself when it has none. */
  List<FoccoCodes.Item> sellable() {
    Collection<Mask> masks = masks();
    if (code() == null) {
      return List.of();
    }
    return masks.isEmpty()
        ? List.of(new FoccoCodes.Item(code(), null))
        : masks.stream()
            .filter(Mask::active)
            .map(it -> new FoccoCodes.Item(code(), it.id()))
            .toList();
  }

  private List<JsonNode> companies() {
    List<JsonNode> counting = new ArrayList<>();
    for (JsonNode company : row.path("dadosempresa")) {
      if (settings.stock().counts(company.path("empresa").asLong())) {
        counting.add(company);
      }
    }
    return counting;
  }

  /** The text of a field; null when it is missing, null or blank. */
  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    String text = value.isNull() ? "" : value.asText("").strip();
    return text.isEmpty() ? null : text;
  }
}
