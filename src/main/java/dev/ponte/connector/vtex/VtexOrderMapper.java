package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.VtexFields.cents;
import static dev.ponte.connector.vtex.VtexFields.text;
import static dev.ponte.connector.vtex.VtexFields.time;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Charge;
import dev.ponte.canonical.Marketplace;
import dev.ponte.canonical.Order;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A VTEX order document as canonical order: a pure function. Money is in cents there; the
 * document's traps are those of section 6 of the contract.
 */
final class VtexOrderMapper {

  private static final Set<String> CANCELLED =
      Set.of("cancel", "canceled", "cancelled", "request-cancel", "cancellation-requested");

  private final String connection;
  private final ZoneId zone;
  private final Set<String> sellers;

  /**
   * @param connection name of the connection, the order's source
   * @param zone of times without an offset
   * @param sellers whose lines this installation ships
   */
  VtexOrderMapper(String connection, ZoneId zone, List<String> sellers) {
    this.connection = connection;
    this.zone = zone;
    this.sellers = Set.copyOf(sellers);
  }

  /**
   * The canonical order.
   *
   * @throws IllegalArgumentException in one sentence that a person can act on, when no ERP could
   *     take the order as it is
   */
  Order toOrder(JsonNode document) {
    String id = text(document, "orderId");
    refuseOthersGoods(id, document);
    VtexTotals totals = VtexTotals.of(id, document);
    VtexLines lines = VtexLines.of(document);
    List<Charge> charges = new ArrayList<>(totals.charges());
    charges.addAll(lines.bundles());
    BigDecimal discounts = lines.settle(id, totals);
    if (discounts.signum() != 0) {
      charges.add(new Charge(VtexTotals.DISCOUNTS, "Desconto do pedido", discounts));
    }
    VtexShipping shipping = new VtexShipping(document.path("shippingData"), zone);
    Map<String, String> extras = new TreeMap<>(VtexExtras.of(document));
    extras.putAll(shipping.extras());
    extras.putAll(lines.notes());
    return new Order(
        connection,
        id,
        text(document, "sequence"),
        text(document, "orderGroup"),
        text(document, "origin"),
        marketplace(document),
        text(document, "status"),
        CANCELLED.contains(String.valueOf(text(document, "status"))),
        time(document, "creationDate", zone),
        time(document, "lastChange", zone),
        currency(document),
        VtexPeople.customer(document),
        VtexPeople.billing(document),
        shipping.address(),
        lines.lines(),
        VtexPayments.of(document),
        shipping.freight(totals.shipping()),
        charges,
        cents(document, "value"),
        text(document.path("openTextField"), "value"),
        extras,
        "/api/oms/pvt/orders/" + id);
  }

  /** On the store's own sale, lines of other sellers are shipped and invoiced by them. */
  private void refuseOthersGoods(String id, JsonNode document) {
    if (!"Marketplace".equals(text(document, "origin"))) {
      return;
    }
    for (JsonNode item : document.path("items")) {
      String seller = text(item, "seller");
      if (seller != null && !sellers.contains(seller)) {
        throw new IllegalArgumentException(
            "Order %s is shipped by seller %s; if that is you, add it to ponte.connections.%s.sellers"
                .formatted(id, seller, connection));
      }
    }
  }

  private static Marketplace marketplace(JsonNode document) {
    String name = text(document, "affiliateId");
    String order = text(document, "marketplaceOrderId");
    return name == null && order == null ? null : new Marketplace(name, order);
  }

  private static String currency(JsonNode document) {
    String code = text(document.path("storePreferencesData"), "currencyCode");
    // Documents before 2019 do not say; VTEX had Brazilian stores then.
    return code == null ? "BRL" : code;
  }
}
