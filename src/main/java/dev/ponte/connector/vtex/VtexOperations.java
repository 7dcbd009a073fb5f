package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Operation;
import dev.ponte.connection.Operations;
import java.util.Locale;

/** The operations of VTEX as calls. */
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

  static final String FEED = "get-feed";
  static final String COMMIT_FEED = "commit-feed";
  static final String FEED_CONFIG = "get-feed-config";
  static final String SET_FEED = "set-feed-config";

  static final String INVENTORY = "get-inventory";
  static final String SET_QUANTITY = "set-quantity";
  static final String WAREHOUSES = "list-warehouses";
  static final String SKU = "get-sku";
  static final String SKU_BY_EAN = "get-sku-by-ean";
  static final String SKU_BY_REF = "get-sku-by-ref-id";
  static final String SKU_EANS = "get-sku-eans";
  static final String SKUS = "list-skus";
  static final String SKUS_BY_REFS = "get-skus-by-ref-ids";

  static final String PRICE = "get-price";
  static final String SET_PRICE = "set-price";
  static final String ADD_FIXED = "add-fixed-prices";
  static final String PRICE_CONFIG = "get-pricing-config";

  static final Operations TABLE = Operations.of("vtex");

  private VtexOperations() {}

  /**
   * The call of an operation. Some accounts still want verbs and paths of 2014, as their settings
   * say.
   *
   * @throws IllegalArgumentException in one sentence, when there is none of that name, or its
   *     arguments are wrong
   */
  static ApiCall call(Connection connection, String name, JsonNode arguments) {
    VtexSettings settings = connection.settings(VtexSettings.class);
    Operation operation = TABLE.get(name);
    operation.requireSafe(connection.name(), settings.allowDangerous(), arguments);
    String verb = name.equals(CANCEL) ? settings.cancelMethod() : operation.verb();
    String path =
        name.equals(INVOICE)
            ? operation.path().replace("/pvt/", "/" + settings.pathPrefix() + "/")
            : operation.path();
    ApiCall call = operation.at(verb, path).call(arguments).header("Accept", "application/json");
    return VtexHosts.at(connection, host(operation), call);
  }

  private static VtexHosts.Host host(Operation operation) {
    return VtexHosts.Host.valueOf(
        operation.more().getOrDefault("host", "account").toUpperCase(Locale.ROOT));
  }
}
