package dev.ponte.delivery;

import java.time.Instant;
import java.util.Optional;

/**
 * A call or a delivery failed, and how. The message is for the operator: what happened, to which
 * record, on which connection, and what to do next; it holds no secret.
 */
public class DeliveryFailure extends RuntimeException implements Named {

  private final FailureClass failureClass;
  private final String code;
  private final transient Instant retryAt;
  private String cause;
  private String subject;

  public DeliveryFailure(FailureClass failureClass, String message) {
    this(failureClass, message, null, null, null);
  }

  public DeliveryFailure(FailureClass failureClass, String message, Throwable cause) {
    this(failureClass, message, null, null, cause);
  }

  /**
   * @param code the target's own code or HTTP status; null when there is none
   * @param retryAt not before this instant, as the target asked; null when it did not say
   * @param cause whose name of what has to be repaired is taken over; null when there is none
   */
  public DeliveryFailure(
      FailureClass failureClass, String message, String code, Instant retryAt, Throwable cause) {
    super(message, cause);
    this.failureClass = failureClass;
    this.code = code;
    this.retryAt = retryAt;
    Named named = Named.of(cause);
    if (named != null) {
      because(named.cause().get(), named.subject().orElse(null));
    }
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

  /**
   * Names what has to be repaired, so that all that failed by it are one group.
   *
   * @param cause such as {@code focco.no-carrier}
   * @param subject what is missing or wrong, such as the carrier's name; never personal; null when
   *     there is none
   * @return this
   */
  public DeliveryFailure because(String cause, String subject) {
    this.cause = cause;
    this.subject = subject;
    return this;
  }

  @Override
  public Optional<String> cause() {
    return Optional.ofNullable(cause);
  }

  @Override
  public Optional<String> subject() {
    return Optional.ofNullable(subject);
  }
}
