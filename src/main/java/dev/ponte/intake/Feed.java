package dev.ponte.intake;

import dev.ponte.connection.Connection;
import dev.ponte.delivery.DeliveryFailure;

/**
 * A list of a system, read page by page over as many polls as it takes. A source Kamelet names it
 * as {@code poll:…&feed=#bean}; each page is an exchange of its own, and where the list stands is
 * kept when that has completed.
 */
public interface Feed {

  /**
   * The cursor that keeps where the list stands from one poll to the next; null for a list that
   * each poll reads from its beginning.
   */
  default String cursor() {
    return null;
  }

  /**
   * What reads during one run of the poll; this feed itself, unless it has to remember something
   * from page to page.
   */
  default Feed opened(Connection connection) {
    return this;
  }

  /** Where the very first run begins, kept even when nothing can be read; null for nothing. */
  default String first(Connection connection) {
    return null;
  }

  /**
   * Reads one page.
   *
   * @param at {@link Page#next} of the page before, of this run or the last one; null at the
   *     beginning
   * @throws DeliveryFailure when it cannot be read
   */
  Page read(Connection connection, String at);

  /** Where the next poll goes on when this page could not be read. */
  default String after(Connection connection, String at, DeliveryFailure failure) {
    return at;
  }
}
