package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Order;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.delivery.UnmappableRecord;
import java.time.Clock;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code fastcommerce-orders-source}. */
@Component("fastcommerceOrdersSource")
public final class FastcommerceOrdersSource {

  private final Connections connections;
  private final Api api;
  private final FastcommerceParameters parameters;
  private final Cursors cursors;
  private final TakenTotals totals;
  private final Clock clock;
  private final Map<String, String> doubtful = new ConcurrentHashMap<>();

  FastcommerceOrdersSource(
      Connections connections,
      Api api,
      FastcommerceParameters parameters,
      Cursors cursors,
      TakenTotals totals,
      Clock clock) {
    this.totals = totals;
    this.connections = connections;
    this.api = api;
    this.parameters = parameters;
    this.cursors = cursors;
    this.clock = clock;
  }

  /**
   * The orders that are due, lazily; ends early when the run is stopped, and when a report cannot
   * be read, of which the run is told.
   */
  public Iterator<?> list(String connection, Exchange exchange) {
    Connection store = connections.get(connection);
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    return new FastcommerceOrderList(
        api,
        store,
        run,
        () ->
            new FastcommerceOrderQueries(
                    parameters, cursors, store, clock.instant(), it -> recorded(run, exchange, it))
                .due());
  }

  private static void recorded(PollRun run, Exchange exchange, Runnable action) {
    if (run == null) {
      action.run();
    } else {
      run.whenRecorded(exchange, action);
    }
  }

  /** Puts the mark of the order in the body on the exchange. */
  public void mark(String connection, Exchange exchange) {
    FastcommerceOrderRows rows = exchange.getMessage().getBody(FastcommerceOrderRows.class);
    exchange.setProperty(
        Mark.PROPERTY, new Mark(connection, Order.TYPE, rows.number(), rows.stamp()));
  }

  /**
   * Leaves the order as canonical JSON in the body, or null when it is read again by the next poll.
   * Beside a mapping failure the body is all its rows.
   *
   * @throws UnmappableRecord when the order cannot be told
   */
  public void read(String connection, Exchange exchange) {
    FastcommerceOrderRows rows = exchange.getMessage().getBody(FastcommerceOrderRows.class);
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    Connection store = connections.get(connection);
    exchange.getMessage().setBody(rows.json());
    try {
      Order order = FastcommerceOrderMapper.of(store, totals).toOrder(rows);
      exchange.getMessage().setBody(Canonical.write(order));
      doubtful.remove(connection + '/' + rows.number());
      if (run != null) {
        run.succeeded();
      }
    } catch (UnmappableRecord unmappable) {
      if (run == null || !isDoubtful(connection, rows)) {
        throw unmappable;
      }
      exchange.getMessage().setBody(null);
      run.failed(new DeliveryFailure(FailureClass.TRANSIENT, again(unmappable), unmappable));
    }
  }

  /** An order on two pages may lack rows by accident; twice the same is none. */
  private boolean isDoubtful(String connection, FastcommerceOrderRows rows) {
    String stamp = rows.stamp();
    String key = connection + '/' + rows.number();
    return rows.straddles() && !stamp.equals(doubtful.put(key, stamp));
  }

  private static String again(UnmappableRecord unmappable) {
    return "An order that stood on two pages is read again by the next poll: "
        + unmappable.getMessage();
  }
}
