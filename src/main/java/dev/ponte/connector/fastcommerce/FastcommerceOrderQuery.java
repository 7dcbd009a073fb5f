package dev.ponte.connector.fastcommerce;

import java.util.function.Predicate;

/**
 * One question for orders.
 *
 * @param query of report 427
 * @param wanted which of the orders found are taken
 * @param done called when all of them were handed out
 */
record FastcommerceOrderQuery(
    FastcommerceQuery query, Predicate<FastcommerceOrderRows> wanted, Runnable done) {

  /** The same question, which is not done with when it ends. */
  FastcommerceOrderQuery unfinished() {
    return new FastcommerceOrderQuery(query, wanted, () -> {});
  }
}
