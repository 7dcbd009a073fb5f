package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Invoice;
import dev.ponte.connection.ApiFailure;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sends an invoice once. VTEX shows it in the order only seconds after it took it, and says little
 * about a number that it gets twice; so the call is noted before it is made, and made again only
 * when the order has not shown the invoice for so long that it cannot have arrived.
 */
final class VtexInvoicing {

  /**
   * Beyond the read time-out, in which a call that was sent can still take effect. VTEX was seen to
   * show an invoice after 6 seconds.
   */
  private static final Duration LOST = Duration.ofMinutes(1);

  /** An invoice that VTEX took and does not show for this long is a case for a person. */
  private static final Duration HIDDEN = Duration.ofMinutes(30);

  private static final int[] SECONDS = {2, 5, 10, 30};
  private static final Progress<Step> PROGRESS = new Progress<>(Step.class);
  private static final String SENDING = "sending";
  private static final String ACCEPTED = "accepted";

  /**
   * How far the invoice is.
   *
   * @param invoice {@link #SENDING} or {@link #ACCEPTED}
   * @param at since when
   */
  private record Step(String invoice, Instant at) {}

  private final VtexOrderCalls order;
  private final Delivery delivery;
  private final Clock clock;

  VtexInvoicing(VtexOrderCalls order, Delivery delivery, Clock clock) {
    this.order = order;
    this.delivery = delivery;
    this.clock = clock;
  }

  Outcome send(Invoice invoice) {
    JsonNode document = order.read();
    Optional<Outcome> there = there(invoice, document);
    if (there.isPresent()) {
      return there.get();
    }
    waitForSight(invoice);
    VtexInvoiceRules rules = new VtexInvoiceRules(order, document, VtexPackages.of(document));
    rules.check(invoice, clock.instant());
    ObjectNode body = body(invoice, document, rules);
    PROGRESS.checkpoint(delivery, new Step(SENDING, clock.instant()));
    Optional<Outcome> found = post(invoice, body);
    if (found.isPresent()) {
      return found.get();
    }
    PROGRESS.answered(delivery, new Step(ACCEPTED, clock.instant()));
    return there(invoice, order.read()).orElseThrow(() -> hidden(invoice, Duration.ZERO));
  }

  private static ObjectNode body(Invoice invoice, JsonNode document, VtexInvoiceRules rules) {
    try {
      return new VtexInvoiceMapper(document).toBody(invoice);
    } catch (IllegalArgumentException refused) {
      throw rules.rejected(invoice, refused.getMessage());
    }
  }

  /**
   * @return how it ended, when the call was refused since the invoice is there
   */
  private Optional<Outcome> post(Invoice invoice, ObjectNode body) {
    try {
      order.invoice(body);
      return Optional.empty();
    } catch (ApiFailure failure) {
      if (failure.failureClass() == FailureClass.IN_DOUBT) {
        throw hidden(invoice, Duration.ZERO);
      }
      delivery.answered(null);
      if (failure.failureClass() == FailureClass.REJECTED) {
        Optional<Outcome> there = there(invoice, order.read());
        if (there.isPresent()) {
          return there;
        }
      }
      throw failure;
    }
  }

  /** How it ended, when the order shows the invoice; one number cannot be two invoices. */
  private Optional<Outcome> there(Invoice invoice, JsonNode document) {
    VtexPackages packages = VtexPackages.of(document);
    Optional<VtexPackages.Parcel> found = packages.find(invoice.number());
    found.ifPresent(it -> requireSame(invoice, it));
    return found.map(
        it ->
            Outcome.delivered(
                "invoice %s is in the store, the order is in %s with %s of %s invoiced"
                    .formatted(
                        it.number(),
                        VtexOrderCalls.status(document),
                        packages.sold().toPlainString(),
                        VtexJson.centsOrZero(document, "value").toPlainString())));
  }

  private void requireSame(Invoice invoice, VtexPackages.Parcel there) {
    boolean sale = invoice.kind() == Invoice.Kind.SALE;
    boolean otherKey =
        there.key() != null
            && invoice.accessKey() != null
            && !there.key().equals(invoice.accessKey());
    if (there.output() != sale || otherKey) {
      throw order
          .failure(
              FailureClass.PERSON,
              "already has another invoice of number %s (%s, access key %s), and VTEX knows a number once; register this one there by hand"
                  .formatted(there.number(), there.output() ? "Output" : "Input", there.key()))
          .because("vtex.invoice-number-taken", null);
    }
  }

  private void waitForSight(Invoice invoice) {
    Step step = PROGRESS.of(delivery).filter(it -> it.invoice() != null).orElse(null);
    if (step == null) {
      return;
    }
    Duration since = Duration.between(step.at(), clock.instant());
    if (step.invoice().equals(ACCEPTED)) {
      throw since.compareTo(HIDDEN) < 0 ? hidden(invoice, since) : neverShown(invoice, since);
    }
    Duration readTimeout = order.connection().limits().readTimeout();
    if (since.compareTo(LOST.plus(readTimeout)) < 0) {
      throw hidden(invoice, since);
    }
  }

  private DeliveryFailure neverShown(Invoice invoice, Duration since) {
    return order
        .failure(
            FailureClass.PERSON,
            "does not show invoice %s, which VTEX accepted %d minutes ago; look for it in the store. If it is there, say done; if not, say that it is not there"
                .formatted(invoice.number(), since.toMinutes()))
        .because("vtex.invoice-not-shown", null);
  }

  /** Asks again after 2, 5, 10 and 30 seconds, and then every 30. */
  private DeliveryFailure hidden(Invoice invoice, Duration since) {
    long at = 0;
    int next = 0;
    while (at <= since.toSeconds()) {
      at += SECONDS[Math.min(next++, SECONDS.length - 1)];
    }
    return order.notYet(
        "was sent invoice %s and does not show it yet".formatted(invoice.number()),
        clock.instant().plusSeconds(at - since.toSeconds()));
  }
}
