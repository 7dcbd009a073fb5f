package dev.ponte.connector.fastcommerce;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryBatch;
import dev.ponte.delivery.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/**
 * What an exchange carries: a batch of deliveries, or a single one. A sink settles both in the same
 * way.
 */
final class FastcommerceDeliveries {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final DeliveryBatch batch;
  private final Map<Delivery, String> bodies;

  private FastcommerceDeliveries(DeliveryBatch batch, Map<Delivery, String> bodies) {
    this.batch = batch;
    this.bodies = bodies;
  }

  static FastcommerceDeliveries of(Exchange exchange) {
    DeliveryBatch batch = exchange.getProperty(DeliveryBatch.PROPERTY, DeliveryBatch.class);
    String body = exchange.getMessage().getBody(String.class);
    Map<Delivery, String> bodies = new LinkedHashMap<>();
    if (batch == null) {
      bodies.put(exchange.getProperty(Delivery.PROPERTY, Delivery.class), body);
      return new FastcommerceDeliveries(null, bodies);
    }
    Map<Long, Delivery> byId =
        batch.deliveries().stream().collect(Collectors.toMap(Delivery::id, it -> it));
    for (JsonNode one : array(body)) {
      bodies.put(byId.get(one.path("id").asLong()), one.path("body").toString());
    }
    return new FastcommerceDeliveries(batch, bodies);
  }

  /** The canonical message of each, in their order. */
  Map<Delivery, String> bodies() {
    return bodies;
  }

  boolean isBatch() {
    return batch != null;
  }

  void settle(Delivery delivery, Outcome outcome) {
    if (batch == null) {
      delivery.settle(outcome);
    } else {
      batch.settle(delivery.id(), outcome);
    }
  }

  /** What fails in the action is the failure of this one alone. */
  void attempt(Delivery delivery, Runnable action) {
    try {
      action.run();
    } catch (RuntimeException failure) {
      settle(delivery, failure);
    }
  }

  /** The failure of this one alone; a single delivery ends with it. */
  void settle(Delivery delivery, RuntimeException failure) {
    if (batch == null) {
      throw failure;
    }
    batch.settle(delivery.id(), failure);
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
