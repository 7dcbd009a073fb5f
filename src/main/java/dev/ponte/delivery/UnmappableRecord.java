package dev.ponte.delivery;

import java.util.Optional;

/**
 * An inbound record that cannot be understood or that no ERP can take. The route configuration
 * {@code intake} sends it whole to {@code ledger:dead-letter}; the rest of the page goes on. The
 * message tells a person what is wrong and what to do.
 */
public class UnmappableRecord extends RuntimeException implements Named {

  /** The cause of an order whose parts do not make its total; a person may take it all the same. */
  public static final String TOTAL_DIFFERS = "order.total-differs";

  private String cause;
  private String subject;

  public UnmappableRecord(String message) {
    super(message);
  }

  /** Takes over the name of what has to be repaired, if what it comes from has one. */
  public UnmappableRecord(String message, Throwable cause) {
    super(message, cause);
    Named named = Named.of(cause);
    if (named != null) {
      because(named.cause().get(), named.subject().orElse(null));
    }
  }

  /**
   * Names what has to be repaired, as {@link DeliveryFailure#because}.
   *
   * @return this
   */
  public UnmappableRecord because(String cause, String subject) {
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
