package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.intake.Feed;
import dev.ponte.intake.Page;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Orders that are ready for handling; a page is a window of the list. */
record VtexOrdersFeed(Api api, TakenTotals totals) implements Feed {

  private static final Logger LOG = LoggerFactory.getLogger(VtexOrdersFeed.class);

  @Override
  public Feed opened(Connection connection) {
    VtexOrderList list = new VtexOrderList(api, connection);
    return (store, at) -> page(list, store);
  }

  @Override
  public Page read(Connection store, String at) {
    return opened(store).read(store, at);
  }

  private Page page(VtexOrderList list, Connection store) {
    if (!list.hasNext()) {
      return new Page(List.of(), null, true);
    }
    VtexDocuments documents = new VtexDocuments(api, store, totals);
    return new Page(
        list.window().stream()
            .map(
                row ->
                    documents.entry(
                        row.mark(store, row.status()),
                        row.json(),
                        document -> isDue(document, store, row.orderId())))
            .toList(),
        null,
        false);
  }

  private static boolean isDue(JsonNode document, Connection store, String id) {
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
}
