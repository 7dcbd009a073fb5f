package dev.ponte.connector.vtex;

import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.delivery.UnmappableRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * The Java half of the Kamelet {@code vtex-orders-check-source}: orders that the store shows as
 * handled and that Ponte has never read. Orders placed before this connection was first checked are
 * left out, since others handled them.
 */
@Component("vtexOrdersCheckSource")
public final class VtexOrdersCheckSource {

  static final String HANDLED = "handled";

  private static final String FIRST = "orders-check-first";
  private static final String LAST = "orders-check";

  private final Connections connections;
  private final Api api;
  private final IdempotentRepository fetched;
  private final Cursors cursors;
  private final TakenTotals totals;
  private final Clock clock;

  VtexOrdersCheckSource(
      Connections connections,
      Api api,
      @Qualifier("fetched") IdempotentRepository fetched,
      Cursors cursors,
      TakenTotals totals,
      Clock clock) {
    this.totals = totals;
    this.connections = connections;
    this.api = api;
    this.fetched = fetched;
    this.cursors = cursors;
    this.clock = clock;
  }

  /**
   * Such orders, with the marks that they get when they are recorded; empty when the last check was
   * not long ago. What cannot be listed is the run's failure. A check counts when all that it found
   * was recorded.
   */
  public List<VtexListed> list(String connection, Exchange exchange) {
    Connection store = connections.get(connection);
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    VtexSettings.Handled handled = store.settings(VtexSettings.class).handled();
    Instant now = clock.instant();
    Instant first = cursor(store, FIRST);
    if (first == null) {
      cursors.put(connection, FIRST, now.toString());
      return List.of();
    }
    Instant last = cursor(store, LAST);
    if (last != null && last.plus(handled.every()).isAfter(now)) {
      return List.of();
    }
    Instant horizon = now.minus(Duration.ofDays(handled.days()));
    run.whenRecorded(exchange, () -> cursors.put(connection, LAST, now.toString()));
    return unknown(store, handled.statuses(), first.isAfter(horizon) ? first : horizon, run);
  }

  /**
   * Reads the listed order in the body and leaves it as canonical JSON, or null when it is not
   * handled any more. Beside a failure the body is the whole document, or the row of the list.
   *
   * @throws UnmappableRecord when the order cannot be read or told
   */
  public void read(String connection, Exchange exchange) {
    Connection store = connections.get(connection);
    new VtexDocuments(api, store)
        .leave(
            exchange,
            document -> VtexStatus.isHandled(VtexOrderCalls.status(document)),
            VtexOrderMapper.of(store, totals)::toOrder);
  }

  private List<VtexListed> unknown(
      Connection store, List<String> statuses, Instant from, PollRun run) {
    List<VtexListed> unknown = new ArrayList<>();
    try {
      for (String status : statuses) {
        VtexOrderList rows = new VtexOrderList(api, store, status, from);
        while (rows.hasNext() && !run.stopped()) {
          VtexOrderList.Row row = rows.next();
          if (isUnknown(store, row)) {
            unknown.add(row.listed(store, HANDLED));
          }
        }
      }
    } catch (DeliveryFailure failure) {
      run.failed(failure);
    }
    return unknown;
  }

  private boolean isUnknown(Connection store, VtexOrderList.Row row) {
    String taken = store.settings(VtexSettings.class).status();
    return List.of(
            taken, HANDLED, VtexCancellationsSource.CANCELLED, VtexCancellationsSource.GOES_ON)
        .stream()
        .noneMatch(stamp -> fetched.contains(row.mark(store, stamp).toString()));
  }

  private Instant cursor(Connection store, String name) {
    return cursors.get(store.name(), name).map(Instant::parse).orElse(null);
  }
}
