package dev.ponte.connector.vtex;

import dev.ponte.connection.ApiAnswer;
import dev.ponte.connection.ApiFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;

/**
 * Start-handling: the ERP has the order. It can be done once only; whatever comes back but a clean
 * 204, the order itself tells whether it was done.
 */
final class VtexHandling {

  private static final int DONE = 204;

  private final VtexOrderCalls order;

  VtexHandling(VtexOrderCalls order) {
    this.order = order;
  }

  Outcome start() {
    try {
      ApiAnswer answer = order.startHandling();
      return answer.status() == DONE
          ? Outcome.delivered("start-handling")
          : readBack("start-handling was answered with HTTP " + answer.status(), null);
    } catch (ApiFailure failure) {
      if (!isUnclear(failure)) {
        throw failure;
      }
      return readBack(failure.getMessage(), failure);
    }
  }

  /** OMS003 comes with 400 from some accounts and with 409 from others, so the code decides. */
  private static boolean isUnclear(ApiFailure failure) {
    return failure.failureClass() == FailureClass.IN_DOUBT
        || failure.code().map(VtexError.WRONG_STATUS::equals).orElse(false);
  }

  private Outcome readBack(String what, ApiFailure failure) {
    String status = order.status();
    if (VtexStatus.isHandled(status)) {
      return Outcome.delivered("start-handling was already done, the order is in " + status);
    }
    if (VtexStatus.isCancelling(status)) {
      throw order.failure(
          FailureClass.PERSON,
          "is in %s in the store, but the ERP has taken it; cancel it in the ERP".formatted(status),
          failure);
    }
    if (status.equals(VtexStatus.READY)) {
      throw order.failure(
          FailureClass.TRANSIENT, "is still in %s after: %s".formatted(status, what), failure);
    }
    throw order.failure(
        FailureClass.PERSON,
        "is in \"%s\" and cannot be put in handling; see in the store what happened to it"
            .formatted(status),
        failure);
  }
}
