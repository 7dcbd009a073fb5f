package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderChange;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Connections;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FetchedMarks;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.delivery.UnmappableRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.Exchange;
import org.apache.camel.spi.IdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;

/**
 * The Java half of the Kamelet {@code vtex-cancellations-source}: orders that Ponte has taken and
 * the store has cancelled since, or is asked to, or has changed.
 *
 * <p>An order's one mark tells what was read of it last: the status in which it was fetched, {@link
 * #CANCELLED} or {@link #GOES_ON}. So an order costs one read when it is cancelled, one more when
 * that is denied, and an order that was never taken costs none, nor does one that Ponte cancelled
 * for the ERP. A mark of another type tells which state of it was looked at for changes: no event
 * is promised of these, so it costs a read when its row of the list has changed.
 */
@Component("vtexCancellationsSource")
public final class VtexCancellationsSource {

  static final String CANCELLED = "cancelled";
  static final String GOES_ON = "goes-on";

  private static final Logger LOG = LoggerFactory.getLogger(VtexCancellationsSource.class);

  private final Connections connections;
  private final Api api;
  private final IdempotentRepository fetched;
  private final FetchedMarks marks;
  private final VtexHistory history;
  private final TakenTotals totals;
  private final Clock clock;

  VtexCancellationsSource(
      Connections connections,
      Api api,
      @Qualifier("fetched") IdempotentRepository fetched,
      FetchedMarks marks,
      VtexHistory history,
      TakenTotals totals,
      Clock clock) {
    this.totals = totals;
    this.connections = connections;
    this.api = api;
    this.fetched = fetched;
    this.marks = marks;
    this.history = history;
    this.clock = clock;
  }

  /**
   * The orders that were taken and are listed in a status of the cancel family, or whose rows have
   * changed, with the marks that they get when their change is recorded. What cannot be listed is
   * the run's failure.
   */
  public List<VtexListed> list(String connection, Exchange exchange) {
    Connection store = connections.get(connection);
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    VtexSettings.Cancellations where = store.settings(VtexSettings.class).cancellations();
    Instant from = clock.instant().minus(Duration.ofDays(where.days()));
    List<VtexListed> listed = new ArrayList<>();
    List<String> statuses = where.statuses();
    for (int i = 0; i < statuses.size() && !run.stopped(); i += where.statusesAtOnce()) {
      int end = Math.min(statuses.size(), i + where.statusesAtOnce());
      list(store, String.join(",", statuses.subList(i, end)), from, listed, run);
    }
    changed(store, listed, run);
    return listed;
  }

  private void changed(Connection store, List<VtexListed> listed, PollRun run) {
    VtexSettings.Changes where = store.settings(VtexSettings.class).changes();
    Instant from = clock.instant().minus(Duration.ofDays(where.days()));
    for (String status : where.days() == 0 ? List.<String>of() : where.statuses()) {
      if (run.stopped()) {
        return;
      }
      try {
        VtexOrderList rows = new VtexOrderList(api, store, status, from);
        while (!run.stopped() && rows.hasNext()) {
          changed(store, rows.window(), listed);
        }
        run.succeeded();
      } catch (DeliveryFailure failure) {
        run.failed(failure);
      }
    }
  }

  private void changed(Connection store, List<VtexOrderList.Row> rows, List<VtexListed> listed) {
    Map<Mark, VtexOrderList.Row> watched = new LinkedHashMap<>();
    rows.forEach(
        it ->
            watched.put(new Mark(store.name(), OrderChange.TYPE, it.orderId(), it.changed()), it));
    marks.unknown(List.copyOf(watched.keySet())).stream()
        .filter(it -> isTaken(store, watched.get(it)))
        .forEach(it -> listed.add(new VtexListed(it, watched.get(it).json())));
  }

  private boolean isTaken(Connection store, VtexOrderList.Row row) {
    String taken = store.settings(VtexSettings.class).status();
    return isMarked(store, row, taken)
        || isMarked(store, row, GOES_ON)
        || isMarked(store, row, VtexOrdersCheckSource.HANDLED);
  }

  private static boolean isChanged(JsonNode document) {
    return !VtexStatus.isCancelling(VtexOrderCalls.status(document))
        && !VtexJson.list(VtexJson.field(document, "changesAttachment"), "changesData").isEmpty();
  }

  /**
   * Reads the listed order in the body and leaves it as canonical JSON, or null when it is not what
   * the list said. Beside a failure the body is the whole document, or the row of the list.
   *
   * @throws UnmappableRecord when the order cannot be read or told any more
   */
  public void read(String connection, Exchange exchange) {
    Mark mark = exchange.getProperty(Mark.PROPERTY, Mark.class);
    Connection store = connections.get(connection);
    VtexDocuments documents = new VtexDocuments(api, store);
    try {
      Function<JsonNode, Order> mapper = VtexOrderMapper.of(store, totals)::toOrder;
      if (mark.type().equals(OrderChange.TYPE)) {
        documents.leaveOrMark(exchange, VtexCancellationsSource::isChanged, mapper);
      } else {
        documents.leave(exchange, document -> isAsListed(mark, document), mapper);
      }
    } catch (UnmappableRecord unmappable) {
      throw new UnmappableRecord(
              "%s; see to it in the ERP by hand. %s".formatted(news(mark), unmappable.getMessage()),
              unmappable)
          .because(unmappable.cause().orElse(null), unmappable.subject().orElse(null));
    }
  }

  private static String news(Mark mark) {
    if (mark.type().equals(OrderChange.TYPE)) {
      return "Order %s of %s may have been changed in the store after it was taken"
          .formatted(mark.key(), mark.source());
    }
    return mark.stamp().equals(CANCELLED)
        ? "Order %s is cancelled in %s, or is asked to be".formatted(mark.key(), mark.source())
        : "Order %s of %s goes on after all".formatted(mark.key(), mark.source());
  }

  private static boolean isAsListed(Mark mark, JsonNode document) {
    String status = VtexOrderCalls.status(document);
    boolean asListed = VtexStatus.isCancelling(status) == mark.stamp().equals(CANCELLED);
    if (!asListed) {
      LOG.debug("Order {} of {} is in {} by now", mark.key(), mark.source(), status);
    }
    return asListed;
  }

  private void list(
      Connection store, String statuses, Instant from, List<VtexListed> listed, PollRun run) {
    try {
      VtexOrderList rows = new VtexOrderList(api, store, statuses, from);
      while (rows.hasNext()) {
        add(store, rows.next(), listed);
      }
      run.succeeded();
    } catch (DeliveryFailure failure) {
      run.failed(failure);
    }
  }

  private void add(Connection store, VtexOrderList.Row row, List<VtexListed> listed) {
    boolean news =
        VtexStatus.isDenied(row.status())
            ? isMarked(store, row, CANCELLED)
            : VtexStatus.isCancelling(row.status())
                && isTaken(store, row)
                && !history.hasCancelled(store.name(), row.orderId());
    if (news) {
      listed.add(row.listed(store, VtexStatus.isDenied(row.status()) ? GOES_ON : CANCELLED));
    }
  }

  private boolean isMarked(Connection store, VtexOrderList.Row row, String stamp) {
    return fetched.contains(row.mark(store, stamp).toString());
  }
}
