package dev.ponte.ledger;

/**
 * A person's act: who does it, by what, and why.
 *
 * @param role may be null
 * @param via {@code jmx}, {@code actuator}, or the name of a bulk
 * @param reason in the person's words; null when none was given
 */
public record Act(String who, String role, String via, String reason) {

  public Act {
    reason = reason == null || reason.isBlank() ? null : reason.strip();
  }
}
