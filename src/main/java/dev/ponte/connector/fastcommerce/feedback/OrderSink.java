package dev.ponte.connector.fastcommerce.feedback;

import dev.ponte.canonical.Message;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.FastcommerceOperations;
import dev.ponte.connector.fastcommerce.api.Form;
import dev.ponte.connector.fastcommerce.api.Update;
import dev.ponte.connector.fastcommerce.api.UpdateBatch;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Priority;
import dev.ponte.sink.Parcels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Messages about orders to records of OrderUpdate, in batches; what all such sinks share. */
final class OrderSink {

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
  private final Priority priority;

  /**
   * @param priority of its calls
   */
  OrderSink(Api api, Priority priority) {
    this.api = api;
    this.priority = priority;
  }

  /**
   * Sends what the parcels say.
   *
   * @throws DeliveryFailure when nothing of it could be sent, or the only delivery failed
   */
  <M extends Message> void deliver(Connection connection, Parcels<M> parcels, Mapping<M> mapping) {
    List<Update> updates = new ArrayList<>();
    parcels
        .messages()
        .forEach(
            (delivery, message) ->
                parcels.attempt(
                    delivery,
                    () -> {
                      Change change = mapping.change(message);
                      if (change.values() == null) {
                        parcels.settle(delivery, Outcome.skipped(change.words()));
                      } else {
                        updates.add(
                            new Update(
                                delivery,
                                FastcommerceOperations.checkedOrder(change.values()),
                                change.words()));
                      }
                    }));
    new UpdateBatch(api, connection, Form.ORDERS, priority, parcels).send(updates);
  }
}
