package dev.ponte.sink;

import dev.ponte.canonical.Message;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Outcome;

/** Carries messages of one type to a target, one at a time. */
public interface Sink<M extends Message> {

  /** The messages that it takes. */
  Class<M> takes();

  /**
   * Does at the target what the message says.
   *
   * @param connection the target
   * @param delivery keeps what must be known when the message comes again
   * @return how it ended
   * @throws DeliveryFailure when it did not get there now, or ever; the class says which
   * @throws IllegalArgumentException in a sentence, when the target cannot take it; nothing was
   *     sent
   */
  Outcome deliver(Connection connection, M message, Delivery delivery);
}
