package dev.ponte.connector.fastcommerce.orders;

import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.ReportPage;
import dev.ponte.connector.fastcommerce.api.ReportPages;
import dev.ponte.delivery.DeliveryFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The orders that a poll's questions find, each once.
 *
 * <p>Reading pages of "flag = 0" while orders are acknowledged shifts the rows behind them. So all
 * pages of a question are read before its first order is handed out: nothing that this poll finds
 * can be acknowledged meanwhile. What earlier polls found still can, so an order may be met twice,
 * or lack rows where it straddles two pages; the former is dropped here, the latter is seen by its
 * sum and read again by the next poll, which begins at page 1 as every poll does.
 */
final class OrderList {

  /** Orders that are handed out together. */
  private static final int SOME = 100;

  private static final int MOST_REMEMBERED = 100_000;

  private final Api api;
  private final Connection connection;
  private final Supplier<List<OrderQuery>> questions;
  private final Set<String> seen = Collections.newSetFromMap(new Bounded());
  private Deque<OrderQuery> open;
  private OrderQuery asked;
  private Iterator<OrderRows> found = Collections.emptyIterator();
  private DeliveryFailure failure;

  OrderList(Api api, Connection connection, Supplier<List<OrderQuery>> due) {
    this.api = api;
    this.connection = connection;
    this.questions = due;
  }

  /**
   * The next orders; none at the end. What was read before a page failed is handed out all the
   * same.
   *
   * @throws DeliveryFailure after the last order, when not all could be read
   */
  List<OrderRows> some() {
    List<OrderRows> some = new ArrayList<>();
    try {
      while (some.size() < SOME && advance()) {
        OrderRows order = found.next();
        if (asked.wanted().test(order) && seen.add(order.number())) {
          some.add(order);
        }
      }
    } catch (DeliveryFailure broken) {
      fail(broken);
    }
    if (some.isEmpty() && failure != null) {
      throw failure;
    }
    return some;
  }

  private boolean advance() {
    if (open == null) {
      open = new ArrayDeque<>(questions.get());
    }
    while (!found.hasNext()) {
      if (asked != null) {
        asked.done().run();
      }
      asked = open.poll();
      if (asked == null) {
        return false;
      }
      found = ask();
    }
    return true;
  }

  private Iterator<OrderRows> ask() {
    List<ReportPage> pages = new ArrayList<>();
    Iterator<ReportPage> more = new ReportPages(api, connection, asked.query());
    try {
      more.forEachRemaining(pages::add);
      return new OrderGroups(pages, true);
    } catch (DeliveryFailure broken) {
      fail(broken);
      return new OrderGroups(pages, false);
    }
  }

  /** Nothing more is asked for. */
  private void fail(DeliveryFailure broken) {
    failure = failure == null ? broken : failure;
    open = new ArrayDeque<>();
    found = Collections.emptyIterator();
    asked = asked == null ? null : asked.unfinished();
  }

  private static final class Bounded extends LinkedHashMap<String, Boolean> {

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
      return size() > MOST_REMEMBERED;
    }
  }
}
