package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Connection;

/** Reads whole orders, the same way for each source, so that two versions can be compared. */
record VtexDocuments(Api api, Connection store) {

  /** The order without card data, its payments completed when the settings say so. */
  JsonNode read(String id) {
    JsonNode document =
        api.json(
            store,
            ApiCall.get(VtexOperations.GET, "/api/oms/pvt/orders/{}", id)
                .header("Accept", "application/json"));
    VtexPayments.withoutCardData(document);
    if (store.settings(VtexSettings.class).readsGateway()) {
      new VtexGateway(api, store).complete(document);
    }
    return document;
  }
}
