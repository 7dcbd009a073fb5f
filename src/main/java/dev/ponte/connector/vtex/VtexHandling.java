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
  private static final int BAD_REQUEST = 400;
  private static final int CONFLICT = 409;

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

  /**
   * What is refused by 400 or 409 may be done already: by which code is not the same everywhere.
   */
  private static boolean isUnclear(ApiFailure failure) {
    return failure.failureClass() == FailureClass.IN_DOUBT
        || isOfTheStatus(failure)
        || isRefusal(failure);
  }

  /** OMS003 comes with 400 from some accounts and with 409 from others, who also say OMS004. */
  private static boolean isOfTheStatus(ApiFailure failure) {
    return status(failure) == CONFLICT
        || failure.code().map(VtexErrors.WRONG_STATUS::equals).orElse(false);
  }

  private static boolean isRefusal(ApiFailure failure) {
    return failure.failureClass() == FailureClass.REJECTED && status(failure) == BAD_REQUEST;
  }

  private static int status(ApiFailure failure) {
    return failure.answer().map(ApiAnswer::status).orElse(0);
  }

  private Outcome readBack(String what, ApiFailure failure) {
    String status = order.status();
    if (VtexStatus.isHandled(status)) {
      return Outcome.delivered("start-handling was already done, the order is in " + status);
    }
    if (VtexStatus.isCancelling(status)) {
      throw order
          .failure(
              FailureClass.PERSON,
              "is in %s in the store, but the ERP has taken it; cancel it in the ERP"
                  .formatted(status),
              failure)
          .because("vtex.order-cancelling", null);
    }
    if (status.equals(VtexStatus.READY)) {
      if (failure != null && isRefusal(failure) && !isOfTheStatus(failure)) {
        throw failure;
      }
      throw order.failure(
          FailureClass.TRANSIENT, "is still in %s after: %s".formatted(status, what), failure);
    }
    throw order
        .failure(
            FailureClass.PERSON,
            "is in \"%s\" and cannot be put in handling; see in the store what happened to it"
                .formatted(status),
            failure)
        .because("vtex.order-not-handled", null);
  }
}
