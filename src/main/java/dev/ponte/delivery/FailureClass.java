package dev.ponte.delivery;

/** The failure classes, the same for all systems. */
public enum FailureClass {
  /**
   * Connection refused, 5xx, 408, 425, an unreadable answer to a read: tried again, with backoff.
   */
  TRANSIENT,
  /** The quota is used up or the target said "slow down": due when the window turns, no attempt. */
  THROTTLED,
  /**
   * Sent, but no complete answer came. For the ledger it is tried again; the sink has checkpointed
   * and reads back before it repeats a call that must not be repeated.
   */
  IN_DOUBT,
  /** A precondition is missing at the target: due again, no attempt, until patience ends. */
  NOT_YET,
  /**
   * A setting is missing that this record needs: it waits for the next start, no attempt; the code
   * is the setting's key.
   */
  UNCONFIGURED,
  /**
   * A person has to do something at the target, and what is done shows there by itself: due again,
   * no attempt, never given up.
   */
  HELD,
  /** The target refused the record: a dead letter at once, with the target's own words. */
  REJECTED,
  /** The target refused us: the connection pauses and alarms, the delivery stays pending. */
  UNAUTHORIZED,
  /**
   * The target refuses one operation to us, and others not: only that operation rests. Tried again,
   * with backoff, until a person has given the permission or the delivery is too old.
   */
  FORBIDDEN,
  /**
   * The effect at the target is unknown or only a person can carry it out: parked, never tried
   * again by itself.
   */
  PERSON
}
