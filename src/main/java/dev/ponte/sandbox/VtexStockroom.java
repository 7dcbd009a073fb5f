package dev.ponte.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.sandbox.Simulator.Answer;
import dev.ponte.sandbox.Simulator.Request;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths of logistics and catalogue of the VTEX simulator. */
final class VtexStockroom {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String SKU = "/api/catalog_system/pvt/sku/";
  private static final Pattern INVENTORY =
      Pattern.compile("/api/logistics/pvt/inventory/skus/([^/]+)");
  private static final Pattern WAREHOUSE =
      Pattern.compile("/api/logistics/pvt/inventory/skus/([^/]+)/warehouses/([^/]+)(/quantity)?");
  private static final Pattern BY_ID = Pattern.compile(SKU + "stockkeepingunitbyid/([^/]+)");
  private static final Pattern BY_EAN = Pattern.compile(SKU + "stockkeepingunitbyean/([^/]+)");
  private static final Pattern EANS =
      Pattern.compile("/api/catalog/pvt/stockkeepingunit/(\\d+)/ean");

  private final VtexLogistics logistics;
  private final VtexCatalogue catalogue;

  VtexStockroom(VtexLogistics logistics, VtexCatalogue catalogue) {
    this.logistics = logistics;
    this.catalogue = catalogue;
  }

  /** The operation's name; null when the path is none of these. */
  static String operation(Request request) {
    String path = request.path();
    Matcher warehouse = WAREHOUSE.matcher(path);
    if (warehouse.matches()) {
      return warehouse.group(3) == null ? "set-inventory" : "set-quantity";
    }
    if (INVENTORY.matcher(path).matches()) {
      return "get-inventory";
    }
    if (BY_ID.matcher(path).matches()) {
      return "get-sku";
    }
    if (BY_EAN.matcher(path).matches()) {
      return "get-sku-by-ean";
    }
    if (EANS.matcher(path).matches()) {
      return "get-sku-eans";
    }
    return switch (path) {
      case "/api/logistics/pvt/configuration/warehouses" -> "list-warehouses";
      case "/api/catalog/pvt/stockkeepingunit" -> "get-sku-by-ref-id";
      case SKU + "stockkeepingunitids" -> "list-skus";
      case "/api/catalog_system/pub/sku/stockkeepingunitidsbyrefids" -> "get-skus-by-ref-ids";
      default -> null;
    };
  }

  /** The answer; null when the operation is none of these. */
  Answer answer(String operation, Request request) {
    return switch (operation) {
      case "get-inventory" -> logistics.inventory(part(INVENTORY, request, 1));
      case "set-quantity" ->
          logistics.quantity(
              part(WAREHOUSE, request, 1), part(WAREHOUSE, request, 2), body(request));
      case "set-inventory" -> logistics.whole(part(WAREHOUSE, request, 1));
      case "list-warehouses" -> logistics.warehouses();
      case "get-sku" -> catalogue.byId(part(BY_ID, request, 1));
      case "get-sku-by-ean" -> catalogue.byEan(part(BY_EAN, request, 1));
      case "get-sku-eans" -> catalogue.eans(part(EANS, request, 1));
      case "get-sku-by-ref-id" -> catalogue.byRef(request.query().getOrDefault("RefId", ""));
      case "list-skus" -> catalogue.ids(request.query());
      case "get-skus-by-ref-ids" -> catalogue.byRefs(body(request));
      default -> null;
    };
  }

  private static String part(Pattern pattern, Request request, int group) {
    Matcher matcher = pattern.matcher(request.path());
    return matcher.matches() ? Simulator.decode(matcher.group(group)) : "";
  }

  /** Null when it is no JSON. */
  private static JsonNode body(Request request) {
    try {
      return JSON.readTree(request.text());
    } catch (JsonProcessingException notJson) {
      return null;
    }
  }
}
