package dev.ponte.kit;

import dev.ponte.connection.Connection;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.Checks;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.FetchedMarks;
import dev.ponte.intake.CheckDriver;
import dev.ponte.intake.Feed;
import dev.ponte.intake.FeedDriver;
import dev.ponte.intake.HeldState;
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
  private final FeedDriver feeds;
  private final CheckDriver checks;
  private final Map<String, Poll> polls = new ConcurrentHashMap<>();

  /**
   * @param connection that all polls are of
   */
  public TestPolls(Connection connection, FetchedMarks fetched, Cursors cursors, Checks checks) {
    this.connection = connection;
    this.feeds = new FeedDriver(fetched, cursors);
    this.checks = new CheckDriver(checks);
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
    Feed feed = resolveAndRemoveReferenceParameter(parameters, "feed", Feed.class);
    HeldState holds = resolveAndRemoveReferenceParameter(parameters, "holds", HeldState.class);
    parameters.clear();
    return new DefaultEndpoint(uri, this) {
      @Override
      public Consumer createConsumer(Processor processor) {
        Poll consumer = new Poll(this, processor, feed, holds);
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

    private final Feed feed;
    private final HeldState holds;

    Poll(Endpoint endpoint, Processor processor, Feed feed, HeldState holds) {
      super(endpoint, processor);
      this.feed = feed;
      this.holds = holds;
    }

    Exception run(PollRun run) {
      if (feed != null) {
        return feeds.run(feed, connection, run, entries -> exchange(run, entries));
      }
      return holds == null
          ? exchange(run, null)
          : checks.run(holds, connection, run, differences -> exchange(run, differences));
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
