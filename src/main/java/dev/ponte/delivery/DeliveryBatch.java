package dev.ponte.delivery;

import java.util.List;

/**
 * Several deliveries that one exchange carries, for targets that take many records in one call. The
 * ledger's consumer puts it on the exchange as property {@link #PROPERTY} when the route asks for
 * batches; the body is then a JSON array of {@code {"id": delivery's id, "body": message}}, in the
 * order of {@link #deliveries}.
 *
 * <p>What the sink does not settle is <em>untried</em> when the exchange ends without a failure:
 * due again at once, no attempt counted. A failure of the exchange is the failure of all that was
 * not settled. A bug among many ends none of them: each goes alone next time, and dies of it then.
 */
public interface DeliveryBatch extends CallRecorder {

  /** Name of the exchange property that carries the batch in and out of Kamelets. */
  String PROPERTY = "PonteDeliveryBatch";

  /** All deliveries of the batch, at most one of a key. */
  List<Delivery> deliveries();

  /**
   * The delivery of this id ended well, or needs nothing.
   *
   * @throws IllegalArgumentException when the id is not in the batch
   */
  void settle(long id, Outcome outcome);

  /**
   * The delivery of this id failed; its class decides what becomes of it, of it alone. What is no
   * {@link DeliveryFailure} is a bug, or an outage of the hub's own parts.
   *
   * @throws IllegalArgumentException when the id is not in the batch
   */
  void settle(long id, RuntimeException failure);
}
