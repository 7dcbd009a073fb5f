package dev.ponte.canonical;

/** An order has no items that an ERP could deliver. */
public final class NothingToDeliver extends IllegalArgumentException {

  /** The store has it without an item of at least one piece. */
  public NothingToDeliver() {
    this("it has no items to deliver; look at it in the store, and cancel it there");
  }

  /**
   * @param sentence why there are none and what to do
   */
  public NothingToDeliver(String sentence) {
    super(sentence);
  }
}
