package dev.ponte.connector.vtex;

import java.util.Set;

/**
 * What VTEX's workflow strings mean for us. The set is open: what is not known here is left to a
 * person.
 */
final class VtexStatus {

  static final String READY = "ready-for-handling";
  static final String CANCELED = "canceled";

  private static final Set<String> HANDLED =
      Set.of(
          "start-handling",
          "handling",
          "waiting-for-fulfillment",
          "ready-for-invoicing",
          "invoice",
          "invoiced");
  private static final Set<String> INVOICED = Set.of("invoice", "invoiced");
  private static final Set<String> CANCELLING =
      Set.of(
          "request-cancel",
          "waiting-for-seller-decision",
          "cancellation-requested",
          "cancelation-request",
          "cancel",
          "canceled",
          "cancelled",
          "replaced");

  private VtexStatus() {}

  /** Start-handling has been done, or is past. */
  static boolean isHandled(String status) {
    return HANDLED.contains(status);
  }

  /** Too late for a cancellation. */
  static boolean isInvoiced(String status) {
    return INVOICED.contains(status);
  }

  /** Cancelled or on the way to it. */
  static boolean isCancelling(String status) {
    return CANCELLING.contains(status);
  }

  static boolean isCancelled(String status) {
    return CANCELED.equals(status) || "cancelled".equals(status) || "replaced".equals(status);
  }
}
