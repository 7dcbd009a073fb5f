package dev.ponte.intake;

import dev.ponte.connection.Connection;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.ReconciliationPass;
import dev.ponte.delivery.ReconciliationPasses;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a connection holds of a state, read page by page, so that it can be compared with what the
 * connection acknowledged. A check source names it as {@code poll:…&holds=#bean&spare=true}; the
 * differences of each page are an exchange of their own.
 */
public interface HeldState {

  /** The pass to go on with; empty when there is nothing to compare now. */
  Optional<ReconciliationPass> begin(ReconciliationPasses checks, Connection connection);

  /**
   * What reads during one run of the poll: from {@link Page#next} of the page before, null at the
   * beginning, to the page. It makes calls of priority {@link dev.ponte.connection.Priority#SPARE}
   * and throws {@link dev.ponte.delivery.DeliveryFailure} when a page cannot be read.
   */
  Function<String, Page> open(Connection connection);

  /** What the connection should hold by a canonical message, in the terms of {@link Page#held}. */
  Expected expected(Connection connection, String json);

  /**
   * One page.
   *
   * @param held by the message's key, the values that the connection has, in its own terms
   * @param next where the next page begins; null when this is the last one
   */
  record Page(Map<String, Map<String, String>> held, String next) {}
}
