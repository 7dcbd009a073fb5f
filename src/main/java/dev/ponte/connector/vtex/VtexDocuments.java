package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Order;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.TakenTotals;
import dev.ponte.intake.Entry;
import java.util.List;
import java.util.function.Predicate;

/** Reads whole orders, the same way for each feed, so that two versions can be compared. */
record VtexDocuments(Api api, Connection store, TakenTotals totals) {

  /**
   * A listed order, which is read whole.
   *
   * @param wanted whether the whole order is to be taken now; the list lags behind by minutes, so
   *     only the order itself tells
   */
  Entry entry(Mark mark, JsonNode row, Predicate<JsonNode> wanted) {
    return Entry.once(
            mark, row, document -> wanted.test(document) ? List.of(order(document)) : null)
        .readBy(() -> read(mark.key()));
  }

  /**
   * The order of a whole document.
   *
   * @throws dev.ponte.delivery.UnmappableRecord when no ERP can take it
   */
  Order order(JsonNode document) {
    return VtexOrderMapper.of(store, totals).toOrder(document);
  }

  /**
   * The order without card data, with the number of parts where it is one, its payments completed
   * when the settings say so.
   */
  JsonNode read(String id) {
    JsonNode document =
        api.json(
            store,
            ApiCall.get(VtexOperations.GET, "/api/oms/pvt/orders/{}", id)
                .header("Accept", "application/json"));
    VtexPayments.withoutCardData(document);
    new VtexPurchase(api, store).complete(document);
    if (store.settings(VtexSettings.class).readsGateway()) {
      new VtexGateway(api, store).complete(document);
    }
    return document;
  }
}
