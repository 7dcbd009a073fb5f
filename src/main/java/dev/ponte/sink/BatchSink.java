package dev.ponte.sink;

import dev.ponte.canonical.Message;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.DeliveryFailure;

/** Carries messages of one type to a target that takes many in a call. */
public interface BatchSink<M extends Message> {

  /** The messages that it takes. */
  Class<M> takes();

  /**
   * Does at the target what the messages say, and settles each. What it does not settle was not
   * tried.
   *
   * @param connection the target
   * @param parcels one message or many, each with its delivery
   * @throws DeliveryFailure of all that are not settled
   */
  void deliver(Connection connection, Parcels<M> parcels);
}
