package dev.ponte.connector.focco;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Connection;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * All items of the catalogue, page by page as they are asked for, each row once: a page can repeat
 * one when another was added meanwhile. Ends early when a page cannot be read; the run is told
 * then.
 */
final class FoccoPages implements Iterator<List<JsonNode>> {

  private static final int PAGE = 250;

  private final FoccoApi focco;
  private final Connection connection;
  private final PollRun run;
  private final FoccoCatalogue catalogue;
  private final Set<String> seen = new HashSet<>();
  private List<JsonNode> next;
  private int skip;
  private boolean ended;

  FoccoPages(FoccoApi focco, Connection connection, PollRun run) {
    this.focco = focco;
    this.connection = connection;
    this.run = run;
    this.catalogue = new FoccoCatalogue(connection.settings(FoccoSettings.class));
  }

  @Override
  public boolean hasNext() {
    while (next == null && !ended) {
      next = page();
    }
    return next != null;
  }

  @Override
  public List<JsonNode> next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    List<JsonNode> page = next;
    next = null;
    return page;
  }

  /** Whether all pages were read. */
  boolean complete() {
    return ended && run.firstFailure() == null && !run.stopped();
  }

  /** Null when the page held nothing new, or there is none. */
  private List<JsonNode> page() {
    if (run.stopped()) {
      ended = true;
      return null;
    }
    try {
      JsonNode answer =
          focco.read(
              connection, catalogue.command(), catalogue.arguments(skip, PAGE), FoccoApi.CATALOGUE);
      run.succeeded();
      return fresh(answer);
    } catch (DeliveryFailure failure) {
      run.failed(failure);
      ended = true;
      return null;
    }
  }

  private List<JsonNode> fresh(JsonNode answer) {
    JsonNode rows = answer.path("rows");
    skip += rows.size();
    ended = rows.isEmpty() || skip >= answer.path("totalrowcount").asInt();
    List<JsonNode> fresh = new ArrayList<>();
    for (JsonNode row : rows) {
      if (seen.add(catalogue.key(row))) {
        fresh.add(row);
      }
    }
    return fresh.isEmpty() ? null : catalogue.items(fresh);
  }
}
