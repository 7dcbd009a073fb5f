package dev.ponte.connector.fastcommerce.catalogue;

import dev.ponte.canonical.Message;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.api.Form;
import dev.ponte.connector.fastcommerce.api.ProductCommandRules;
import dev.ponte.connector.fastcommerce.api.Update;
import dev.ponte.connector.fastcommerce.api.UpdateBatch;
import dev.ponte.connector.fastcommerce.catalogue.ProductUpdate.Step;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Priority;
import dev.ponte.sink.Parcels;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Messages about products to records of ProductManagement; what all such sinks share. */
final class StateSink {

  /** With more in doubt than these, the whole list takes fewer calls. */
  private static final int ASKED_ONE_BY_ONE = 5;

  private final Api api;
  private final Catalogue catalogue;
  private final Priority priority;

  /**
   * @param priority of its calls
   */
  StateSink(Api api, Catalogue catalogue, Priority priority) {
    this.api = api;
    this.catalogue = catalogue;
    this.priority = priority;
  }

  /**
   * Sends what the parcels say. Insertions go in calls of their own, since they must not be
   * repeated.
   *
   * @param mapping throws {@link IllegalArgumentException} in a sentence, when the store cannot
   *     take a message
   * @throws DeliveryFailure when nothing of it could be sent, or the only delivery failed
   */
  <M extends Message> void deliver(
      Connection connection, Parcels<M> parcels, BiFunction<Delivery, M, ProductUpdate> mapping) {
    Map<Delivery, ProductUpdate> intents = new LinkedHashMap<>();
    parcels
        .messages()
        .forEach(
            (delivery, message) ->
                parcels.attempt(
                    delivery, () -> intents.put(delivery, mapping.apply(delivery, message))));
    Known known = look(connection, intents.values());
    List<Update> updates = new ArrayList<>();
    intents.forEach(
        (delivery, intent) ->
            parcels.attempt(
                delivery,
                () -> {
                  Step step = known.step(intent);
                  if (step.update() == null) {
                    parcels.settle(delivery, Outcome.skipped(step.skipped()));
                  } else {
                    updates.add(step.update());
                  }
                }));
    send(connection, parcels, updates);
  }

  private void send(Connection connection, Parcels<?> parcels, List<Update> updates) {
    UpdateBatch batch = new UpdateBatch(api, connection, Form.PRODUCTS, priority, parcels);
    Map<Boolean, List<Update>> byKind =
        updates.stream()
            .collect(Collectors.partitioningBy(it -> ProductCommandRules.isOnce(it.record())));
    batch.send(byKind.get(false));
    batch.send(byKind.get(true));
  }

  /** When the store's list cannot be read, what is known already goes on all the same. */
  private Known look(Connection connection, Collection<ProductUpdate> intents) {
    Set<String> codes =
        intents.stream().flatMap(it -> it.codes().stream()).collect(Collectors.toSet());
    ProductIds ids = new ProductIds(catalogue.known(connection, codes), false);
    if (ids.byCode().size() == codes.size()) {
      return new Known(ids, null);
    }
    if (intents.stream().filter(ProductUpdate::inDoubt).count() > ASKED_ONE_BY_ONE) {
      catalogue.readAnew(connection);
    }
    try {
      return catalogue.readIfDue(connection, priority)
          ? new Known(new ProductIds(catalogue.known(connection, codes), true), null)
          : new Known(ids, null);
    } catch (DeliveryFailure failure) {
      return new Known(ids, failure);
    }
  }

  /**
   * @param unread why the store's list could not be read; null when it could, or need not be
   */
  private record Known(ProductIds ids, DeliveryFailure unread) {

    Step step(ProductUpdate intent) {
      if (unread != null && !ids.byCode().keySet().containsAll(intent.codes())) {
        throw unread;
      }
      return intent.step(ids);
    }
  }
}
