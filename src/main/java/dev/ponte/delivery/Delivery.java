package dev.ponte.delivery;

import java.util.Optional;

/**
 * One message on its way to one subscriber, as a sink sees it. The ledger's consumer puts it on the
 * exchange as property {@link #PROPERTY}; it is valid until the exchange ends and belongs to the
 * thread that runs it.
 */
public interface Delivery extends CallRecorder {

  /** Name of the exchange property that carries the delivery in and out of Kamelets. */
  String PROPERTY = "PonteDelivery";

  /** The ledger's number of this delivery; never reused. */
  long id();

  /** The canonical type, such as {@code order}. */
  String type();

  /** The message's key, unique within (type, source, origin). */
  String key();

  /** The connection that the message was read from. */
  String source();

  /**
   * The store connection that the order belongs to: the source itself for an {@code order}, the
   * resolved store for order-related messages, empty for all others.
   */
  Optional<String> origin();

  /** The name under which the route takes messages, normally its target's connection. */
  String subscriber();

  /** Version of the message's key that is being delivered, from 1. */
  long version();

  /** How often this delivery was tried, this time included, from 1. */
  int attempt();

  /**
   * What the last {@link #checkpoint} of this (type, subscriber, key) stored, by this or by an
   * earlier delivery of the same key; empty before the first.
   */
  Optional<String> progress();

  /**
   * Stores the progress of a sequence of calls; durable when it returns, which is after an outage
   * of the ledger. Call it before each call that must not be repeated, with all results so far and
   * the call about to be made.
   *
   * @param json null to forget the progress
   * @throws LeaseLost when another process has taken the delivery over; nothing was written and the
   *     caller must make no further call
   */
  void checkpoint(String json);

  /**
   * Keeps what a call has answered as the progress; never fails. It is written with the next
   * checkpoint, or at the latest with the end of the delivery. A caller that goes on with long
   * calls makes it durable by {@link #checkpoint} as well.
   *
   * @param json null to forget the progress
   */
  default void answered(String json) {
    checkpoint(json);
  }

  /**
   * Has something written to the ledger's database in the one transaction that writes how this
   * delivery ended: all of it or nothing, and nothing when another process has taken the delivery
   * over. It may be run again after a failure, so it does nothing else.
   */
  default void together(Runnable write) {
    write.run();
  }

  /**
   * Stores, {@link #together} with the end, that the thing that {@code source} and {@code key} name
   * is known at the target.
   */
  void reference(Reference reference);

  /**
   * Decides how the delivery ends when the exchange ends without a failure; without a call it is
   * delivered.
   */
  void settle(Outcome outcome);

  /**
   * One call that was made for an attempt.
   *
   * @param operation the connector's name of the operation
   * @param request what was sent, redacted and cut; null when nothing was sent
   * @param status the HTTP status, 0 when no answer came
   * @param answer what came back, redacted and cut; null when nothing came
   * @param millis duration of the call in milliseconds
   */
  record Call(String operation, String request, int status, String answer, long millis) {}
}
