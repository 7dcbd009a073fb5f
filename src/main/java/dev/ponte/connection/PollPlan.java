package dev.ponte.connection;

import dev.ponte.intake.Feed;

/**
 * One poll of one connection.
 *
 * @param name unique for the connection, such as {@code orders}
 * @param type the canonical type that it reads
 * @param schedule when it comes
 * @param spare whether it makes calls of priority {@link ApiCall#SPARE} only, and so neither needs
 *     a share of the quota nor takes turns with other polls
 * @param feed what it reads, an exchange a page; null when the route reads by itself
 */
record PollPlan(
    String name, Connection connection, String type, Schedule schedule, boolean spare, Feed feed) {

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
