package dev.ponte.ledger;

import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryBatch;
import dev.ponte.delivery.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Claimed deliveries that travel in one exchange, as a sink sees them. */
final class LeasedBatch implements DeliveryBatch {

  private static final int MOST_TEXT = 1_000;

  private final Map<Long, LeasedDelivery> deliveries = new LinkedHashMap<>();

  LeasedBatch(List<LeasedDelivery> deliveries) {
    deliveries.forEach(it -> this.deliveries.put(it.id(), it));
  }

  @Override
  public List<Delivery> deliveries() {
    return List.copyOf(deliveries.values());
  }

  @Override
  public void settle(long id, Outcome outcome) {
    get(id).settle(outcome);
  }

  @Override
  public void settle(long id, RuntimeException failure) {
    get(id).fail(failure);
  }

  /** Each delivery keeps the call, cut: the whole would be kept once for each of them. */
  @Override
  public void trace(Delivery.Call call) {
    Delivery.Call cut =
        new Delivery.Call(
            call.operation(),
            cut(call.request()),
            call.status(),
            cut(call.answer()),
            call.millis());
    deliveries.values().forEach(it -> it.trace(cut));
  }

  private LeasedDelivery get(long id) {
    LeasedDelivery delivery = deliveries.get(id);
    if (delivery == null) {
      throw new IllegalArgumentException("Delivery %d is not in this batch".formatted(id));
    }
    return delivery;
  }

  private static String cut(String text) {
    return text == null || text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT) + "…";
  }
}
