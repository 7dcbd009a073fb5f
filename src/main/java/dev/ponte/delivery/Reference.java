package dev.ponte.delivery;

/**
 * What one system calls a thing that another system knows under its own name: an order, a customer,
 * an item.
 *
 * @param kind {@code order}, {@code customer}, {@code item}, or {@code sold} for an item that was
 *     sold and whose stock was not read since
 * @param source the connection whose name {@code key} is; for a customer's document, which belongs
 *     to no connection, the empty string
 * @param key the thing's key at {@code source}
 * @param connection the connection that knows the thing as {@code id}
 * @param id the thing's id there, as its API wants it
 * @param label the id that people use there, such as an order's number; null when there is none
 * @param state the last state seen there, such as {@code Em separação}; null when unknown
 * @param open whether the state can still change, so that it is worth asking for
 */
public record Reference(
    String kind,
    String source,
    String key,
    String connection,
    String id,
    String label,
    String state,
    boolean open) {

  public static final String ORDER = "order";
  public static final String CUSTOMER = "customer";
  public static final String ITEM = "item";
}
