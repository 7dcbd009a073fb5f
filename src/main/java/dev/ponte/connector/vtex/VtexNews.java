package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderChange;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.UnmappableRecord;
import dev.ponte.intake.Entry;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a row means for Ponte, be it of a list or an event of the feed. A row only says which order
 * is to be read and why; its present document decides.
 */
record VtexNews(Connection store, VtexDocuments documents, VtexMarks marks, VtexHistory history) {

  private static final Logger LOG = LoggerFactory.getLogger(VtexNews.class);

  /** Whether an event of this state may be news. */
  static boolean concerns(Connection store, String state) {
    return state.equals(store.settings(VtexSettings.class).status())
        || VtexStatus.isCancelling(state)
        || VtexStatus.isDenied(state);
  }

  /** The news of rows of any state. */
  List<Entry> of(VtexOrderList.Row row) {
    return row.status().equals(store.settings(VtexSettings.class).status())
        ? ready(List.of(row))
        : cancelled(List.of(row));
  }

  /** Orders that may be taken. */
  List<Entry> ready(List<VtexOrderList.Row> rows) {
    return rows.stream()
        .map(
            row ->
                documents.entry(
                    row.mark(store, row.status()),
                    row.json(),
                    document -> isDue(document, row.orderId())))
        .toList();
  }

  private boolean isDue(JsonNode document, String id) {
    String status = VtexJson.text(document, "status");
    if (!store.settings(VtexSettings.class).status().equals(status)) {
      LOG.debug("Order {} of {} is already in {}", id, store.name(), status);
      return false;
    }
    if ("false".equalsIgnoreCase(VtexJson.text(document, "isCompleted"))) {
      LOG.debug("Order {} of {} is not complete yet", id, store.name());
      return false;
    }
    return true;
  }

  /** Orders that were taken and are cancelled since, or go on after all. */
  List<Entry> cancelled(List<VtexOrderList.Row> rows) {
    Set<Mark> known = marks.known(rows);
    return rows.stream()
        .filter(row -> isNews(row, known))
        .map(
            row -> {
              boolean denied = VtexStatus.isDenied(row.status());
              return entry(row, row.mark(store, denied ? VtexMarks.GOES_ON : VtexMarks.CANCELLED));
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

  /** Orders that were taken and whose rows have changed since. */
  List<Entry> changed(List<VtexOrderList.Row> rows) {
    Set<Mark> known = marks.known(rows);
    return rows.stream()
        .filter(row -> marks.isTaken(row, known))
        .map(
            row ->
                entry(row, new Mark(store.name(), OrderChange.TYPE, row.orderId(), row.changed())))
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
