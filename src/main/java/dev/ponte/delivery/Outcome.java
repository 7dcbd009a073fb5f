package dev.ponte.delivery;

/**
 * How a delivery ended at the target.
 *
 * @param result how it ended
 * @param words what the target answered or why it ended so, for the operator; null when there is
 *     nothing to say
 * @param code the target's own code; null when it gave none
 */
public record Outcome(Result result, String words, String code) {

  /** The ends that a sink may choose; failures are thrown as {@link DeliveryFailure}. */
  public enum Result {
    DELIVERED,
    SKIPPED
  }

  public static Outcome delivered(String words) {
    return new Outcome(Result.DELIVERED, words, null);
  }

  public static Outcome skipped(String words) {
    return new Outcome(Result.SKIPPED, words, null);
  }
}
