package dev.ponte.connector.vtex;

import static dev.ponte.connector.vtex.VtexFields.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ponte.canonical.Order;
import dev.ponte.connection.Connection;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Mark;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * The ids in VTEX's list of orders. All pages of a window are read before the first id is given
 * out, so that start-handling, which shrinks the list, cannot move orders to pages already read.
 * VTEX gives 30 pages at most; then a new window begins at the creation date of the last row. What
 * moves meanwhile is found by the next poll.
 */
final class VtexOrderIds implements Iterator<Mark> {

  private static final int MOST_PAGES = 30;
  private static final String FAR = "2100-01-01T00:00:00.000Z";

  private final VtexApi vtex;
  private final Connection connection;
  private final PollRun run;
  private final VtexSettings settings;
  private final Deque<Mark> window = new ArrayDeque<>();
  private final Set<String> given = new HashSet<>();
  private String from;
  private boolean ended;

  VtexOrderIds(VtexApi vtex, Connection connection, PollRun run) {
    this.vtex = vtex;
    this.connection = connection;
    this.run = run;
    this.settings = connection.settings(VtexSettings.class);
  }

  @Override
  public boolean hasNext() {
    if (run.stopped()) {
      return false;
    }
    while (window.isEmpty() && !ended) {
      readWindow();
    }
    return !window.isEmpty();
  }

  @Override
  public Mark next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return window.poll();
  }

  private void readWindow() {
    String last = null;
    boolean more = true;
    for (int page = 1; page <= MOST_PAGES && more; page++) {
      JsonNode answer = page(page);
      JsonNode rows = answer.path("list");
      for (JsonNode row : rows) {
        last = add(row, last);
      }
      more = rows.size() > 0 && page < answer.path("paging").path("pages").asInt(1);
    }
    // A window that brings nothing new would be read for ever.
    ended = !more || last == null || last.equals(from) || window.isEmpty();
    from = last;
  }

  private String add(JsonNode row, String last) {
    String id = text(row, "orderId");
    if (id == null) {
      return last;
    }
    if (given.add(id)) {
      String stamp = String.valueOf(text(row, "status"));
      window.add(new Mark(connection.name(), Order.TYPE, id, stamp));
    }
    String created = text(row, "creationDate");
    return created == null ? last : created;
  }

  private JsonNode page(int page) {
    ObjectNode arguments =
        VtexApi.arguments()
            .put("f_status", settings.status())
            .put("orderBy", "creationDate,asc")
            .put("per_page", settings.perPage())
            .put("page", page);
    if (from != null) {
      arguments.put("f_creationDate", "creationDate:[%s TO %s]".formatted(from, FAR));
    }
    return vtex.read(connection, "list-orders", arguments, null);
  }
}
