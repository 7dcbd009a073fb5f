package dev.ponte.connection;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.apache.camel.support.DefaultEndpoint;

/** One poll of one connection. Its consumer is that of a Quartz endpoint with the cron. */
final class PollEndpoint extends DefaultEndpoint {

  private final String poll;
  private final Connection connection;
  private final String type;

  PollEndpoint(
      String uri, PollComponent component, String poll, Connection connection, String type) {
    super(uri, component);
    this.poll = poll;
    this.connection = connection;
    this.type = type;
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    String cron = connection.schedules().get(poll);
    if (cron == null) {
      throw new IllegalArgumentException(
          "There is no schedule for %s of %s; set ponte.schedule.%s"
              .formatted(poll, connection.name(), poll));
    }
    QuartzEndpoint quartz =
        getCamelContext()
            .getEndpoint("quartz:ponte/" + connection.name() + "-" + poll, QuartzEndpoint.class);
    quartz.setCron(cron);
    return quartz.createConsumer(new Poll(component(), poll, connection, type, processor));
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
