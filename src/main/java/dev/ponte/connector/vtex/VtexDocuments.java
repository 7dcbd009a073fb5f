package dev.ponte.connector.vtex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Order;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiCall;
import dev.ponte.connection.Connection;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.UnmappableRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.camel.Exchange;

/** Reads whole orders, the same way for each source, so that two versions can be compared. */
record VtexDocuments(Api api, Connection store) {

  /**
   * Reads the listed order in the body and leaves it as canonical JSON; null when it is not wanted
   * now, or could not be read, of which the run is told. Beside a failure the body is the whole
   * document, or the row of the list where the store does not give the document.
   *
   * @throws UnmappableRecord when the order cannot be told, or the store refuses to give it: it
   *     would do so again, and again, before all that is listed behind it
   */
  void leave(Exchange exchange, Predicate<JsonNode> wanted, Function<JsonNode, Order> mapper) {
    VtexListed listed = exchange.getMessage().getBody(VtexListed.class);
    PollRun run = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
    exchange.getMessage().setBody(listed.row());
    Optional<JsonNode> document =
        run != null && run.stopped()
            ? Optional.empty()
            : read(listed.mark().key(), run).filter(wanted);
    exchange.getMessage().setBody(document.map(JsonNode::toString).orElse(null));
    document.ifPresent(it -> exchange.getMessage().setBody(body(mapper.apply(it))));
  }

  /**
   * As {@link #leave}, but of an order that was read and is not wanted the body is no message at
   * all, with which its mark is recorded: it is not read again before it changes.
   */
  void leaveOrMark(
      Exchange exchange, Predicate<JsonNode> wanted, Function<JsonNode, Order> mapper) {
    leave(
        exchange,
        document -> true,
        document -> wanted.test(document) ? mapper.apply(document) : null);
  }

  private static Object body(Order order) {
    return order == null ? List.of() : Canonical.write(order);
  }

  private Optional<JsonNode> read(String id, PollRun run) {
    try {
      JsonNode document = read(id);
      if (run != null) {
        run.succeeded();
      }
      return Optional.of(document);
    } catch (DeliveryFailure failure) {
      if (failure.failureClass() == FailureClass.REJECTED) {
        throw new UnmappableRecord(
            "Order %s is listed, but cannot be read: %s. See in the store what it is, then have the dead letter fetched again"
                .formatted(id, failure.getMessage()),
            failure);
      }
      if (run != null) {
        run.failed("order " + id, failure);
      }
      return Optional.empty();
    }
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
