package dev.ponte.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * A call or a delivery failed, and how. The message is for the operator: what happened, to which
 * record, on which connection, and what to do next; it holds no secret.
 */
public class DeliveryFailure extends RuntimeException {

  private final FailureClass failureClass;
  private final String code;
  private final transient Instant retryAt;

  public DeliveryFailure(FailureClass failureClass, String message) {
    this(failureClass, message, null, null, null);
  }

  public DeliveryFailure(FailureClass failureClass, String message, Throwable cause) {
    this(failureClass, message, null, null, cause);
  }

  /**
   * @param code the target's own code or HTTP status; null when there is none
   * @param retryAt not before this instant, as the target asked; null when it did not say
   */
  public DeliveryFailure(
      FailureClass failureClass, String message, String code, Instant retryAt, Throwable cause) {
    super(message, cause);
    this.failureClass = failureClass;
    this.code = code;
    this.retryAt = retryAt;
  }

  /** The same failure, told of a record. */
  public DeliveryFailure about(String record) {
    return new DeliveryFailure(failureClass, record + ": " + getMessage(), code, retryAt, this);
  }

  public FailureClass failureClass() {
    return failureClass;
  }

  public Optional<String> code() {
    return Optional.ofNullable(code);
  }

  public Optional<Instant> retryAt() {
    return Optional.ofNullable(retryAt);
  }
}
