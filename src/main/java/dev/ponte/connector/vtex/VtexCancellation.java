package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.ApiFailure;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import dev.ponte.sink.Progress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Cancels an order in the store. VTEX only accepts a cancellation and carries it out minutes later,
 * so it is sent once and then watched until the order is canceled. A customer's wish is agreed to
 * in the same way: VTEX waits for the store's word for 30 days.
 */
final class VtexCancellation {

  /** After this long without a trace, a request whose answer was lost did not arrive. */
  private static final Duration LOST = Duration.ofMinutes(10);

  private static final Duration LOOK_AGAIN = Duration.ofSeconds(15);
  private static final Progress<Step> PROGRESS = new Progress<>(Step.class);
  private static final String SENDING = "sending";
  private static final String ACCEPTED = "accepted";
  private static final String NO_REASON = "Cancelado no ERP";

  /**
   * How far the cancellation is.
   *
   * @param cancel {@link #SENDING} or {@link #ACCEPTED}
   * @param at since when
   */
  private record Step(String cancel, Instant at) {}

  private final VtexOrderCalls order;
  private final Delivery delivery;
  private final VtexHistory history;
  private final Clock clock;

  VtexCancellation(VtexOrderCalls order, Delivery delivery, VtexHistory history, Clock clock) {
    this.order = order;
    this.delivery = delivery;
    this.history = history;
    this.clock = clock;
  }

  /**
   * @param reason for the customer; null for a general one
   */
  Outcome cancel(String reason) {
    JsonNode document = order.read();
    String status = VtexOrderCalls.status(document);
    if (VtexStatus.isCancelled(status)) {
      return Outcome.delivered("the order is " + status);
    }
    boolean asked = VtexStatus.isAskedToCancel(status);
    if (wasSent() || VtexStatus.isCancelling(status) && !asked) {
      throw notYet(status);
    }
    requireCancellable(document, status, asked);
    PROGRESS.checkpoint(delivery, new Step(SENDING, clock.instant()));
    history.cancels(order.connection().name(), order.id(), clock.instant());
    send(reason);
    PROGRESS.answered(delivery, new Step(ACCEPTED, clock.instant()));
    String now = order.status();
    if (VtexStatus.isCancelled(now)) {
      return Outcome.delivered("the order is " + now);
    }
    throw notYet(now);
  }

  private void send(String reason) {
    try {
      order.cancel(reason == null || reason.isBlank() ? NO_REASON : reason);
    } catch (ApiFailure failure) {
      if (failure.failureClass() == FailureClass.IN_DOUBT) {
        throw notYet(order.status());
      }
      if (failure.failureClass() == FailureClass.REJECTED
          && VtexStatus.isCancelling(order.status())) {
        return;
      }
      delivery.answered(null);
      throw failure;
    }
  }

  /**
   * @param asked whether the customer wants it: who agrees need not be allowed to ask
   */
  private void requireCancellable(JsonNode document, String status, boolean asked) {
    boolean forbidden =
        !asked && "false".equalsIgnoreCase(VtexJson.text(document, "allowCancellation"));
    boolean packed =
        !VtexJson.list(VtexJson.field(document, "packageAttachment"), "packages").isEmpty();
    if (VtexStatus.isInvoiced(status) || packed || forbidden) {
      throw order
          .failure(
              FailureClass.PERSON,
              "was cancelled in the ERP, but the store no longer allows it (status %s%s); return it there with an invoice of type Input, or cancel it by hand"
                  .formatted(status, packed ? ", it has invoices" : ""))
          .because("vtex.cancellation-not-allowed", null);
    }
  }

  private boolean wasSent() {
    return PROGRESS
        .of(delivery)
        .filter(it -> it.cancel() != null)
        .filter(it -> it.cancel().equals(ACCEPTED) || it.at().plus(LOST).isAfter(clock.instant()))
        .isPresent();
  }

  private DeliveryFailure notYet(String status) {
    return new DeliveryFailure(
        FailureClass.NOT_YET,
        "Order %s of %s is asked to be cancelled and is in \"%s\"; VTEX needs minutes for it"
            .formatted(order.id(), order.connection().name(), status),
        null,
        clock.instant().plus(LOOK_AGAIN),
        null);
  }
}
