package dev.ponte.canonical;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Optional;

/** One canonical fact. */
public sealed interface Message
    permits Order, OrderChange, OrderStatus, Invoice, Shipment, DeliveryOutcome, StateMessage {

  /** The canonical type, such as {@code order}; also the ledger endpoint's name. */
  @JsonProperty(value = "type", access = JsonProperty.Access.READ_ONLY)
  String type();

  /** Name of the connection that the message was read from. */
  String source();

  /** The message's key at its source, unique within type, source and origin. */
  @JsonProperty(value = "key", access = JsonProperty.Access.READ_ONLY)
  String key();

  /**
   * The order that an order-related message is about; empty for an order itself and for all types
   * that are about no order.
   */
  default Optional<OrderRef> aboutOrder() {
    return Optional.empty();
  }

  /**
   * The source's own identifier of the record, which it wants to be told back with the outcome;
   * null when it wants none. Opaque.
   */
  default String correlation() {
    return null;
  }

  /**
   * How much earlier another message of its type must have come to be sent before it to the same
   * target; zero for first come, first served.
   */
  default Duration headStart() {
    return Duration.ZERO;
  }

  /**
   * The message without what Ponte itself causes and what carries no meaning: status fields, import
   * flags, change stamps, raw references. Two messages of the same key with equal business content
   * are the same version.
   */
  Message businessContent();
}
