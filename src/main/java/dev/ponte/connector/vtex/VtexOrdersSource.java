package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FetchedMarks;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.delivery.UnmappableRecord;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The Java half of the Kamelet {@code vtex-orders-source}. */
@Component("vtexOrdersSource")
public final class VtexOrdersSource {

  private static final Logger LOG = LoggerFactory.getLogger(VtexOrdersSource.class);

  private final Connections connections;
  private final Api api;
  private final FetchedMarks fetched;
  private final TakenTotals totals;

  VtexOrdersSource(Connections connections, Api api, FetchedMarks fetched, TakenTotals totals) {
    this.totals = totals;
    this.connections = connections;
    this.api = api;
    this.fetched = fetched;
  }

  /**
   * The orders that the store lists and that were not fetched yet, lazily; ends early when the run
   * is stopped, and when the list cannot be read, of which the run is told: a failing iterator
   * would end the split while orders are still being read.
   */
  public Iterator<VtexListed> list(String connection, Exchange exchange) {
    Connection store = connections.get(connection);
    VtexOrderList rows = new VtexOrderList(api, store);
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    Queue<VtexListed> unknown = new ArrayDeque<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        try {
          while (unknown.isEmpty() && !stopped(run) && rows.hasNext()) {
            unknown.addAll(unknown(store, rows.window()));
          }
          return !stopped(run) && !unknown.isEmpty();
        } catch (DeliveryFailure failure) {
          if (run == null) {
            throw failure;
          }
          run.failed(failure);
          return false;
        }
      }

      @Override
      public VtexListed next() {
        return unknown.remove();
      }
    };
  }

  private List<VtexListed> unknown(Connection store, List<VtexOrderList.Row> rows) {
    List<VtexListed> listed = rows.stream().map(it -> it.listed(store, it.status())).toList();
    Set<Mark> unknown = Set.copyOf(fetched.unknown(listed.stream().map(VtexListed::mark).toList()));
    return listed.stream().filter(it -> unknown.contains(it.mark())).toList();
  }

  /**
   * Reads the listed order in the body and leaves it as canonical JSON, or null when it is not to
   * be taken now. Beside a failure the body is the whole document, or the row of the list.
   *
   * @throws UnmappableRecord when the order cannot be read or told, or no ERP can take it
   */
  public void read(String connection, Exchange exchange) {
    String id = exchange.getProperty(Mark.PROPERTY, Mark.class).key();
    Connection store = connections.get(connection);
    VtexSettings settings = store.settings(VtexSettings.class);
    new VtexDocuments(api, store)
        .leave(
            exchange,
            document -> isDue(document, settings, id, connection),
            VtexOrderMapper.of(store, totals)::toOrder);
  }

  /** The list lags behind by minutes, so only the order itself tells. */
  private static boolean isDue(
      JsonNode document, VtexSettings settings, String id, String connection) {
    String status = VtexJson.text(document, "status");
    if (!settings.status().equals(status)) {
      LOG.debug("Order {} of {} is already in {}", id, connection, status);
      return false;
    }
    if ("false".equalsIgnoreCase(VtexJson.text(document, "isCompleted"))) {
      LOG.debug("Order {} of {} is not complete yet", id, connection);
      return false;
    }
    return true;
  }

  private static boolean stopped(PollRun run) {
    return run != null && run.stopped();
  }
}
