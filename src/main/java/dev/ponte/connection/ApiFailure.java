package dev.ponte.connection;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.time.Instant;
import java.util.Optional;

/** A call failed; carries the answer, when one came, so that a connector can read its body. */
public class ApiFailure extends DeliveryFailure {

  private final transient ApiAnswer answer;

  /**
   * @param code the system's own code or the HTTP status; null when there is none
   * @param retryAt not before this instant; null when the system did not say
   * @param answer the complete answer; null when none came
   */
  public ApiFailure(
      FailureClass failureClass,
      String message,
      String code,
      Instant retryAt,
      ApiAnswer answer,
      Throwable cause) {
    super(failureClass, message, code, retryAt, cause);
    this.answer = answer;
  }

  public Optional<ApiAnswer> answer() {
    return Optional.ofNullable(answer);
  }
}
