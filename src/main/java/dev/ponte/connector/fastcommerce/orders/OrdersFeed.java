package dev.ponte.connector.fastcommerce.orders;

import dev.ponte.canonical.Order;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.ReportParameters;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.intake.Entry;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Approved, changed and cancelled orders, each state once. */
@Component("fastcommerceOrders")
final class OrdersFeed implements Feed {

  private final Api api;
  private final ReportParameters parameters;
  private final Cursors cursors;
  private final TakenTotals totals;
  private final Clock clock;
  private final Map<String, String> doubtful = new ConcurrentHashMap<>();

  OrdersFeed(
      Api api, ReportParameters parameters, Cursors cursors, TakenTotals totals, Clock clock) {
    this.api = api;
    this.parameters = parameters;
    this.cursors = cursors;
    this.totals = totals;
    this.clock = clock;
  }

  @Override
  public Feed opened(Connection connection) {
    OrderQueries queries = new OrderQueries(parameters, cursors, connection, clock.instant());
    OrderList list = new OrderList(api, connection, queries::due);
    return (store, at) -> page(store, list, queries);
  }

  @Override
  public Page read(Connection connection, String at) {
    return opened(connection).read(connection, at);
  }

  private Page page(Connection store, OrderList list, OrderQueries queries) {
    List<OrderRows> orders = list.some();
    return orders.isEmpty()
        ? new Page(List.of(), null, true, queries.answered())
        : new Page(orders.stream().map(it -> entry(store, it)).toList(), null, false);
  }

  private Entry entry(Connection store, OrderRows rows) {
    Mark mark = new Mark(store.name(), Order.TYPE, rows.number(), rows.stamp());
    return Entry.once(mark, rows.json(), any -> List.of(order(store, rows)));
  }

  private Order order(Connection store, OrderRows rows) {
    try {
      Order order = OrderMapper.of(store, totals).toOrder(rows);
      doubtful.remove(store.name() + '/' + rows.number());
      return order;
    } catch (UnmappableRecord unmappable) {
      if (!isDoubtful(store, rows)) {
        throw unmappable;
      }
      throw new DeliveryFailure(
          FailureClass.TRANSIENT,
          "An order that stood on two pages is read again by the next poll: "
              + unmappable.getMessage(),
          unmappable);
    }
  }

  /** An order on two pages may lack rows by accident; twice the same is none. */
  private boolean isDoubtful(Connection store, OrderRows rows) {
    String stamp = rows.stamp();
    String key = store.name() + '/' + rows.number();
    return rows.straddles() && !stamp.equals(doubtful.put(key, stamp));
  }
}
