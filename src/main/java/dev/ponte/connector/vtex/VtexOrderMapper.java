package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Address;
import dev.ponte.canonical.Customer;
import dev.ponte.canonical.Freight;
import dev.ponte.canonical.Marketplace;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.Payment;
import dev.ponte.canonical.StoreTerms;
import dev.ponte.canonical.StoreTerms.Parts;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.NamedFault;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.intake.Intake;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A VTEX order, as {@code GET /api/oms/pvt/orders/{orderId}} gives it, to a canonical one. Amounts
 * are cents there.
 *
 * @param source the connection that the order is read from
 * @param zone of dates without an offset
 * @param sellers ids of the sellers whose lines we ship ourselves
 * @param terms on which orders are taken
 */
record VtexOrderMapper(String source, ZoneId zone, Set<String> sellers, StoreTerms terms) {

  private static final String FULFILLMENT = "Fulfillment";
  private static final String REAL = "BRL";

  /** The mapper of a store's orders, by its settings. */
  static VtexOrderMapper of(Connection store, TakenTotals taken) {
    VtexSettings settings = store.settings(VtexSettings.class);
    return new VtexOrderMapper(
        store.name(),
        store.zone(),
        Set.copyOf(settings.sellers()),
        settings.money().terms(store.name(), taken));
  }

  /**
   * @throws UnmappableRecord in a sentence, when the order cannot be told or no ERP can take it
   */
  Order toOrder(JsonNode document) {
    String id = VtexJson.text(document, "orderId");
    try {
      return order(id, document);
    } catch (IllegalArgumentException e) {
      throw Intake.orderRefused(id, source, e);
    }
  }

  private Order order(String id, JsonNode document) {
    requireOwnGoods(document);
    Map<String, String> extras = new TreeMap<>();
    VtexExtras.add(document, extras);
    String currency =
        VtexJson.text(VtexJson.field(document, "storePreferencesData"), "currencyCode");
    currency = currency == null ? REAL : currency.toUpperCase(Locale.ROOT);
    terms.requireCurrency(source, currency);
    String status = VtexJson.text(document, "status");
    boolean cancelled = status != null && VtexStatus.isCancelling(status);
    VtexTotals totals = VtexTotals.of(document);
    Parts parts = VtexLines.of(document, id, cancelled, totals, terms, extras);
    VtexShipping shipping = new VtexShipping(document, zone);
    Address delivery = shipping.address();
    Freight freight = shipping.freight(totals.shipping(), extras);
    List<Payment> payments = VtexPayments.of(document, totals.value(), extras);
    Customer customer = VtexCustomers.of(document, extras);
    OffsetDateTime createdAt = VtexJson.time(document, "creationDate", zone);
    return new Order(
        source,
        id,
        null,
        VtexJson.text(document, "orderGroup"),
        VtexJson.text(document, "origin"),
        marketplace(document),
        status,
        cancelled,
        status != null && VtexStatus.isHandled(status),
        createdAt,
        VtexJson.time(document, "lastChange", zone),
        currency,
        customer,
        VtexAddresses.billing(document),
        delivery,
        parts.lines(),
        payments,
        freight,
        parts.charges(),
        totals.value(),
        StoreTerms.noted(notes(document, extras), parts, totals.value()),
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
        throw new NamedFault(
            "vtex.other-seller",
            seller,
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
