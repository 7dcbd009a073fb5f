package dev.ponte.ledger.view;

import java.util.Collection;
import java.util.Locale;

/** How an order stands. Each order is in exactly one class, the first that fits. */
public enum OrderClass {
  /** Something of it is dead or parked. */
  NEEDS_A_PERSON,
  /** Something of it can not go on now, or it takes longer than it may. */
  WAITS,
  /** Something of it is on its way. */
  UNDER_WAY,
  /** All the rest. */
  DONE;

  /**
   * The class of an order.
   *
   * @param waits how its deliveries stand that have not ended well
   * @param over whether one of its steps takes longer than it may
   */
  static OrderClass of(Collection<Wait> waits, boolean over) {
    if (waits.stream().anyMatch(it -> it.tone() == Wait.Tone.PERSON)) {
      return NEEDS_A_PERSON;
    }
    if (over || waits.stream().anyMatch(it -> it.tone() == Wait.Tone.WAITS)) {
      return WAITS;
    }
    return waits.isEmpty() ? DONE : UNDER_WAY;
  }

  /** The word in addresses and in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * @throws IllegalArgumentException in one sentence, when there is no such class
   */
  public static OrderClass of(String word) {
    for (OrderClass it : values()) {
      if (it.word().equals(word)) {
        return it;
      }
    }
    throw new IllegalArgumentException(
        "%s is no class of orders; there are needs-a-person, waits, under-way and done"
            .formatted(word));
  }

  public Sentence title() {
    return Sentence.of("class." + word());
  }
}
