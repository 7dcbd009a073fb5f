package dev.ponte.kit;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryBatch;
import dev.ponte.delivery.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A batch of deliveries without a ledger; the last that is said of each counts. */
public final class TestBatch implements DeliveryBatch {

  private final List<TestDelivery> deliveries;
  private final Map<Long, Object> ends = new LinkedHashMap<>();
  private final List<Delivery.Call> calls = new ArrayList<>();

  private TestBatch(List<TestDelivery> deliveries) {
    this.deliveries = deliveries;
  }

  /** Deliveries of these keys, numbered from 1. */
  public static TestBatch of(String... keys) {
    List<TestDelivery> deliveries = new ArrayList<>();
    Arrays.stream(keys)
        .forEach(it -> deliveries.add(new TestDelivery(it, "store").id(deliveries.size() + 1)));
    return new TestBatch(deliveries);
  }

  public static TestBatch of(List<TestDelivery> deliveries) {
    return new TestBatch(List.copyOf(deliveries));
  }

  /** The body that the ledger's consumer makes of these messages. */
  public String body(List<? extends Message> messages) {
    List<String> parts = new ArrayList<>();
    for (int i = 0; i < messages.size(); i++) {
      parts.add(
          "{\"id\":%d,\"body\":%s}"
              .formatted(deliveries.get(i).id(), Canonical.write(messages.get(i))));
    }
    return parts.toString();
  }

  @Override
  public List<Delivery> deliveries() {
    return List.copyOf(deliveries);
  }

  @Override
  public void settle(long id, Outcome outcome) {
    ends.put(id, outcome);
  }

  @Override
  public void settle(long id, RuntimeException failure) {
    ends.put(id, failure);
  }

  @Override
  public void trace(Delivery.Call call) {
    calls.add(call);
  }

  /** How the one at this place ended well; null when it did not. */
  public Outcome outcome(int index) {
    return ends.get(deliveries.get(index).id()) instanceof Outcome outcome ? outcome : null;
  }

  /** What the one at this place failed with; null when it did not. */
  public RuntimeException failure(int index) {
    return ends.get(deliveries.get(index).id()) instanceof RuntimeException failure
        ? failure
        : null;
  }

  /** What was said of each delivery that anything was said of, by its id. */
  public Map<Long, Object> ends() {
    return ends;
  }

  public List<Delivery.Call> calls() {
    return calls;
  }
}
