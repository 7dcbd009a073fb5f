package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.canonical.Message;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connector.vtex.VtexEvents.Event;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FetchedMarks;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.intake.Entry;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Orders that are ready for handling, and by the feed also those that are cancelled: first what the
 * inbox of events has, then, when it is due, a window of the list a page.
 */
record VtexOrdersFeed(
    Api api, FetchedMarks fetched, VtexHistory history, TakenTotals totals, VtexEvents events)
    implements Feed {

  private static final int PAGE = 100;
  private static final Comparator<Event> OLDEST_FIRST = Comparator.comparing(VtexOrdersFeed::at);

  @Override
  public Feed opened(Connection store) {
    return new Reading(store);
  }

  @Override
  public Page read(Connection store, String at) {
    return opened(store).read(store, at);
  }

  /** One run. */
  private final class Reading implements Feed {

    private final Connection store;
    private final VtexNews news;
    private final VtexOrderList list;

    /** Of events that are with the readers or could not be read; the next run tries these. */
    private final Set<String> tried = new HashSet<>();

    private boolean received;
    private boolean lists;
    private volatile boolean unread;
    private DeliveryFailure failure;

    Reading(Connection store) {
      this.store = store;
      this.list = new VtexOrderList(api, store);
      this.news =
          new VtexNews(
              store, new VtexDocuments(api, store, totals), new VtexMarks(fetched, store), history);
    }

    @Override
    public Page read(Connection connection, String at) {
      if (!received) {
        received = true;
        receive();
      }
      List<Entry> entries = fromInbox();
      if (!entries.isEmpty()) {
        return new Page(entries, null, false);
      }
      if (lists && list.hasNext()) {
        return new Page(
            news.ready(list.window()).stream().map(this::noticed).toList(), null, false);
      }
      if (failure != null) {
        throw failure;
      }
      if (lists && !unread) {
        events.swept(store);
      }
      return new Page(List.of(), null, true);
    }

    /** A feed that cannot be read holds up no order: the list has them all. */
    private void receive() {
      try {
        lists = events.receive(store);
      } catch (DeliveryFailure unreceived) {
        lists = true;
        failure = unreceived;
      }
    }

    /**
     * One event of an order at a time, the oldest first: what a cancellation means depends on
     * whether the order was taken. An event is done when its order is recorded, or it is no news.
     */
    private List<Entry> fromInbox() {
      List<Map.Entry<String, Event>> pending = new ArrayList<>(events.inbox(store).entrySet());
      pending.sort(Map.Entry.comparingByValue(OLDEST_FIRST));
      List<Entry> entries = new ArrayList<>();
      Set<String> busy = new HashSet<>();
      for (Map.Entry<String, Event> it : pending) {
        String key = it.getKey();
        String order = it.getValue().orderId();
        if (entries.size() < PAGE && !busy.contains(order)) {
          List<Entry> of = news.of(row(it.getValue())).stream().filter(this::isUnknown).toList();
          if (of.isEmpty()) {
            events.done(store, key);
          } else {
            busy.add(order);
            if (tried.add(key)) {
              of.forEach(entry -> entries.add(closing(key, entry)));
            }
          }
        }
      }
      return entries;
    }

    private boolean isUnknown(Entry entry) {
      return !fetched.unknown(List.of(entry.mark())).isEmpty();
    }

    /** An order that is not to be taken now has another event when it is, or the list has it. */
    private Entry closing(String key, Entry entry) {
      return new Entry(
          entry.mark(),
          false,
          entry.listed(),
          null,
          entry.whole(),
          document -> {
            List<? extends Message> messages = entry.mapper().apply(document);
            if (messages == null) {
              events.done(store, key);
            }
            return messages;
          });
    }

    /** The list is read again by the next tick when one of its orders could not be. */
    private Entry noticed(Entry entry) {
      return entry.readBy(
          () -> {
            try {
              return entry.whole().get();
            } catch (DeliveryFailure failed) {
              unread = true;
              throw failed;
            }
          });
    }
  }

  /** Comparable however many digits of a second VTEX writes. */
  private static String at(Event event) {
    return event.changedAt() == null ? "" : event.changedAt().replace("Z", "");
  }

  private static VtexOrderList.Row row(Event event) {
    return new VtexOrderList.Row(
        event.orderId(),
        event.state(),
        null,
        null,
        JsonNodeFactory.instance
            .objectNode()
            .put("orderId", event.orderId())
            .put("state", event.state())
            .put("currentChange", event.changedAt()));
  }
}
