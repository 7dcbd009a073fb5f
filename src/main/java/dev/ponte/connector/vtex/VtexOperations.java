package dev.ponte.connector.vtex;

import static dev.ponte.connection.ApiCall.Effect.ONCE;
import static dev.ponte.connection.ApiCall.Effect.READ;
import static dev.ponte.connection.ApiCall.Effect.REPEATABLE;
import static dev.ponte.connector.vtex.VtexHosts.Host.ACCOUNT;
import static dev.ponte.connector.vtex.VtexHosts.Host.PAYMENTS;
import static dev.ponte.connector.vtex.VtexHosts.Host.PRICING;

import dev.ponte.connection.ApiCall.Effect;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All documented operations, as one table. */
final class VtexOperations {

  static final String LIST = "list-orders";
  static final String GET = "get-order";
  static final String GROUP = "get-order-group";
  static final String START_HANDLING = "start-handling";
  static final String CANCEL = "cancel";
  static final String INVOICE = "invoice";
  static final String TRACK = "update-tracking";
  static final String FOLLOW = "tracking-events";
  static final String TRANSACTION = "get-transaction";
  static final String PAYMENT = "get-payment";

  static final String INVENTORY = "get-inventory";
  static final String SET_QUANTITY = "set-quantity";
  static final String WAREHOUSES = "list-warehouses";
  static final String SKU = "get-sku";
  static final String SKU_BY_EAN = "get-sku-by-ean";
  static final String SKU_BY_REF = "get-sku-by-ref-id";
  static final String SKU_EANS = "get-sku-eans";
  static final String SKUS = "list-skus";
  static final String SKUS_BY_REFS = "get-skus-by-ref-ids";

  private static final String ORDERS = "/api/oms/pvt/orders";
  private static final String ORDER = ORDERS + "/{orderId}";
  private static final String STOCK =
      "/api/logistics/pvt/inventory/skus/{skuId}/warehouses/{warehouseId}";
  private static final String CATALOG = "/api/catalog_system/pvt/sku";
  private static final String CHANGES = "/api/order-system/orders/{changeOrderId}/changes";

  private static final String[] FILTERS = {
    "page",
    "per_page",
    "orderBy",
    "f_status",
    "f_creationDate",
    "f_authorizedDate",
    "f_invoicedDate",
    "f_hasInputInvoice",
    "f_salesChannel",
    "salesChannelId",
    "f_affiliateId",
    "f_sellerNames",
    "f_paymentNames",
    "f_shippingEstimate",
    "f_UtmSource",
    "f_callCenterOperatorName",
    "f_RnB",
    "f_isInstore",
    "incompleteOrders",
    "q",
    "searchField"
  };

  private final Map<String, VtexOperation> table = new LinkedHashMap<>();

  /**
   * @param settings decide between today's verbs and paths and those of 2014
   */
  VtexOperations(VtexSettings settings) {
    boolean oldCancel = settings.cancelMethod().equals("GET");
    String invoice = "/api/oms/%s/orders/{orderId}/invoice".formatted(settings.pathPrefix());
    read(1, LIST, ORDERS, FILTERS);
    read(1, GET, ORDER);
    read(1, GROUP, ORDERS + "/order-group/{orderGroup}");
    write(1, START_HANDLING, "POST", ONCE, ORDER + "/start-handling", false);
    write(1, CANCEL, settings.cancelMethod(), ONCE, ORDER + "/cancel", !oldCancel);
    write(2, INVOICE, "POST", ONCE, invoice, true);
    write(2, TRACK, "PATCH", REPEATABLE, ORDER + "/invoice/{invoiceNumber}", true);
    write(2, FOLLOW, "PUT", REPEATABLE, ORDER + "/invoice/{invoiceNumber}/tracking", true);
    read(3, "get-conversation", ORDER + "/conversation-message");
    write(3, "add-interaction", "POST", ONCE, ORDER + "/interactions", true);
    read(1, "get-payment-transaction", ORDER + "/payment-transaction");
    write(
        2,
        "notify-payment",
        "POST",
        ONCE,
        ORDER + "/payments/{paymentId}/payment-notification",
        false);
    write(
        2,
        "deny-cancellation",
        "POST",
        ONCE,
        "/api/orders/pvt/document/{orderId}/deny-cancellation-request",
        true);
    read(3, "get-change-summary", "/api/orders/pvt/document/{orderId}/change-summary");
    read(3, "get-changes", CHANGES, "an");
    write(3, "change-order", "PATCH", ONCE, CHANGES, true, "accountName");
    feed();
    gateway();
    goods();
  }

  List<String> names() {
    return List.copyOf(table.keySet());
  }

  /**
   * @throws IllegalArgumentException when there is none of that name
   */
  VtexOperation get(String name) {
    VtexOperation operation = table.get(name);
    if (operation == null) {
      throw new IllegalArgumentException(
          "VTEX has no operation %s; there are %s".formatted(name, table.keySet()));
    }
    return operation;
  }

  private void feed() {
    String feed = "/api/orders/feed";
    read(1, "get-feed", feed, "maxlot");
    write(1, "commit-feed", "POST", REPEATABLE, feed, true);
    read(3, "get-feed-config", feed + "/config");
    write(3, "set-feed-config", "POST", REPEATABLE, feed + "/config", true);
    write(3, "delete-feed-config", "DELETE", REPEATABLE, feed + "/config", false);
    String hook = "/api/orders/hook/config";
    read(3, "get-hook-config", hook);
    write(3, "set-hook-config", "POST", REPEATABLE, hook, true);
    write(3, "delete-hook-config", "DELETE", REPEATABLE, hook, false);
  }

  private void gateway() {
    String transaction = "/api/pvt/transactions/{transactionId}";
    add(TRANSACTION, "GET", transaction, false, READ, PAYMENTS, 1);
    add(PAYMENT, "GET", transaction + "/payments/{paymentId}", false, READ, PAYMENTS, 1);
    add("get-settlements", "GET", transaction + "/settlements", false, READ, PAYMENTS, 3);
  }

  private void goods() {
    read(3, INVENTORY, "/api/logistics/pvt/inventory/skus/{skuId}");
    write(3, "set-inventory", "PUT", REPEATABLE, STOCK, true);
    write(3, SET_QUANTITY, "PATCH", REPEATABLE, STOCK + "/quantity", true);
    write(3, "set-lead-time", "PATCH", REPEATABLE, STOCK + "/lead-time", true);
    read(3, WAREHOUSES, "/api/logistics/pvt/configuration/warehouses");
    String price = "/pricing/prices/{itemId}";
    add("get-price", "GET", price, false, READ, PRICING, 3);
    add("set-price", "PUT", price, true, REPEATABLE, PRICING, 3);
    add("delete-price", "DELETE", price, false, REPEATABLE, PRICING, 3);
    add("get-fixed-prices", "GET", price + "/fixed", false, READ, PRICING, 3);
    read(3, SKU, CATALOG + "/stockkeepingunitbyid/{skuId}");
    read(3, SKU_BY_EAN, CATALOG + "/stockkeepingunitbyean/{ean}");
    read(3, SKU_BY_REF, "/api/catalog/pvt/stockkeepingunit", "RefId");
    read(3, SKU_EANS, "/api/catalog/pvt/stockkeepingunit/{skuId}/ean");
    read(3, SKUS, CATALOG + "/stockkeepingunitids", "page", "pagesize");
    String byRefs = "/api/catalog_system/pub/sku/stockkeepingunitidsbyrefids";
    write(3, SKUS_BY_REFS, "POST", READ, byRefs, true);
  }

  private void read(int priority, String name, String path, String... query) {
    add(name, "GET", path, false, READ, ACCOUNT, priority, query);
  }

  private void write(
      int priority,
      String name,
      String method,
      Effect effect,
      String path,
      boolean body,
      String... query) {
    add(name, method, path, body, effect, ACCOUNT, priority, query);
  }

  private void add(
      String name,
      String method,
      String path,
      boolean body,
      Effect effect,
      VtexHosts.Host host,
      int priority,
      String... query) {
    table.put(
        name, new VtexOperation(name, method, path, List.of(query), body, effect, host, priority));
  }
}
