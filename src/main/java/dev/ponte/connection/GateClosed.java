package dev.ponte.connection;

import dev.ponte.delivery.FailureClass;

/** Nothing was sent, since the gate is closed: that says nothing new of the system. */
final class GateClosed extends ApiFailure {

  GateClosed(String message) {
    super(FailureClass.THROTTLED, message, null, null, null, null);
  }
}
