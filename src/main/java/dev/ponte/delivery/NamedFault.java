package dev.ponte.delivery;

import java.util.Optional;

/** A record cannot be taken as it is, and it is known what has to be repaired. */
public class NamedFault extends IllegalArgumentException implements Named {

  private final String cause;
  private final String subject;

  /**
   * @param cause such as {@code presence.situation-unknown}
   * @param subject what is missing or wrong; never personal; null when there is none
   * @param message what is wrong and what to do, for the operator
   */
  public NamedFault(String cause, String subject, String message) {
    super(message);
    this.cause = cause;
    this.subject = subject;
  }

  @Override
  public Optional<String> cause() {
    return Optional.of(cause);
  }

  @Override
  public Optional<String> subject() {
    return Optional.ofNullable(subject);
  }
}
