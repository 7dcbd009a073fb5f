package dev.ponte.ledger;

import dev.ponte.canonical.Canonical;
import dev.ponte.canonical.DeliveryOutcome;
import dev.ponte.canonical.Invoice;
import dev.ponte.canonical.Order;
import dev.ponte.canonical.OrderChange;
import dev.ponte.canonical.OrderStatus;
import dev.ponte.canonical.Price;
import dev.ponte.canonical.Shipment;
import dev.ponte.canonical.Stock;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** The messages of one type in the ledger. */
@ManagedResource(description = "Messages of one type in the ledger")
@UriEndpoint(
    scheme = "ledger",
    title = "Ledger",
    syntax = "ledger:type",
    firstVersion = "1.0",
    category = {Category.MESSAGING})
public final class LedgerEndpoint extends DefaultEndpoint {

  static final String DEAD_LETTER = "dead-letter";
  static final String DIFFERENCE = "difference";

  /** What a route may send to beside the canonical types. */
  private static final Set<String> RECORDS = Set.of(DEAD_LETTER, DIFFERENCE);

  private final LedgerParts parts;

  @UriPath
  @Metadata(required = true)
  private final String type;

  @UriParam(label = "consumer")
  private String subscriber;

  @UriParam(label = "consumer")
  private String origin = "";

  @UriParam(label = "consumer")
  private String source = "";

  @UriParam(label = "consumer", description = "Exchanges at once; by default the connection's")
  private int concurrency;

  @UriParam(
      label = "consumer",
      description =
          "1 orders, 2 invoices and shipments, 3 stock, 4 prices, 5 the rest; by default the type's")
  private int priority;

  @UriParam(
      label = "consumer",
      defaultValue = "1",
      description = "Deliveries that one exchange carries; above 1 the body is a JSON array")
  private int batchSize = 1;

  @UriParam(
      label = "consumer",
      description = "Bytes of all bodies of a batch together; 0 for no limit")
  private long batchBytes;

  @UriParam(
      label = "producer",
      defaultValue = "true",
      description = "Of differences: whether what differs is sent again")
  private boolean heal = true;

  @UriParam(
      label = "consumer",
      defaultValue = "5s",
      description = "How long the oldest delivery waits for its batch to fill")
  private Duration batchWait = Duration.ofSeconds(5);

  LedgerEndpoint(String uri, LedgerComponent component, String type, LedgerParts parts) {
    super(uri, component);
    if (!RECORDS.contains(type) && !Canonical.TYPES.containsKey(type)) {
      throw new IllegalArgumentException(
          "ledger:%s is no canonical type; there are %s".formatted(type, Canonical.TYPES.keySet()));
    }
    this.type = type;
    this.parts = parts;
  }

  @Override
  public Producer createProducer() {
    return new LedgerProducer(this);
  }

  /**
   * What may stand behind {@code ledger:}.
   *
   * @param consumed whether after {@code from}
   */
  public static Set<String> types(boolean consumed) {
    Set<String> types = new TreeSet<>(Canonical.TYPES.keySet());
    if (!consumed) {
      types.addAll(RECORDS);
    }
    return types;
  }

  /**
   * The options with their types.
   *
   * @param consumed of it after {@code from}, else after {@code to}
   */
  public static Map<String, Class<?>> options(boolean consumed) {
    String label = consumed ? "consumer" : "producer";
    return Arrays.stream(LedgerEndpoint.class.getDeclaredFields())
        .filter(it -> it.isAnnotationPresent(UriParam.class))
        .filter(it -> it.getAnnotation(UriParam.class).label().equals(label))
        .collect(Collectors.toMap(Field::getName, Field::getType));
  }

  /** The subscription is stored here, when the route is initialised, before any route starts. */
  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    if (subscriber == null || subscriber.isBlank()) {
      throw new IllegalArgumentException(
          "from ledger:%s needs a subscriber, normally its target's connection".formatted(type));
    }
    if (RECORDS.contains(type)) {
      throw new IllegalArgumentException("ledger:%s is not consumed; look at it".formatted(type));
    }
    Subscription subscription = parts.subscriptions().subscribe(type, subscriber, origin, source);
    LedgerConsumer consumer = new LedgerConsumer(this, processor, subscription);
    configureConsumer(consumer);
    return consumer;
  }

  private static int priorityOf(String type) {
    return switch (type) {
      case Order.TYPE, OrderChange.TYPE, OrderStatus.TYPE -> 1;
      case Invoice.TYPE, Shipment.TYPE, DeliveryOutcome.TYPE -> 2;
      case Stock.TYPE -> 3;
      case Price.TYPE -> 4;
      default -> 5;
    };
  }

  Batching batching() {
    return new Batching(Math.max(1, batchSize), batchBytes, batchWait);
  }

  LedgerParts parts() {
    return parts;
  }

  @ManagedAttribute(description = "The canonical type")
  public String getType() {
    return type;
  }

  @ManagedAttribute(description = "Who takes the messages")
  public String getSubscriber() {
    return subscriber;
  }

  public void setSubscriber(String subscriber) {
    this.subscriber = subscriber;
  }

  public String getOrigin() {
    return origin;
  }

  public void setOrigin(String origin) {
    this.origin = origin;
  }

  public String getSource() {
    return source;
  }

  public void setSource(String source) {
    this.source = source;
  }

  public int getConcurrency() {
    return concurrency;
  }

  public void setConcurrency(int concurrency) {
    this.concurrency = concurrency;
  }

  public int getPriority() {
    return priority > 0 ? priority : priorityOf(type);
  }

  public void setPriority(int priority) {
    this.priority = priority;
  }

  public int getBatchSize() {
    return batchSize;
  }

  public void setBatchSize(int batchSize) {
    this.batchSize = batchSize;
  }

  public long getBatchBytes() {
    return batchBytes;
  }

  public void setBatchBytes(long batchBytes) {
    this.batchBytes = batchBytes;
  }

  public Duration getBatchWait() {
    return batchWait;
  }

  public void setBatchWait(Duration batchWait) {
    this.batchWait = batchWait;
  }

  public boolean isHeal() {
    return heal;
  }

  public void setHeal(boolean heal) {
    this.heal = heal;
  }

  @ManagedAttribute(description = "Deliveries that wait to be sent")
  public long getPending() {
    return count(State.PENDING);
  }

  @ManagedAttribute(description = "Deliveries that failed and are tried again")
  public long getRetrying() {
    return count(State.RETRYING);
  }

  @ManagedAttribute(description = "Deliveries that are being sent")
  public long getClaimed() {
    return count(State.CLAIMED);
  }

  @ManagedAttribute(description = "Deliveries that failed for good")
  public long getDead() {
    return count(State.DEAD);
  }

  @ManagedAttribute(description = "Deliveries that wait for a person")
  public long getParked() {
    return count(State.PARKED);
  }

  private long count(State state) {
    return subscriber == null ? 0 : parts.operations().count(type, subscriber, state);
  }
}
