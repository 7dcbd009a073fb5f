package dev.ponte.connector.presence;

import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryBatch;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Traced;

/** Where the sink says which outcomes Presence has accepted. */
interface PresenceReceipts {

  /** What keeps the calls. */
  Traced traced();

  void accepted(long id);

  void needless(long id, String why);

  /** It was not accepted, or a bug kept it from being told. */
  void refused(long id, RuntimeException failure);

  /** Of a batch, each by itself. */
  record OfBatch(DeliveryBatch batch) implements PresenceReceipts {

    @Override
    public Traced traced() {
      return batch;
    }

    @Override
    public void accepted(long id) {
      batch.settle(id, Outcome.delivered("reported"));
    }

    @Override
    public void needless(long id, String why) {
      batch.settle(id, Outcome.skipped(why));
    }

    @Override
    public void refused(long id, RuntimeException failure) {
      batch.settle(id, failure);
    }
  }

  /** Of the only delivery of an exchange. */
  record OfOne(Delivery delivery) implements PresenceReceipts {

    @Override
    public Traced traced() {
      return delivery;
    }

    @Override
    public void accepted(long id) {
      delivery.settle(Outcome.delivered("reported"));
    }

    @Override
    public void needless(long id, String why) {
      delivery.settle(Outcome.skipped(why));
    }

    @Override
    public void refused(long id, RuntimeException failure) {
      throw failure;
    }
  }
}
