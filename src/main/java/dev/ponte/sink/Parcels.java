package dev.ponte.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.canonical.OrderRef;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.CallRecorder;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryBatch;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.MissingSetting;
import dev.ponte.delivery.Outcome;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * What an exchange carries: a batch of deliveries, or one, which is settled in the same way.
 * Belongs to the thread that runs the exchange.
 */
public final class Parcels<M extends Message> {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final Connection connection;
  private final DeliveryBatch batch;
  private final Delivery only;
  private final Map<Delivery, M> messages = new LinkedHashMap<>();

  private Parcels(Connection connection, DeliveryBatch batch, Delivery only) {
    this.connection = connection;
    this.batch = batch;
    this.only = only;
  }

  /** What cannot be read is refused, and not among the messages. */
  static <M extends Message> Parcels<M> of(
      Connection connection, Class<M> type, Exchange exchange) {
    DeliveryBatch batch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
    Delivery only = exchange.getProperty(Delivery.PROPERTY, Delivery.class);
    Parcels<M> parcels = new Parcels<>(connection, batch, only);
    String body = exchange.getMessage().getBody(String.class);
    if (batch == null) {
      parcels.read(only, type, body);
      return parcels;
    }
    Map<Long, Delivery> byId =
        batch.deliveries().stream().collect(Collectors.toMap(Delivery::id, it -> it));
    for (JsonNode one : array(body)) {
      parcels.read(byId.get(one.path("id").asLong()), type, one.path("body").toString());
    }
    return parcels;
  }

  private void read(Delivery delivery, Class<M> type, String json) {
    attempt(delivery, () -> messages.put(delivery, Canonical.read(type, json)));
  }

  /** The message of each delivery, in their order. */
  public Map<Delivery, M> messages() {
    return Collections.unmodifiableMap(messages);
  }

  /** Whether there may be others beside one that fails. */
  public boolean isBatch() {
    return batch != null;
  }

  /** What keeps a call that is made for all of them. */
  public CallRecorder traced() {
    return batch == null ? only : batch;
  }

  /** The delivery ended well, or needs nothing. */
  public void settle(Delivery delivery, Outcome outcome) {
    if (batch == null) {
      delivery.settle(outcome);
    } else {
      batch.settle(delivery.id(), outcome);
    }
  }

  /**
   * The delivery failed, and no other with it. An {@link IllegalArgumentException} says in a
   * sentence why the target cannot take it.
   *
   * @throws RuntimeException the failure, when there is no other
   */
  public void fail(Delivery delivery, RuntimeException failure) {
    RuntimeException told =
        failure instanceof IllegalArgumentException why ? refused(delivery, why) : failure;
    if (batch == null) {
      throw told;
    }
    batch.settle(delivery.id(), told);
  }

  /** Does something for one delivery; what fails in it is its failure, as {@link #fail} says. */
  public void attempt(Delivery delivery, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException failure) {
      fail(delivery, failure);
    }
  }

  private DeliveryFailure refused(Delivery delivery, IllegalArgumentException why) {
    String words =
        "%s %s%s was not sent to %s: %s"
            .formatted(
                delivery.type(),
                delivery.key(),
                ofOrder(delivery),
                connection.name(),
                why.getMessage());
    return why instanceof MissingSetting missing
        ? missing.failure(words)
        : new DeliveryFailure(FailureClass.REJECTED, words, why);
  }

  private String ofOrder(Delivery delivery) {
    return Optional.ofNullable(messages.get(delivery))
        .flatMap(Message::aboutOrder)
        .map(OrderRef::id)
        .filter(it -> !it.equals(delivery.key()))
        .map(" of order "::concat)
        .orElse("");
  }

  private static JsonNode array(String body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "The body of a batch must be the ledger's list of {id, body}; a step of the route has replaced it",
          e);
    }
  }
}
