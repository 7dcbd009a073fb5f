package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Address;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Freight;
import dev.ponte.canonical.Line;
import dev.ponte.canonical.Marketplace;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.Payment;
import dev.ponte.delivery.UnmappableRecord;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A VTEX order, as {@code GET /api/oms/pvt/orders/{orderId}} gives it, to a canonical one. Amounts
 * are cents there; lines, freight and charges make the order's value to the cent, or the order is
 * refused.
 *
 * @param source the connection that the order is read from
 * @param zone of dates without an offset
 * @param sellers ids of the sellers whose lines we ship ourselves
 */
record VtexOrderMapper(String source, ZoneId zone, Set<String> sellers) {

  private static final String FULFILLMENT = "Fulfillment";

  /**
   * @throws UnmappableRecord in a sentence, when the order cannot be told or no ERP can take it
   */
  Order toOrder(JsonNode document) {
    String id = VtexJson.text(document, "orderId");
    try {
      return order(id, document);
    } catch (RuntimeException e) {
      throw new UnmappableRecord(
          "Order %s of %s cannot be taken: %s".formatted(id, source, e.getMessage()), e);
    }
  }

  private Order order(String id, JsonNode document) {
    requireOwnGoods(document);
    Map<String, String> extras = new TreeMap<>();
    VtexExtras.add(document, extras);
    VtexTotals totals = VtexTotals.of(document);
    BigDecimal total = VtexJson.money(document, "value");
    List<Charge> charges = new ArrayList<>(totals.charges());
    List<Line> lines = VtexLines.of(document, totals, charges, extras);
    VtexShipping shipping = new VtexShipping(document, zone);
    Address delivery = shipping.address();
    Freight freight = shipping.freight(totals.shipping(), extras);
    List<Payment> payments = VtexPayments.of(document, total, extras);
    String status = VtexJson.text(document, "status");
    String currency =
        VtexJson.text(VtexJson.field(document, "storePreferencesData"), "currencyCode");
    OffsetDateTime createdAt = VtexJson.time(document, "creationDate", zone);
    return new Order(
        source,
        id,
        null,
        VtexJson.text(document, "orderGroup"),
        VtexJson.text(document, "origin"),
        marketplace(document),
        status,
        status != null && VtexStatus.isCancelling(status),
        status != null && VtexStatus.isHandled(status),
        createdAt,
        VtexJson.time(document, "lastChange", zone),
        currency == null ? "BRL" : currency,
        VtexCustomers.of(document),
        VtexAddresses.billing(document),
        delivery,
        lines,
        payments,
        freight,
        charges,
        total,
        notes(document, extras),
        extras,
        "/api/oms/pvt/orders/" + id);
  }

  /** Orders sold elsewhere are ours to ship by nature; in our own store a seller may ship. */
  private void requireOwnGoods(JsonNode document) {
    if (FULFILLMENT.equalsIgnoreCase(VtexJson.text(document, "origin"))) {
      return;
    }
    for (JsonNode item : VtexJson.list(document, "items")) {
      String seller = VtexJson.text(item, "seller");
      if (seller != null && !sellers.contains(seller)) {
        throw new IllegalArgumentException(
            "seller %s ships sku %s, not we; if the ERP shall take such orders, add %s to ponte.connections.%s.sellers"
                .formatted(seller, VtexJson.text(item, "id"), seller, source));
      }
    }
  }

  private static Marketplace marketplace(JsonNode document) {
    String affiliate = VtexJson.text(document, "affiliateId");
    String order = VtexJson.text(document, "marketplaceOrderId");
    boolean own = "Marketplace".equalsIgnoreCase(VtexJson.text(document, "origin"));
    if (affiliate == null && order == null && own) {
      return null;
    }
    String name = VtexJson.text(VtexJson.field(document, "marketplace"), "name");
    if (affiliate == null && order == null && name == null) {
      return null;
    }
    return new Marketplace(affiliate == null ? name : affiliate, order);
  }

  private static String notes(JsonNode document, Map<String, String> extras) {
    JsonNode field = VtexJson.field(document, "openTextField");
    String words = field.isObject() ? VtexJson.text(field, "value") : VtexJson.text(field);
    String others = extras.get("otherServices");
    if (others == null) {
      return words;
    }
    String loud = "ATENÇÃO: parte do pedido vai por " + others;
    return words == null ? loud : words + "\n" + loud;
  }
}
