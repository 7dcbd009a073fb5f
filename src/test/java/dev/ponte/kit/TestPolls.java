package dev.ponte.kit;

import dev.ponte.connection.Connection;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.FetchedMarks;
import dev.ponte.intake.Feed;
import dev.ponte.intake.FeedDriver;
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
  private final FeedDriver driver;
  private final Map<String, Poll> polls = new ConcurrentHashMap<>();

  /**
   * @param connection that all polls are of
   */
  public TestPolls(Connection connection, FetchedMarks fetched, Cursors cursors) {
    this.connection = connection;
    this.driver = new FeedDriver(fetched, cursors);
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
    Exception thrown =
        it.feed == null
            ? it.exchange(run, null)
            : driver.run(it.feed, connection, run, entries -> it.exchange(run, entries));
    return thrown == null ? run.firstFailure() : thrown;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String poll, Map<String, Object> parameters) {
    Feed feed = resolveAndRemoveReferenceParameter(parameters, "feed", Feed.class);
    parameters.clear();
    return new DefaultEndpoint(uri, this) {
      @Override
      public Consumer createConsumer(Processor processor) {
        Poll consumer = new Poll(this, processor, feed);
        polls.put(poll, consumer);
        return consumer;
      }

      @Override
      public Producer createProducer() {
        throw new UnsupportedOperationException();
      }
    };
  }

  private static final class Poll extends DefaultConsumer {

    private final Feed feed;

    Poll(Endpoint endpoint, Processor processor, Feed feed) {
      super(endpoint, processor);
      this.feed = feed;
    }

    Exception exchange(PollRun run, Object body) {
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
