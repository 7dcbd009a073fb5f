package dev.ponte.canonical;

/**
 * The order that a message is about.
 *
 * @param connection the store connection that the order belongs to; null when the source cannot
 *     tell, then the ledger resolves it through its references
 * @param id the store's order id
 */
public record OrderRef(String connection, String id) {

  public OrderRef {
    Require.text(id, "order.id");
  }
}
