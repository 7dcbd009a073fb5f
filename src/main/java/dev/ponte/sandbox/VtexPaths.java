package dev.ponte.sandbox;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The paths that the VTEX simulator knows, and what operations they are. */
final class VtexPaths {

  static final Pattern ORDER = Pattern.compile("/api/oms/(pvt|pub)/orders/([^/]+)(?:/(.+))?");
  static final Pattern TRANSACTION =
      Pattern.compile("/api/pvt/transactions/([^/]+)(?:/payments/([^/]+))?");
  private static final Pattern INVOICE = Pattern.compile("/invoice/([^/]+)");
  private static final String LIST = "/api/oms/pvt/orders";

  private VtexPaths() {}

  static String operation(String path) {
    if (path.equals(LIST)) {
      return "list-orders";
    }
    Matcher transaction = TRANSACTION.matcher(path);
    if (transaction.matches()) {
      return transaction.group(2) == null ? "get-transaction" : "get-payment";
    }
    Matcher order = ORDER.matcher(path);
    if (!order.matches()) {
      return "unknown";
    }
    String action = order.group(3);
    if (order.group(2).equals("order-group")) {
      return "get-order-group";
    }
    if (action == null) {
      return "get-order";
    }
    if (action.endsWith("/tracking")) {
      return "tracking-events";
    }
    if (action.startsWith("invoice/")) {
      return "update-tracking";
    }
    return action.equals("payment-transaction") ? "get-payment-transaction" : action;
  }

  /** The invoice's number in a path of its tracking. */
  static String invoice(String path) {
    Matcher invoice = INVOICE.matcher(path);
    return invoice.find() ? Simulator.decode(invoice.group(1)) : "";
  }
}
