package dev.ponte.delivery;

/** Which orders a person takes with their store's total, whatever their parts make; durable. */
public interface TakenTotals {

  /**
   * Whether a person has said so.
   *
   * @param store the connection that the order comes from
   * @param order its id there
   */
  boolean isTaken(String store, String order);
}
