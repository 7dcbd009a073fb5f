package dev.ponte.delivery;

/**
 * How a delivery ended at the target.
 *
 * @param result how it ended
 * @param words what the target answered or why it ended so, for the operator; null when there is
 *     nothing to say
 * @param code the target's own code; null when it gave none
 * @param follows the canonical message that the target's answer is, for the steps behind the sink;
 *     null when there is none
 */
public record Outcome(Result result, String words, String code, String follows) {

  /** The ends that a sink may choose; failures are thrown as {@link DeliveryFailure}. */
  public enum Result {
    DELIVERED,
    SKIPPED
  }

  public static Outcome delivered(String words) {
    return new Outcome(Result.DELIVERED, words, null, null);
  }

  public static Outcome skipped(String words) {
    return new Outcome(Result.SKIPPED, words, null, null);
  }

  /** The same, which leaves a canonical message as JSON for the steps behind the sink. */
  public Outcome followedBy(String json) {
    return new Outcome(result, words, code, json);
  }
}
