package dev.ponte.ledger;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a delivery stands. The allowed moves are the table {@code state_move}. */
enum State {
  /** Not tried yet, or given back without an attempt. */
  PENDING,
  /** A process is at it, under a lease. */
  CLAIMED,
  /** Failed, tried again later. */
  RETRYING,
  /** Sent again only when the target is found to hold something else. */
  DELIVERED,
  /** A newer version of an order or a state took its place before it was delivered. */
  SUPERSEDED,
  /** The route or the sink had nothing to do for it, or a person dismissed it. */
  SKIPPED,
  /** Not tried again until a person says so. */
  DEAD,
  /** Only a person can tell or do; never tried again by itself. */
  PARKED;

  static final Set<State> OPEN = EnumSet.of(PENDING, CLAIMED, RETRYING);

  boolean canBecome(State next) {
    return switch (this) {
      case PENDING -> Set.of(CLAIMED, SUPERSEDED, PARKED, SKIPPED, DELIVERED).contains(next);
      case RETRYING -> Set.of(CLAIMED, SUPERSEDED, PARKED, SKIPPED).contains(next);
      case CLAIMED -> true;
      case DEAD -> Set.of(PENDING, SUPERSEDED, SKIPPED).contains(next);
      case PARKED -> next == PENDING || next == DELIVERED;
      case DELIVERED -> next == PENDING;
      case SUPERSEDED, SKIPPED -> false;
    };
  }

  /** The word in SQL, in logs and on pages. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static State of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
