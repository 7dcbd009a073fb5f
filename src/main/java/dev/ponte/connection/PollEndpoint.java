package dev.ponte.connection;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.support.DefaultEndpoint;

/** One poll of one connection. Its consumer is that of a Quartz endpoint with the cron. */
final class PollEndpoint extends DefaultEndpoint {

  private final PollPlan plan;

  PollEndpoint(String uri, PollComponent component, PollPlan plan) {
    super(uri, component);
    this.plan = plan;
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    String cron = plan.cron();
    QuartzEndpoint quartz =
        getCamelContext()
            .getEndpoint(
                "quartz:ponte/" + plan.connection().name() + "-" + plan.name(),
                QuartzEndpoint.class);
    quartz.setCron(cron);
    return quartz.createConsumer(new Poll(component(), plan, processor));
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
