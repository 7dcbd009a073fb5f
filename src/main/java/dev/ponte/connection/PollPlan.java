package dev.ponte.connection;

import java.util.function.Function;

/**
 * One poll of one connection.
 *
 * @param name unique for the connection, such as {@code orders}
 * @param type the canonical type that it reads
 * @param schedule when it comes
 * @param spare whether it makes calls of priority {@link ApiCall#SPARE} only, and so neither needs
 *     a share of the quota nor takes turns with other polls
 * @param reading what a run does
 */
record PollPlan(
    String name,
    Connection connection,
    String type,
    Schedule schedule,
    boolean spare,
    Reading reading) {

  private static final String ORDERS = "orders";

  /** Reads, and sends what it reads in exchanges. */
  interface Reading {

    /**
     * One run.
     *
     * @param exchange from a body to what the exchange failed with, or null when all of it was
     *     recorded
     * @return what the run failed with, or null
     */
    Exception read(PollRun run, Function<Object, Exception> exchange);
  }

  /** Whether it goes before all other polls of its connection. */
  boolean goesFirst() {
    return name.equals(ORDERS);
  }

  @Override
  public String toString() {
    return connection.name() + "-" + name;
  }
}
