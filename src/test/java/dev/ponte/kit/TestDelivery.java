package dev.ponte.kit;

import dev.ponte.canonical.Message;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.LeaseLost;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A delivery whose progress survives as in the ledger: at a kill what was checkpointed. */
public final class TestDelivery implements Delivery {

  private final String key;
  private final String subscriber;
  private long id = 1;
  private String type = "order";
  private long version = 1;
  private String progress;
  private String durable;
  private int left = Integer.MAX_VALUE;
  private Outcome settled;
  private final List<Reference> references = new ArrayList<>();
  private final List<Call> calls = new ArrayList<>();

  public TestDelivery(String key, String subscriber) {
    this.key = key;
    this.subscriber = subscriber;
  }

  /** Of this message. */
  public static TestDelivery of(Message message, String subscriber) {
    TestDelivery delivery = new TestDelivery(message.key(), subscriber);
    delivery.type = message.type();
    return delivery;
  }

  public TestDelivery id(long id) {
    this.id = id;
    return this;
  }

  public TestDelivery version(long version) {
    this.version = version;
    return this;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String source() {
    return "vtex";
  }

  @Override
  public Optional<String> origin() {
    return Optional.of("vtex");
  }

  @Override
  public String subscriber() {
    return subscriber;
  }

  @Override
  public long version() {
    return version;
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public Optional<String> progress() {
    return Optional.ofNullable(progress);
  }

  /** Another process has the delivery when so many checkpoints were written. */
  public TestDelivery takenOverAfter(int checkpoints) {
    left = checkpoints;
    return this;
  }

  @Override
  public void checkpoint(String json) {
    if (left-- == 0) {
      throw new LeaseLost("taken over");
    }
    progress = json;
    durable = json;
  }

  @Override
  public void answered(String json) {
    progress = json;
  }

  /** The process dies: what was checkpointed is left. */
  public TestDelivery killed() {
    progress = durable;
    return this;
  }

  @Override
  public void reference(Reference reference) {
    references.add(reference);
  }

  @Override
  public void settle(Outcome outcome) {
    settled = outcome;
  }

  @Override
  public void trace(Call call) {
    calls.add(call);
  }

  public Outcome settled() {
    return settled;
  }

  public List<Reference> references() {
    return references;
  }

  public List<Call> calls() {
    return calls;
  }
}
