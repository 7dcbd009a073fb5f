package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.VtexFields.text;
import static dev.ponte.connector.vtex.VtexFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ponte.canonical.Address;
import dev.ponte.canonical.Freight;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an order travels. A document has logistics for each line; an ERP takes one service and one
 * address an order, so those of the first line count and differing ones are told in the extras.
 */
final class VtexShipping {

  private static final String PICKUP = "pickup-in-point";

  private final JsonNode data;
  private final JsonNode first;
  private final ZoneId zone;

  VtexShipping(JsonNode data, ZoneId zone) {
    this.data = data;
    this.zone = zone;
    JsonNode found = MissingNode.getInstance();
    for (JsonNode info : data.path("logisticsInfo")) {
      if (found.isMissingNode() || info.path("itemIndex").asInt() == 0) {
        found = info;
      }
    }
    this.first = found;
  }

  /** Null when the document has none. */
  Address address() {
    JsonNode store = first.path("pickupStoreInfo").path("address");
    boolean pickup = PICKUP.equals(text(first, "deliveryChannel")) && store.isObject();
    JsonNode address = pickup ? store : chosen();
    return address.isObject() ? address(address, pickup) : null;
  }

  /** Null when nothing travels. */
  Freight freight(BigDecimal price) {
    if (first.isMissingNode() && price.signum() == 0) {
      return null;
    }
    JsonNode window = first.path("deliveryWindow");
    JsonNode delivery = first.path("deliveryIds").path(0);
    String carrier = text(delivery, "courierName");
    return new Freight(
        text(first, "selectedSla"),
        carrier == null ? text(first, "deliveryCompany") : carrier,
        price,
        text(first, "shippingEstimate"),
        time(first, "shippingEstimateDate", zone),
        window.isObject() ? time(window, "startDateUtc", zone) : null,
        window.isObject() ? time(window, "endDateUtc", zone) : null,
        text(delivery, "warehouseId"));
  }

  /** Lines that travel otherwise than the first. */
  Map<String, String> extras() {
    Map<String, String> extras = new LinkedHashMap<>();
    for (JsonNode info : data.path("logisticsInfo")) {
      if (!travel(info).equals(travel(first))) {
        extras.put("Entrega do item " + (info.path("itemIndex").asInt() + 1), travel(info));
      }
    }
    return extras;
  }

  private String travel(JsonNode info) {
    return "%s, %s, %s, %s"
        .formatted(
            text(info, "selectedSla"),
            text(info, "deliveryCompany"),
            text(info, "deliveryChannel"),
            text(info, "addressId"));
  }

  /** The address that the first line goes to, else the order's. */
  private JsonNode chosen() {
    String id = text(first, "addressId");
    for (JsonNode selected : data.path("selectedAddresses")) {
      if (id != null
          && id.equals(text(selected, "addressId"))
          && !data.path("address").isObject()) {
        return selected;
      }
    }
    return data.path("address");
  }

  static Address address(JsonNode node, boolean pickup) {
    String code = text(node, "postalCode");
    boolean brazilian = code != null && code.matches("\\d{5}-?\\d{3}");
    return new Address(
        text(node, "receiverName"),
        text(node, "street"),
        text(node, "number"),
        text(node, "complement"),
        text(node, "neighborhood"),
        text(node, "reference"),
        text(node, "city"),
        text(node, "state"),
        brazilian ? code.replace("-", "") : code,
        text(node, "country"),
        pickup);
  }
}
