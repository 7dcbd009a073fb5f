package dev.ponte.connector.vtex;

import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.FetchedMarks;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders that the store shows as handled and that Ponte has never read. Orders placed before this
 * connection was first checked are left out, since others handled them. A check counts when all
 * that it found was recorded.
 */
record VtexOrdersCheckFeed(
    Api api, FetchedMarks fetched, Cursors cursors, TakenTotals totals, Clock clock)
    implements Feed {

  private static final String FIRST = "orders-check-first";
  private static final String LAST = "orders-check";

  @Override
  public Feed opened(Connection connection) {
    Instant now = clock.instant();
    Instant first = cursor(connection, FIRST);
    Instant last = cursor(connection, LAST);
    VtexSettings.Handled handled = connection.settings(VtexSettings.class).handled();
    if (first == null) {
      return (store, at) -> new Page(List.of(), null, true, Map.of(FIRST, now.toString()));
    }
    if (last != null && last.plus(handled.every()).isAfter(now)) {
      return (store, at) -> new Page(List.of(), null, true);
    }
    Instant horizon = now.minus(Duration.ofDays(handled.days()));
    Instant from = first.isAfter(horizon) ? first : horizon;
    Deque<VtexOrderList> lists = new ArrayDeque<>();
    handled.statuses().forEach(it -> lists.add(new VtexOrderList(api, connection, it, from)));
    return (store, at) -> page(lists, store, now);
  }

  @Override
  public Page read(Connection store, String at) {
    return opened(store).read(store, at);
  }

  private Page page(Deque<VtexOrderList> lists, Connection store, Instant now) {
    while (!lists.isEmpty() && !lists.peek().hasNext()) {
      lists.remove();
    }
    if (lists.isEmpty()) {
      return new Page(List.of(), null, true, Map.of(LAST, now.toString()));
    }
    List<VtexOrderList.Row> rows = lists.peek().window();
    VtexMarks marks = new VtexMarks(fetched, store);
    Set<Mark> known = marks.known(rows);
    VtexDocuments documents = new VtexDocuments(api, store, totals);
    return new Page(
        rows.stream()
            .filter(row -> !marks.isRead(row, known))
            .map(
                row ->
                    documents.entry(
                        row.mark(store, VtexMarks.HANDLED),
                        row.json(),
                        it -> VtexStatus.isHandled(VtexOrderCalls.status(it))))
            .toList(),
        null,
        false);
  }

  private Instant cursor(Connection store, String name) {
    return cursors.get(store.name(), name).map(Instant::parse).orElse(null);
  }
}
