package dev.ponte.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.sandbox.VtexShelf.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What people put into the VTEX simulator and see of it. */
final class VtexScreen {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();
  private static final int ROWS_ON_PAGE = 200;

  private VtexScreen() {}

  static JsonNode document(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not an order document", e);
    }
  }

  /** The newest orders, below a heading. */
  static List<List<String>> table(VtexShelf shelf) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("order", "value", "status", "start-handling", "invoices"));
    List<Stored> all = shelf.all();
    for (Stored it : all.subList(Math.max(0, all.size() - ROWS_ON_PAGE), all.size())) {
      rows.add(row(it));
    }
    return rows;
  }

  private static List<String> row(Stored order) {
    synchronized (order) {
      return List.of(
          order.id,
          String.valueOf(order.value / 100.0),
          order.status,
          String.valueOf(order.handled),
          order.packages.stream().map(it -> it.number).collect(Collectors.joining(", ")));
    }
  }
}
