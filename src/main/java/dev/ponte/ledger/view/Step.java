package dev.ponte.ledger.view;

import java.util.Locale;

/** The steps of an order, each after the one before. */
public enum Step {
  /** An ERP has taken it. */
  ACCEPTED,
  INVOICED,
  SHIPPED,
  /** The customer has it. */
  ARRIVED;

  /** The word in addresses and in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String column() {
    return word() + "_at";
  }

  /**
   * @throws IllegalArgumentException in one sentence, when there is no such step
   */
  public static Step of(String word) {
    for (Step it : values()) {
      if (it.word().equals(word)) {
        return it;
      }
    }
    throw new IllegalArgumentException(
        "%s is no step of an order; there are accepted, invoiced, shipped and arrived"
            .formatted(word));
  }

  public Sentence title() {
    return Sentence.of("step." + word());
  }
}
