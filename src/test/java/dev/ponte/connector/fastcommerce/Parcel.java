package dev.ponte.connector.fastcommerce;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.Message;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.DeliveryBatch;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Outcome;
import dev.ponte.delivery.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;

/** A delivery without a ledger; some of them make a batch. */
public final class Parcel implements Delivery {

  public final List<Call> calls = new ArrayList<>();
  private final long id;
  private final Message message;
  public Outcome outcome;
  public DeliveryFailure failure;
  public RuntimeException bug;
  public String progress;
  private long version = 1;

  public Parcel(long id, Message message) {
    this.id = id;
    this.message = message;
  }

  /** A batch of them, as the ledger's consumer makes it. */
  public static Batch batch(List<? extends Message> messages) {
    List<Parcel> parcels = new ArrayList<>();
    for (Message message : messages) {
      parcels.add(new Parcel(100 + parcels.size(), message));
    }
    return new Batch(parcels);
  }

  /** A later version of the same key, by what earlier ones have kept. */
  public Parcel next(Message newer) {
    Parcel next = again(newer);
    next.version = version + 1;
    return next;
  }

  /** The same delivery, tried again. */
  public Parcel again() {
    return again(message);
  }

  /** The same delivery, sent again since the store holds something else. */
  public Parcel toHeal() {
    Parcel healing = again();
    healing.progress = null;
    return healing;
  }

  private Parcel again(Message other) {
    Parcel again = new Parcel(id, other);
    again.progress = progress;
    again.version = version;
    return again;
  }

  public static Batch of(List<Parcel> parcels) {
    return new Batch(parcels);
  }

  public boolean untried() {
    return outcome == null && failure == null && bug == null;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public String type() {
    return message.type();
  }

  @Override
  public String key() {
    return message.key();
  }

  @Override
  public String source() {
    return message.source();
  }

  @Override
  public Optional<String> origin() {
    return Optional.of(Shop.NAME);
  }

  @Override
  public String subscriber() {
    return Shop.NAME;
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

  @Override
  public void checkpoint(String json) {
    progress = json;
  }

  @Override
  public void reference(Reference reference) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void settle(Outcome outcome) {
    this.outcome = outcome;
  }

  @Override
  public void trace(Call call) {
    calls.add(call);
  }

  public static final class Batch implements DeliveryBatch {

    private final Map<Long, Parcel> parcels = new LinkedHashMap<>();

    private Batch(List<Parcel> parcels) {
      parcels.forEach(it -> this.parcels.put(it.id, it));
    }

    /** Puts itself and its bodies on the exchange. */
    public void fill(Exchange exchange) {
      exchange.setProperty(PROPERTY, this);
      exchange
          .getMessage()
          .setBody(
              parcels.values().stream()
                  .map(
                      it -> "{\"id\":%d,\"body\":%s}".formatted(it.id, Canonical.write(it.message)))
                  .collect(Collectors.joining(",", "[", "]")));
    }

    public List<Parcel> parcels() {
      return List.copyOf(parcels.values());
    }

    public long deliveredCount() {
      return parcels.values().stream().filter(it -> it.outcome != null).count();
    }

    @Override
    public List<Delivery> deliveries() {
      return List.copyOf(parcels.values());
    }

    @Override
    public void settle(long id, Outcome outcome) {
      parcels.get(id).outcome = outcome;
    }

    @Override
    public void settle(long id, RuntimeException failure) {
      if (failure instanceof DeliveryFailure known) {
        parcels.get(id).failure = known;
      } else {
        parcels.get(id).bug = failure;
      }
    }

    @Override
    public void trace(Call call) {
      parcels.values().forEach(it -> it.trace(call));
    }
  }
}
