package dev.ponte.connector.fastcommerce.orders;

import dev.ponte.connector.fastcommerce.api.ReportQuery;
import java.util.function.Predicate;

/**
 * One question for orders.
 *
 * @param query of report 427
 * @param wanted which of the orders found are taken
 * @param done called when all of them were handed out
 */
record OrderQuery(ReportQuery query, Predicate<OrderRows> wanted, Runnable done) {

  /** The same question, which is not done with when it ends. */
  OrderQuery unfinished() {
    return new OrderQuery(query, wanted, () -> {});
  }
}
