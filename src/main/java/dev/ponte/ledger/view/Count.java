package dev.ponte.ledger.view;

/**
 * How many there are.
 *
 * @param capped whether there may be more: nothing is counted farther than {@link #MOST}
 */
public record Count(long value, boolean capped) {

  public static final int MOST = 10_000;

  /**
   * @param counted up to one more than {@link #MOST}
   */
  public static Count of(long counted) {
    return new Count(Math.min(counted, MOST), counted > MOST);
  }
}
