package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.connection.Api;
import dev.ponte.connection.Connection;
import dev.ponte.connector.fastcommerce.FastcommerceIntent.Step;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.MissingSetting;
import dev.ponte.delivery.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** Messages about products to records of ProductManagement; what all such sinks share. */
final class FastcommerceStateSink<M extends Message> {

  /** With more in doubt than these, the whole list takes fewer calls. */
  private static final int ASKED_ONE_BY_ONE = 5;

  private final Api api;
  private final FastcommerceCatalogue catalogue;
  private final Class<M> type;
  private final int priority;

  /**
   * @param priority as in {@link dev.ponte.connection.ApiCall#priority}
   */
  FastcommerceStateSink(Api api, FastcommerceCatalogue catalogue, Class<M> type, int priority) {
    this.api = api;
    this.catalogue = catalogue;
    this.type = type;
    this.priority = priority;
  }

  /**
   * Sends what the exchange carries. Insertions go in calls of their own, since they must not be
   * repeated.
   *
   * @param mapping throws {@link IllegalArgumentException} in a sentence, when the store cannot
   *     take a message
   * @throws DeliveryFailure when nothing of it could be sent, or the only delivery failed
   */
  void deliver(
      Connection connection,
      Exchange exchange,
      BiFunction<Delivery, M, FastcommerceIntent> mapping) {
    FastcommerceDeliveries deliveries = FastcommerceDeliveries.of(exchange);
    Run run = new Run(connection, deliveries);
    Map<Delivery, FastcommerceIntent> intents = new LinkedHashMap<>();
    deliveries
        .bodies()
        .forEach(
            (delivery, json) ->
                run.attempt(
                    delivery,
                    () ->
                        intents.put(
                            delivery, mapping.apply(delivery, Canonical.read(type, json)))));
    run.look(intents.values());
    List<FastcommerceUpdate> updates = new ArrayList<>();
    intents.forEach(
        (delivery, intent) -> run.attempt(delivery, () -> run.step(delivery, intent, updates)));
    send(connection, deliveries, updates);
  }

  private void send(
      Connection connection, FastcommerceDeliveries deliveries, List<FastcommerceUpdate> updates) {
    FastcommerceBatch batch =
        new FastcommerceBatch(api, connection, FastcommerceForm.PRODUCTS, priority, deliveries);
    Map<Boolean, List<FastcommerceUpdate>> byKind =
        updates.stream()
            .collect(Collectors.partitioningBy(it -> FastcommerceCommands.isOnce(it.record())));
    batch.send(byKind.get(false));
    batch.send(byKind.get(true));
  }

  /** One exchange. */
  private final class Run {
    private final Connection connection;
    private final FastcommerceDeliveries deliveries;
    private FastcommerceIds ids = new FastcommerceIds(Map.of(), false);
    private DeliveryFailure unread;

    Run(Connection connection, FastcommerceDeliveries deliveries) {
      this.connection = connection;
      this.deliveries = deliveries;
    }

    /** The failure of one delivery is no other's. */
    void attempt(Delivery delivery, Supplier<?> action) {
      deliveries.attempt(
          delivery,
          () -> {
            try {
              action.get();
            } catch (IllegalArgumentException refused) {
              throw rejected(delivery, refused);
            }
          });
    }

    /** When the store's list cannot be read, what is known already goes on all the same. */
    void look(Collection<FastcommerceIntent> intents) {
      Set<String> codes =
          intents.stream().flatMap(it -> it.codes().stream()).collect(Collectors.toSet());
      ids = new FastcommerceIds(catalogue.known(connection, codes), false);
      if (ids.byCode().size() == codes.size()) {
        return;
      }
      if (intents.stream().filter(FastcommerceIntent::inDoubt).count() > ASKED_ONE_BY_ONE) {
        catalogue.readAnew(connection);
      }
      try {
        if (catalogue.readIfDue(connection, priority)) {
          ids = new FastcommerceIds(catalogue.known(connection, codes), true);
        }
      } catch (DeliveryFailure failure) {
        unread = failure;
      }
    }

    boolean step(Delivery delivery, FastcommerceIntent intent, List<FastcommerceUpdate> updates) {
      if (unread != null && !ids.byCode().keySet().containsAll(intent.codes())) {
        throw unread;
      }
      Step step = intent.step(ids);
      if (step.update() == null) {
        deliveries.settle(delivery, Outcome.skipped(step.skipped()));
        return false;
      }
      return updates.add(step.update());
    }

    private DeliveryFailure rejected(Delivery delivery, IllegalArgumentException why) {
      String words =
          "%s %s was not sent to %s: %s"
              .formatted(delivery.type(), delivery.key(), connection.name(), why.getMessage());
      return why instanceof MissingSetting missing
          ? missing.failure(words)
          : new DeliveryFailure(FailureClass.REJECTED, words, why);
    }
  }
}
