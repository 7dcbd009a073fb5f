package dev.ponte.connector.vtex;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  private static final Set<String> DENIED =
      Set.of(
          "cancellation-request-denied",
          "cancellation-request-denied-ffm",
          "invoice-after-cancellation-deny");
  private static final Set<String> INVOICEABLE =
      Set.of(
          "handling",
          "ready-for-invoicing",
          "waiting-for-fulfillment",
          "invoiced",
          "invoice-after-cancellation-deny");

  /** On the way to handling or through a step of VTEX's own; each ends by itself. */
  private static final Set<String> EARLIER =
      Set.of(
          "",
          "order-created",
          "order-accepted",
          "order-completed",
          "on-order-completed",
          "on-order-completed-ffm",
          "waiting-for-authorization",
          "waiting-for-sellers-confirmation",
          "waiting-for-order-authorization",
          "waiting-for-manual-authorization",
          "waiting-for-mkt-authorization",
          "waiting-ffmt-authorization",
          "waiting-seller-handling",
          "payment-pending",
          "approve-payment",
          "payment-approved",
          "authorize-fulfillment",
          "window-to-cancel",
          "window-to-change-payment",
          "window-to-change-seller",
          READY,
          "start-handling",
          "invoice",
          "cancellation-request-denied",
          "cancellation-request-denied-ffm");

  private VtexStatus() {}

  /** Of which the ERP may have to hear. */
  static Set<String> cancellingOrDenied() {
    return Stream.of(CANCELLING, DENIED).flatMap(Set::stream).collect(Collectors.toSet());
  }

  /** The seller denied the customer's wish to cancel, so the order goes on. */
  static boolean isDenied(String status) {
    return DENIED.contains(status);
  }

  /** VTEX takes an invoice. */
  static boolean isInvoiceable(String status) {
    return INVOICEABLE.contains(status);
  }

  /** Comes before a status that takes an invoice; it is worth waiting. */
  static boolean isBeforeInvoice(String status) {
    return EARLIER.contains(status);
  }

  /** Start-handling has been done, or is past. */
  static boolean isHandled(String status) {
    return HANDLED.contains(status);
  }

  /** The customer wants to cancel, and the store has to agree or to deny. */
  static boolean isAskedToCancel(String status) {
    return "cancellation-requested".equals(status) || "cancelation-request".equals(status);
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
