package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Connection;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads whole orders, the same way for each source, so that two versions can be compared. */
record VtexDocuments(Api api, Connection store) {

  private static final Logger LOG = LoggerFactory.getLogger(VtexDocuments.class);

  /** The order in a poll; empty when it could not be read, of which the run is told. */
  Optional<JsonNode> read(String id, PollRun run) {
    try {
      JsonNode document = read(id);
      if (run != null) {
        run.succeeded();
      }
      return Optional.of(document);
    } catch (DeliveryFailure failure) {
      LOG.debug("Order {} of {} is read again by the next poll", id, store.name(), failure);
      if (run != null) {
        run.failed(failure);
      }
      return Optional.empty();
    }
  }

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
