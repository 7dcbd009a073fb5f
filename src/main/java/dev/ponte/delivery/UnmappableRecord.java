package dev.ponte.delivery;

/**
 * An inbound record that cannot be understood or that no ERP can take. The route configuration
 * {@code intake} sends it whole to {@code ledger:dead-letter}; the rest of the page goes on. The
 * message tells a person what is wrong and what to do.
 */
public class UnmappableRecord extends RuntimeException {

  public UnmappableRecord(String message) {
    super(message);
  }

  public UnmappableRecord(String message, Throwable cause) {
    super(message, cause);
  }
}
