package dev.ponte.ledger.view;

/**
 * What a delivery waits for.
 *
 * @param sentence the same for a person
 */
public record Wait(Tone tone, Sentence sentence) {

  /** Whether it goes on by itself. */
  public enum Tone {
    /** Its turn comes. */
    UNDER_WAY,
    /** Something must change first; that is waited for. */
    WAITS,
    /** A person must do something. */
    PERSON
  }
}
