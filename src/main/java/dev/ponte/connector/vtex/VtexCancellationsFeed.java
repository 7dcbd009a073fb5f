package dev.ponte.connector.vtex;

import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FetchedMarks;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.intake.Entry;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;

/**
 * Orders that Ponte has taken and the store has cancelled since, or is asked to, or has changed.
 *
 * <p>An order's one mark tells what was read of it last: the status in which it was fetched, {@link
 * VtexMarks#CANCELLED} or {@link VtexMarks#GOES_ON}. So an order costs one read when it is
 * cancelled, one more when that is denied, and an order that was never taken costs none, nor does
 * one that Ponte cancelled for the ERP. A mark of another type tells which state of it was looked
 * at for changes: no event is promised of these, so it costs a read when its row of the list has
 * changed.
 */
record VtexCancellationsFeed(
    Api api, FetchedMarks fetched, VtexHistory history, TakenTotals totals, Clock clock)
    implements Feed {

  /** A list that fails leaves the others alone; so many say that the store does. */
  private static final int MOST_FAILURES = 3;

  @Override
  public Feed opened(Connection store) {
    return new Reading(store);
  }

  @Override
  public Page read(Connection store, String at) {
    return opened(store).read(store, at);
  }

  /** One run: a list of cancelled orders for some statuses each, then those of changed ones. */
  private final class Reading implements Feed {

    private record Listed(
        VtexOrderList rows, Function<List<VtexOrderList.Row>, List<Entry>> news) {}

    private final Connection store;
    private final Deque<Listed> lists = new ArrayDeque<>();
    private DeliveryFailure first;
    private int failures;

    Reading(Connection store) {
      this.store = store;
      VtexNews news =
          new VtexNews(
              store, new VtexDocuments(api, store, totals), new VtexMarks(fetched, store), history);
      VtexSettings settings = store.settings(VtexSettings.class);
      VtexSettings.Cancellations cancelled = settings.cancellations();
      List<String> statuses = cancelled.statuses();
      for (int i = 0; i < statuses.size(); i += cancelled.statusesAtOnce()) {
        int end = Math.min(statuses.size(), i + cancelled.statusesAtOnce());
        add(String.join(",", statuses.subList(i, end)), cancelled.days(), news::cancelled);
      }
      VtexSettings.Changes changes = settings.changes();
      for (String status : changes.days() == 0 ? List.<String>of() : changes.statuses()) {
        add(status, changes.days(), news::changed);
      }
    }

    private void add(
        String statuses, int days, Function<List<VtexOrderList.Row>, List<Entry>> news) {
      Instant from = clock.instant().minus(Duration.ofDays(days));
      lists.add(new Listed(new VtexOrderList(api, store, statuses, from), news));
    }

    @Override
    public Page read(Connection connection, String at) {
      while (!lists.isEmpty() && failures < MOST_FAILURES) {
        Listed list = lists.peek();
        try {
          if (list.rows().hasNext()) {
            return new Page(list.news().apply(list.rows().window()), null, false);
          }
        } catch (DeliveryFailure failure) {
          failures++;
          first = first == null ? failure : first;
        }
        lists.remove();
      }
      if (first != null) {
        throw first;
      }
      return new Page(List.of(), null, true);
    }
  }
}
