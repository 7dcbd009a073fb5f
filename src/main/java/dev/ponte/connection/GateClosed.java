package dev.ponte.connection;

import dev.ponte.delivery.FailureClass;
import java.time.Instant;

/** Nothing was sent, since the gate is closed: that says nothing new of the system. */
final class GateClosed extends ApiFailure {

  private GateClosed(FailureClass failureClass, String message, Instant retryAt) {
    super(failureClass, message, null, retryAt, null, null);
  }

  /** All calls rest. Names no instant: the gate itself knows when it opens again. */
  static GateClosed connection(String message) {
    return new GateClosed(FailureClass.THROTTLED, message, null);
  }

  /** Only some calls rest, so the gate stays open and the delivery comes again by itself. */
  static GateClosed part(FailureClass failureClass, String message, Instant until) {
    return new GateClosed(failureClass, message, until);
  }
}
