package dev.ponte.connection;

import dev.ponte.delivery.Priority;

/**
 * One poll of one connection.
 *
 * @param name unique for the connection, such as {@code orders}
 * @param type the canonical type that it reads
 * @param schedule when it comes
 * @param spare whether it makes calls of priority {@link Priority#SPARE} only, and so neither needs
 *     a share of the quota nor takes turns with other polls
 * @param reading what a run does
 */
record PollPlan(
    String name,
    Connection connection,
    String type,
    Schedule schedule,
    boolean spare,
    PollReader.Reading reading) {

  private static final String ORDERS = "orders";

  /** Whether it goes before all other polls of its connection. */
  boolean goesFirst() {
    return name.equals(ORDERS);
  }

  @Override
  public String toString() {
    return connection.name() + "-" + name;
  }
}
