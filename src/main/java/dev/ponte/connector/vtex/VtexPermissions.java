package dev.ponte.connector.vtex;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.connection.ApiCall;
import java.util.Map;

/** Which resource of VTEX's License Manager the key needs for a call, where its pages name one. */
final class VtexPermissions {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String FEED = "Feed v3 and Hook Admin";
  private static final String NOTIFY_INVOICE = "Notify invoice";

  private static final Map<String, String> RESOURCES =
      Map.ofEntries(
          Map.entry(VtexOperations.LIST, "List Orders"),
          Map.entry(VtexOperations.GET, "View order"),
          Map.entry(VtexOperations.GROUP, "View order"),
          Map.entry(VtexOperations.START_HANDLING, "Change order workflow status"),
          Map.entry(VtexOperations.CANCEL, "Cancel order"),
          Map.entry(VtexOperations.INVOICE, NOTIFY_INVOICE),
          Map.entry(VtexOperations.TRACK, NOTIFY_INVOICE),
          Map.entry(VtexOperations.FOLLOW, NOTIFY_INVOICE),
          Map.entry(VtexOperations.FEED, FEED),
          Map.entry(VtexOperations.COMMIT_FEED, FEED),
          Map.entry(VtexOperations.FEED_CONFIG, FEED),
          Map.entry(VtexOperations.SET_FEED, FEED),
          Map.entry(VtexOperations.INVENTORY, "Logistics inventory read only"),
          Map.entry(VtexOperations.SET_QUANTITY, "Logistics inventory full access"),
          Map.entry(VtexOperations.WAREHOUSES, "Logistics viewer"),
          Map.entry(VtexOperations.PRICE, "Read prices"),
          Map.entry(VtexOperations.SET_PRICE, "Modify prices"),
          Map.entry(VtexOperations.ADD_FIXED, "Modify prices"),
          Map.entry(VtexOperations.TRANSACTION, "View Payment Data"),
          Map.entry(VtexOperations.PAYMENT, "View Payment Data"));

  private VtexPermissions() {}

  /** The operation and its resource; an invoice of a return needs another one than a sale's. */
  static String of(ApiCall call) {
    String operation = call.operation();
    String resource =
        operation.equals(VtexOperations.INVOICE) && isReturn(call)
            ? "Notify refund"
            : RESOURCES.get(operation);
    return resource == null ? operation : "%s: %s".formatted(operation, resource);
  }

  /** The resource that an operation needs; null where none is named. */
  static String resource(String operation) {
    return RESOURCES.get(operation);
  }

  private static boolean isReturn(ApiCall call) {
    try {
      return call.body() != null
          && "Input".equals(VtexJson.text(JSON.readTree(call.body()), "type"));
    } catch (JsonProcessingException notJson) {
      return false;
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
