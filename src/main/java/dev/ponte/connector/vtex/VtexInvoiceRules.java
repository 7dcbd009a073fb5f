package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Invoice;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What must hold before an invoice is sent, since VTEX accepts some of what it cannot carry out:
 * characters in the number that break its tracking, values that leave the order unfinished.
 *
 * @param calls about the order
 * @param document the order as it is now
 */
record VtexInvoiceRules(VtexOrderCalls calls, JsonNode document, VtexPackages packages) {

  private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9-]+");
  private static final int LOOK_AGAIN = 15;

  /**
   * @throws DeliveryFailure rejected, not yet, or for a person, each with what to do
   */
  void check(Invoice invoice, Instant now) {
    if (!NUMBER.matcher(invoice.number()).matches()) {
      throw rejected(
          invoice,
          "has other characters in its number than letters, digits and hyphen, which breaks its tracking in VTEX; correct it at its source");
    }
    if (invoice.value().signum() == 0) {
      throw rejected(
          invoice, "has the value 0, which VTEX does not take; correct it at its source");
    }
    String status = VtexOrderCalls.status(document);
    if (VtexStatus.isCancelling(status)) {
      throw calls
          .failure(
              FailureClass.PERSON,
              "is in %s in the store, so invoice %s is not sent; cancel the NF-e and say done; or deny the cancellation in the store and say that it is not there"
                  .formatted(status, invoice.number()))
          .because("vtex.invoice-of-cancelling-order", null);
    }
    if (invoice.kind() == Invoice.Kind.RETURN) {
      checkReturn(invoice, status, now);
    } else {
      checkSale(invoice, status, now);
    }
  }

  /** The sum first: what is invoiced in full already will not change by waiting. */
  private void checkSale(Invoice invoice, String status, Instant now) {
    BigDecimal value = value();
    BigDecimal sum = packages.sold().add(invoice.value());
    if (sum.compareTo(value) > 0) {
      throw rejected(
          invoice,
          "is for %s, but the order's value is %s, of which %s is invoiced already%s; correct it at its source"
              .formatted(money(invoice.value()), money(value), money(packages.sold()), numbers()));
    }
    boolean rest = status.equals("payment-approved") && !packages.isEmpty();
    if (VtexStatus.isInvoiceable(status) || rest) {
      return;
    }
    if (VtexStatus.isBeforeInvoice(status)) {
      throw calls.notYet(
          "is in \"%s\" and takes no invoice yet; invoice %s waits"
              .formatted(status, invoice.number()),
          now.plusSeconds(LOOK_AGAIN));
    }
    throw calls
        .failure(
            FailureClass.PERSON,
            "is in \"%s\", in which it is not known whether VTEX takes invoice %s; see in the store what happened to it"
                .formatted(status, invoice.number()))
        .because("vtex.invoice-status-unknown", null);
  }

  /** VTEX refunds by an Input invoice, and only what is invoiced in full. */
  private void checkReturn(Invoice invoice, String status, Instant now) {
    if (status.equals("invoice")) {
      throw calls.notYet("is being invoiced; the return waits", now.plusSeconds(LOOK_AGAIN));
    }
    if (!status.equals("invoiced")) {
      throw calls
          .failure(
              FailureClass.PERSON,
              "is in \"%s\" and not invoiced in full, and before that VTEX takes no return; cancel the rest in the store, or send return %s when the order is invoiced"
                  .formatted(status, invoice.number()))
          .because("vtex.return-before-invoiced", null);
    }
    BigDecimal sum = packages.returned().add(invoice.value());
    if (sum.compareTo(packages.sold()) > 0) {
      throw rejected(
          invoice,
          "returns %s, but of the %s that is invoiced %s is returned already; correct it at its source"
              .formatted(
                  money(invoice.value()), money(packages.sold()), money(packages.returned())));
    }
  }

  private BigDecimal value() {
    BigDecimal value = VtexJson.money(document, "value");
    if (value == null) {
      throw calls
          .failure(FailureClass.PERSON, "has no value; look at it in the store")
          .because("vtex.order-without-value", null);
    }
    return value;
  }

  private String numbers() {
    return packages.isEmpty()
        ? ""
        : packages.sales().stream()
            .map(VtexPackages.Parcel::number)
            .collect(Collectors.joining(", ", " (", ")"));
  }

  DeliveryFailure rejected(Invoice invoice, String what) {
    return calls.failure(
        FailureClass.REJECTED, "did not get invoice %s: it %s".formatted(invoice.number(), what));
  }

  private static String money(BigDecimal amount) {
    return amount.setScale(2).toPlainString();
  }
}
