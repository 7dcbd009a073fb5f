package dev.ponte.delivery;

/** Whose calls go first where a quota or the calls at once are short. */
public enum Priority {
  /** Orders and their updates. */
  ORDERS,
  /** Invoices and shipments. */
  INVOICES,
  STOCK,
  PRICES,
  /** Products and customers. */
  CATALOGUE,
  /** What only what is left of a quota is for, such as reconciliation. */
  SPARE;

  /** The same as a number, 1 for the first. */
  public int level() {
    return ordinal() + 1;
  }
}
