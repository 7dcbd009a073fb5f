package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Order;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Mark;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;

/**
 * The rows of the order list in one status, oldest first, one window of at most 30 pages after the
 * other; a window is read only when it is needed.
 *
 * <p>While we read, orders leave the status and the rows behind them move towards page 1. So a
 * window is read whole, ids only, before its first order is handed out, and from its last page to
 * its first: a row that moves is met twice then, never missed. What comes in meanwhile is found by
 * the next poll, which begins anew; nothing is remembered between polls but the marks.
 */
final class VtexOrderList {

  private static final int MOST_PAGES = 30;
  private static final String TOO_FAR = "max page exceed";
  private static final Instant DISTANT = Instant.parse("2099-12-31T23:59:59.999Z");
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ISO_INSTANT;

  private final Api api;
  private final Connection connection;
  private final VtexSettings settings;
  private final String status;
  private final Queue<Row> ready = new ArrayDeque<>();
  private Set<String> handedOut = Set.of();
  private Instant from;
  private boolean more = true;
  private ApiFailure stuck;

  VtexOrderList(Api api, Connection connection) {
    this(api, connection, connection.settings(VtexSettings.class).status(), null);
  }

  /**
   * @param status one or several, with commas between
   * @param from when the oldest of the orders was created; null for all
   */
  VtexOrderList(Api api, Connection connection, String status, Instant from) {
    this.api = api;
    this.connection = connection;
    this.settings = connection.settings(VtexSettings.class);
    this.status = status;
    this.from = from;
  }

  /**
   * What is read of a row; all else in it is stale or missing.
   *
   * @param createdAt null when the row has none
   * @param changed differs when the order was changed: the stamp of the last change where the row
   *     has one, else value and items
   * @param json the whole row
   */
  record Row(String orderId, String status, Instant createdAt, String changed, JsonNode json) {
    Mark mark(Connection store, String stamp) {
      return new Mark(store.name(), Order.TYPE, orderId, stamp);
    }
  }

  private record Page(Map<String, Row> rows, int pages, long total) {}

  /**
   * Whether there are rows that were not handed out.
   *
   * @throws ApiFailure when they cannot be read
   */
  boolean hasNext() {
    while (ready.isEmpty() && more) {
      readWindow();
    }
    if (ready.isEmpty() && stuck != null) {
      throw stuck;
    }
    return !ready.isEmpty();
  }

  /** The rows of a window, so that the ledger is asked for them at once. */
  List<Row> window() {
    List<Row> rows = List.copyOf(ready);
    ready.clear();
    return rows;
  }

  private void readWindow() {
    Map<String, Row> rows = new LinkedHashMap<>();
    Page first = page(1);
    boolean full = first.pages() > MOST_PAGES;
    Page last = first;
    for (int number = Math.min(first.pages(), MOST_PAGES); number > 1; number--) {
      try {
        last = page(number);
        rows.putAll(last.rows());
      } catch (ApiFailure failure) {
        if (!String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(TOO_FAR)) {
          throw failure;
        }
        full = true;
      }
    }
    if (last.total() != first.total()) {
      rows.putAll(page(1).rows());
    }
    rows.putAll(first.rows());
    handOut(rows, full);
  }

  private void handOut(Map<String, Row> rows, boolean full) {
    Instant newest = from;
    for (Row row : rows.values()) {
      if (!handedOut.contains(row.orderId())) {
        ready.add(row);
      }
      if (row.createdAt() != null && (newest == null || row.createdAt().isAfter(newest))) {
        newest = row.createdAt();
      }
    }
    Instant next = newest == null ? null : newest.truncatedTo(ChronoUnit.SECONDS);
    boolean onward = next != null && !next.equals(from);
    if (full && !onward) {
      stuck =
          failure(
              "lists more orders in %s created at %s than it lets us page through; they follow when those before them are handled"
                  .formatted(status, next));
    }
    more = full && onward;
    from = next;
    handedOut = rows.keySet();
  }

  private Page page(int number) {
    ApiCall call =
        ApiCall.get(VtexOperations.LIST, "/api/oms/pvt/orders")
            .header("Accept", "application/json")
            .query("f_status", status)
            .query("orderBy", "creationDate,asc")
            .query("per_page", settings.perPage())
            .query("page", number);
    if (from != null) {
      call =
          call.query(
              "f_creationDate",
              "creationDate:[%s TO %s]".formatted(STAMP.format(from), STAMP.format(DISTANT)));
    }
    JsonNode answer = api.json(connection, call);
    if (!answer.path("list").isArray()) {
      throw failure(
          "answered %s without a list; check ponte.connections.%s.base-url"
              .formatted(VtexOperations.LIST, connection.name()));
    }
    Map<String, Row> rows = new LinkedHashMap<>();
    for (JsonNode row : answer.path("list")) {
      Row read = row(row);
      rows.put(read.orderId(), read);
    }
    JsonNode paging = answer.path("paging");
    return new Page(rows, paging.path("pages").asInt(1), paging.path("total").asLong(rows.size()));
  }

  private Row row(JsonNode row) {
    var created = VtexJson.time(row, "creationDate", connection.zone());
    return new Row(
        row.path("orderId").asText(),
        row.path("status").asText(),
        created == null ? null : created.toInstant(),
        changed(row),
        row);
  }

  private static String changed(JsonNode row) {
    String last = VtexJson.text(row, "lastChange");
    return last == null
        ? row.path("totalValue").asText() + "/" + row.path("totalItems").asText()
        : last;
  }

  private ApiFailure failure(String what) {
    return new ApiFailure(
        FailureClass.TRANSIENT, connection.name() + " " + what, null, null, null, null);
  }
}
