package dev.ponte.ledger;

import java.time.Duration;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One kind of thing that is removed when it is old. */
final class HousekeepingEndpoint extends DefaultEndpoint {

  private final String name;
  private final Duration keep;
  private final Walk walk;

  HousekeepingEndpoint(
      String uri, HousekeepingComponent component, String name, Duration keep, Walk walk) {
    super(uri, component);
    this.name = name;
    this.keep = keep;
    this.walk = walk;
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    return new HousekeepingConsumer(this, processor);
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException("housekeeping: is a source, nothing can be sent to it");
  }

  HousekeepingComponent component() {
    return (HousekeepingComponent) getComponent();
  }

  String name() {
    return name;
  }

  Duration keep() {
    return keep;
  }

  Walk walk() {
    return walk;
  }
}
