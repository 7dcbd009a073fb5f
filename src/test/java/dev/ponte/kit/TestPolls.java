package dev.ponte.kit;

import dev.ponte.connection.Connection;
import dev.ponte.connection.PollReader;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.FetchedMarks;
import dev.ponte.delivery.ReconciliationPasses;
import dev.ponte.intake.CheckDriver;
import dev.ponte.intake.FeedDriver;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Stands for {@code poll:}: its feeds are read as the hub reads them, but a test ticks by itself.
 */
public final class TestPolls extends DefaultComponent {

  private final Connection connection;
  private final List<PollReader> readers;
  private final Map<String, Poll> polls = new ConcurrentHashMap<>();

  /**
   * @param connection that all polls are of
   */
  public TestPolls(
      Connection connection, FetchedMarks fetched, Cursors cursors, ReconciliationPasses checks) {
    this.connection = connection;
    this.readers = List.of(new FeedDriver(fetched, cursors), new CheckDriver(checks));
  }

  /** One tick of the only poll there is. */
  public Throwable tick() {
    return tick(new PollRun(new HeldLease()));
  }

  /** As {@link #tick()}, in a run of the test's own. */
  public Throwable tick(PollRun run) {
    return tick(polls.keySet().iterator().next(), run);
  }

  /** One tick of the poll of this name; what it failed with, or null. */
  public Throwable tick(String poll) {
    return tick(poll, new PollRun(new HeldLease()));
  }

  private Throwable tick(String poll, PollRun run) {
    Poll it = polls.get(poll);
    Exception thrown = it.run(run);
    return thrown == null ? run.firstFailure() : thrown;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String poll, Map<String, Object> parameters) {
    Object feed = resolveAndRemoveReferenceParameter(parameters, "feed", Object.class);
    Object bean = resolveAndRemoveReferenceParameter(parameters, "holds", Object.class, feed);
    parameters.clear();
    return new DefaultEndpoint(uri, this) {
      @Override
      public Consumer createConsumer(Processor processor) {
        Poll consumer = new Poll(this, processor, bean);
        polls.put(poll, consumer);
        return consumer;
      }

      @Override
      public Producer createProducer() {
        throw new UnsupportedOperationException();
      }
    };
  }

  private final class Poll extends DefaultConsumer {

    private final Object bean;

    Poll(Endpoint endpoint, Processor processor, Object bean) {
      super(endpoint, processor);
      this.bean = bean;
    }

    Exception run(PollRun run) {
      return readers.stream()
          .flatMap(it -> it.of(connection, bean).stream())
          .findFirst()
          .map(it -> it.read(run, body -> exchange(run, body)))
          .orElseGet(() -> bean == null ? exchange(run, null) : null);
    }

    private Exception exchange(PollRun run, Object body) {
      Exchange exchange = createExchange(false);
      try {
        exchange.setProperty(PollRun.PROPERTY, run);
        exchange.getMessage().setBody(body);
        getProcessor().process(exchange);
        return exchange.getException();
      } catch (Exception e) {
        return e;
      } finally {
        releaseExchange(exchange, false);
      }
    }
  }
}
