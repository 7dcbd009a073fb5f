package dev.ponte.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.sandbox.Simulator.Answer;
import dev.ponte.sandbox.VtexShelf.Stored;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The order list of the VTEX simulator, with the limits that VTEX sets. */
final class VtexRow {

  private static final int MOST_PAGES = 30;
  private static final int MOST_ROWS = 100;
  private static final Pattern DATES = Pattern.compile("creationDate:\\[(\\S+) TO (\\S+)]");

  private VtexRow() {}

  /** The skus of a document's items, in their order. */
  static List<String> skus(byte[] document) {
    try {
      List<String> skus = new ArrayList<>();
      for (JsonNode item : new JsonMapper().readTree(document).path("items")) {
        skus.add(item.path("id").asText());
      }
      return skus;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a row shows of an order, but for the status; never its items. */
  static String of(JsonNode order) {
    JsonNode client = order.path("clientProfileData");
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    row.put("orderId", order.path("orderId").asText());
    row.put("creationDate", order.path("creationDate").asText().replaceAll("\\.\\d+", ""));
    row.put(
        "clientName", client.path("firstName").asText() + " " + client.path("lastName").asText());
    row.putNull("items");
    row.set("totalValue", order.path("value"));
    row.put("paymentNames", "");
    row.putNull("marketPlaceOrderId");
    row.set("sequence", order.path("sequence"));
    row.set("salesChannel", order.path("salesChannel"));
    row.set("affiliateId", order.path("affiliateId"));
    row.set("origin", order.path("origin"));
    row.put("workflowInErrorState", false);
    row.putNull("ShippingEstimatedDate");
    row.put("orderIsComplete", true);
    row.put("currencyCode", "BRL");
    String json = row.toString();
    return json.substring(1, json.length() - 1);
  }

  static Answer list(VtexShelf shelf, Map<String, String> query) {
    int page = Integer.parseInt(query.getOrDefault("page", "1"));
    int size = Integer.parseInt(query.getOrDefault("per_page", "15"));
    if (page > MOST_PAGES) {
      return VtexSimulator.error(400, "OMS400", "Max page exceed: " + MOST_PAGES);
    }
    if (page < 1 || size < 1 || size > MOST_ROWS) {
      return VtexSimulator.error(400, "OMS400", "Invalid page or per_page");
    }
    Instant from = null;
    Instant to = null;
    if (query.containsKey("f_creationDate")) {
      Matcher dates = DATES.matcher(query.get("f_creationDate"));
      if (!dates.matches()) {
        return VtexSimulator.error(400, "OMS400", "Invalid f_creationDate");
      }
      from = instant(dates.group(1));
      to = instant(dates.group(2));
    }
    boolean descending = query.getOrDefault("orderBy", "creationDate,desc").endsWith(",desc");
    VtexShelf.Page rows = shelf.page(query.get("f_status"), from, to, descending, page, size);
    return Answer.json(200, json(rows, page, size));
  }

  /** The orders of a purchase, whose ids begin with its own; as much of each as a row shows. */
  static String group(VtexShelf shelf, String group) {
    return shelf.all().stream()
        .filter(it -> it.id.startsWith(group + "-"))
        .map(
            it ->
                "{%s,\"orderGroup\":\"%s\",\"status\":\"%s\"}".formatted(it.row, group, it.status))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String json(VtexShelf.Page rows, int page, int size) {
    String list = rows.rows().stream().map(VtexRow::row).collect(Collectors.joining(","));
    int pages = (rows.total() + size - 1) / size;
    return """
        {"list":[%s],"facets":[],"paging":{"total":%d,"pages":%d,"currentPage":%d,"perPage":%d},"stats":{"stats":{}}}"""
        .formatted(list, rows.total(), pages, page, size);
  }

  private static String row(Stored order) {
    return "{%s,\"status\":\"%s\",\"statusDescription\":\"%2$s\"}"
        .formatted(order.row, order.listed);
  }

  /** A date without offset is UTC. */
  static Instant instant(String date) {
    boolean offset = date.matches(".*(Z|[+-]\\d\\d:\\d\\d)$");
    return offset
        ? OffsetDateTime.parse(date).toInstant()
        : LocalDateTime.parse(date).toInstant(ZoneOffset.UTC);
  }
}
