package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderChange;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.FetchedMarks;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.intake.Entry;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  private static final Logger LOG = LoggerFactory.getLogger(VtexCancellationsFeed.class);

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
    private final VtexDocuments documents;
    private final VtexMarks marks;
    private final Deque<Listed> lists = new ArrayDeque<>();
    private DeliveryFailure first;
    private int failures;

    Reading(Connection store) {
      this.store = store;
      this.documents = new VtexDocuments(api, store, totals);
      this.marks = new VtexMarks(fetched, store);
      VtexSettings settings = store.settings(VtexSettings.class);
      VtexSettings.Cancellations cancelled = settings.cancellations();
      List<String> statuses = cancelled.statuses();
      for (int i = 0; i < statuses.size(); i += cancelled.statusesAtOnce()) {
        int end = Math.min(statuses.size(), i + cancelled.statusesAtOnce());
        add(String.join(",", statuses.subList(i, end)), cancelled.days(), this::cancelled);
      }
      VtexSettings.Changes changes = settings.changes();
      for (String status : changes.days() == 0 ? List.<String>of() : changes.statuses()) {
        add(status, changes.days(), this::changed);
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

    private List<Entry> cancelled(List<VtexOrderList.Row> rows) {
      Set<Mark> known = marks.known(rows);
      return rows.stream()
          .filter(row -> isNews(row, known))
          .map(
              row -> {
                boolean denied = VtexStatus.isDenied(row.status());
                return entry(
                    row, row.mark(store, denied ? VtexMarks.GOES_ON : VtexMarks.CANCELLED));
              })
          .toList();
    }

    private boolean isNews(VtexOrderList.Row row, Set<Mark> known) {
      return VtexStatus.isDenied(row.status())
          ? known.contains(row.mark(store, VtexMarks.CANCELLED))
          : VtexStatus.isCancelling(row.status())
              && marks.isTaken(row, known)
              && !history.hasCancelled(store.name(), row.orderId());
    }

    private List<Entry> changed(List<VtexOrderList.Row> rows) {
      Set<Mark> known = marks.known(rows);
      return rows.stream()
          .filter(row -> marks.isTaken(row, known))
          .map(
              row ->
                  entry(
                      row, new Mark(store.name(), OrderChange.TYPE, row.orderId(), row.changed())))
          .toList();
    }

    private Entry entry(VtexOrderList.Row row, Mark mark) {
      return Entry.once(mark, row.json(), document -> byHand(mark, () -> orders(mark, document)))
          .readBy(() -> byHand(mark, () -> documents.read(row.orderId())));
    }

    /** One that is not changed after all is not read again before its row is another one. */
    private List<Order> orders(Mark mark, JsonNode document) {
      if (mark.type().equals(OrderChange.TYPE)) {
        return isChanged(document) ? List.of(documents.order(document)) : List.of();
      }
      return isAsListed(mark, document) ? List.of(documents.order(document)) : null;
    }
  }

  private static boolean isChanged(JsonNode document) {
    return !VtexStatus.isCancelling(VtexOrderCalls.status(document))
        && !VtexJson.list(VtexJson.field(document, "changesAttachment"), "changesData").isEmpty();
  }

  private static boolean isAsListed(Mark mark, JsonNode document) {
    String status = VtexOrderCalls.status(document);
    boolean asListed = VtexStatus.isCancelling(status) == mark.stamp().equals(VtexMarks.CANCELLED);
    if (!asListed) {
      LOG.debug("Order {} of {} is in {} by now", mark.key(), mark.source(), status);
    }
    return asListed;
  }

  /** What cannot be told to the ERP is news all the same. */
  private static <T> T byHand(Mark mark, Supplier<T> work) {
    try {
      return work.get();
    } catch (UnmappableRecord unmappable) {
      throw new UnmappableRecord(byHand(mark, unmappable.getMessage()), unmappable);
    } catch (DeliveryFailure failure) {
      if (failure.failureClass() == FailureClass.REJECTED) {
        throw new UnmappableRecord(byHand(mark, failure.getMessage()), failure);
      }
      throw failure;
    }
  }

  private static String byHand(Mark mark, String why) {
    return "%s; see to it in the ERP by hand. %s".formatted(news(mark), why);
  }

  private static String news(Mark mark) {
    if (mark.type().equals(OrderChange.TYPE)) {
      return "Order %s of %s may have been changed in the store after it was taken"
          .formatted(mark.key(), mark.source());
    }
    return mark.stamp().equals(VtexMarks.CANCELLED)
        ? "Order %s is cancelled in %s, or is asked to be".formatted(mark.key(), mark.source())
        : "Order %s of %s goes on after all".formatted(mark.key(), mark.source());
  }
}
