package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ponte.canonical.Address;
import dev.ponte.canonical.Freight;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code shippingData} to address and freight. An ERP order goes to one place: an order to several
 * addresses is refused. Several services to one address become one freight, the first item's, with
 * the price of all; the others are named in the extras and in the notes.
 */
final class VtexShipping {

  private static final String PICKUP = "pickup-in-point";

  private final JsonNode data;
  private final List<JsonNode> logistics;
  private final ZoneId zone;

  VtexShipping(JsonNode order, ZoneId zone) {
    this.data = VtexJson.field(order, "shippingData");
    this.logistics =
        VtexJson.list(data, "logisticsInfo").stream()
            .sorted(Comparator.comparingInt(it -> VtexJson.field(it, "itemIndex").asInt()))
            .toList();
    this.zone = zone;
  }

  /**
   * @throws IllegalArgumentException when the items go to several places
   */
  Address address() {
    Set<String> places =
        logistics.stream()
            .map(VtexShipping::place)
            .filter(Objects::nonNull)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (places.size() > 1) {
      throw new IllegalArgumentException(
          "its items go to %d places (%s), and an ERP order goes to one; enter it in the ERP by hand, one order a place"
              .formatted(places.size(), String.join(", ", places)));
    }
    JsonNode first = first();
    JsonNode store = VtexJson.field(first, "pickupStoreInfo");
    JsonNode pickup = VtexJson.field(store, "address");
    JsonNode own = VtexJson.field(data, "address");
    JsonNode chosen = chosen(VtexJson.text(first, "addressId"), own);
    if (isPickup(first) && pickup.isObject()) {
      String collects = VtexJson.firstText(own, "receiverName");
      return VtexAddresses.of(pickup, true)
          .to(collects == null ? VtexJson.text(chosen, "receiverName") : collects);
    }
    return chosen.isObject() ? VtexAddresses.of(chosen, isPickup(first)) : null;
  }

  /**
   * @param price what the totals say, discounts on the shipping taken off
   * @param extras gets the other services and the pick-up point
   */
  Freight freight(BigDecimal price, Map<String, String> extras) {
    if (logistics.isEmpty() && price.signum() == 0) {
      return null;
    }
    JsonNode first = first();
    JsonNode window = VtexJson.field(first, "deliveryWindow");
    List<JsonNode> routes = VtexJson.list(first, "deliveryIds");
    JsonNode route = routes.isEmpty() ? MissingNode.getInstance() : routes.get(0);
    String carrier = VtexJson.text(first, "deliveryCompany");
    pickupPoint(first, extras);
    others(extras);
    return new Freight(
        VtexJson.text(first, "selectedSla"),
        carrier == null ? VtexJson.text(route, "courierName") : carrier,
        price,
        VtexJson.text(first, "shippingEstimate"),
        latestEstimate(),
        VtexJson.time(window, "startDateUtc", zone),
        VtexJson.time(window, "endDateUtc", zone),
        VtexJson.text(route, "warehouseId"));
  }

  private JsonNode first() {
    return logistics.isEmpty() ? MissingNode.getInstance() : logistics.get(0);
  }

  private OffsetDateTime latestEstimate() {
    return logistics.stream()
        .map(it -> VtexJson.time(it, "shippingEstimateDate", zone))
        .filter(Objects::nonNull)
        .max(Comparator.comparing(OffsetDateTime::toInstant))
        .orElse(null);
  }

  private void others(Map<String, String> extras) {
    String others =
        logistics.stream()
            .map(VtexShipping::service)
            .distinct()
            .skip(1)
            .collect(Collectors.joining("; "));
    if (!others.isEmpty()) {
      extras.put("otherServices", others);
    }
  }

  private static void pickupPoint(JsonNode first, Map<String, String> extras) {
    if (isPickup(first)) {
      String name = VtexJson.text(VtexJson.field(first, "pickupStoreInfo"), "friendlyName");
      String id = VtexJson.text(first, "pickupPointId");
      extras.put("pickupPoint", name == null ? String.valueOf(id) : name);
    }
  }

  private static String service(JsonNode info) {
    return "%s by %s"
        .formatted(VtexJson.text(info, "selectedSla"), VtexJson.text(info, "deliveryCompany"));
  }

  private static String place(JsonNode info) {
    String point = VtexJson.text(info, "pickupPointId");
    return isPickup(info) && point != null
        ? "pick-up point " + point
        : VtexJson.text(info, "addressId");
  }

  private static boolean isPickup(JsonNode info) {
    return PICKUP.equals(VtexJson.firstText(info, "deliveryChannel", "selectedDeliveryChannel"));
  }

  private JsonNode chosen(String id, JsonNode own) {
    if (id == null || id.equals(VtexJson.text(own, "addressId"))) {
      return own;
    }
    return VtexJson.list(data, "selectedAddresses").stream()
        .filter(it -> id.equals(VtexJson.text(it, "addressId")))
        .findFirst()
        .orElse(own);
  }
}
