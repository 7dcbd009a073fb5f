package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** Messages about orders to records of OrderUpdate, in batches; what all such sinks share. */
final class FastcommerceOrderSink<M extends Message> {

  /** What a message changes in its order. */
  interface Mapping<M> {

    /**
     * @throws IllegalArgumentException in a sentence, when the store cannot take it
     */
    Change change(M message);
  }

  /**
   * @param values of the record; null when there is nothing to write
   * @param words what that does, or why there is nothing to do
   */
  record Change(Map<String, String> values, String words) {

    static Change none(String words) {
      return new Change(null, words);
    }
  }

  private final Api api;
  private final Class<M> type;
  private final int priority;

  /**
   * @param priority as in {@link dev.ponte.connection.ApiCall#priority}
   */
  FastcommerceOrderSink(Api api, Class<M> type, int priority) {
    this.api = api;
    this.type = type;
    this.priority = priority;
  }

  /**
   * Sends what the exchange carries.
   *
   * @throws DeliveryFailure when nothing of it could be sent, or the only delivery failed
   */
  void deliver(Connection connection, Exchange exchange, Mapping<M> mapping) {
    FastcommerceDeliveries deliveries = FastcommerceDeliveries.of(exchange);
    List<FastcommerceUpdate> updates = new ArrayList<>();
    deliveries
        .bodies()
        .forEach(
            (delivery, json) ->
                deliveries.attempt(
                    delivery,
                    () -> {
                      Change change = change(connection, delivery, json, mapping);
                      if (change.values() == null) {
                        deliveries.settle(delivery, Outcome.skipped(change.words()));
                      } else {
                        updates.add(update(connection, delivery, change));
                      }
                    }));
    new FastcommerceBatch(api, connection, FastcommerceForm.ORDERS, priority, deliveries)
        .send(updates);
  }

  private Change change(Connection connection, Delivery delivery, String json, Mapping<M> mapping) {
    try {
      return mapping.change(Canonical.read(type, json));
    } catch (IllegalArgumentException refused) {
      throw refused(connection, delivery, refused);
    }
  }

  private static FastcommerceUpdate update(
      Connection connection, Delivery delivery, Change change) {
    try {
      return new FastcommerceUpdate(
          delivery, FastcommerceOperations.checkedOrder(change.values()), change.words());
    } catch (IllegalArgumentException refused) {
      throw refused(connection, delivery, refused);
    }
  }

  private static DeliveryFailure refused(
      Connection connection, Delivery delivery, IllegalArgumentException why) {
    return new DeliveryFailure(
        FailureClass.REJECTED,
        "%s %s was not sent to %s: %s"
            .formatted(delivery.type(), delivery.key(), connection.name(), why.getMessage()),
        why);
  }
}
