package dev.ponte.connection;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** One poll of one connection. */
final class PollEndpoint extends DefaultEndpoint {

  private final PollPlan plan;

  PollEndpoint(String uri, PollComponent component, PollPlan plan) {
    super(uri, component);
    this.plan = plan;
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    Consumer consumer =
        new PollConsumer(this, processor, component().timer(), new Poll(component(), plan));
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException("poll: is a source, nothing can be sent to it");
  }

  @Override
  public boolean isSingleton() {
    return true;
  }

  private PollComponent component() {
    return (PollComponent) getComponent();
  }
}
