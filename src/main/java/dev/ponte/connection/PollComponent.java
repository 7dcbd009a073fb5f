package dev.ponte.connection;

import dev.ponte.delivery.Polls;
import dev.ponte.intake.Feed;
import dev.ponte.intake.FeedDriver;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The Camel component {@code poll:}, by which a source Kamelet begins: {@code
 * poll:orders?connection=vtex&type=order}. Ticks come by the connection's schedule, a Quartz cron,
 * on the hub's clock; each tick takes the poll's lease or is skipped. {@code schedule} names
 * another one than the poll's; {@code spare} is for polls that only use what is left of a quota;
 * {@code feed} is the {@link Feed} that it reads, an exchange a page.
 */
@org.springframework.stereotype.Component("poll")
public final class PollComponent extends DefaultComponent {

  private final Connections connections;
  private final Polls polls;
  private final GateKeeper gate;
  private final PollTurns turns;
  private final PollHealth health;
  private final PollTimer timer;
  private final FeedDriver feeds;
  private ScheduledExecutorService thread;

  PollComponent(
      Connections connections,
      Polls polls,
      GateKeeper gate,
      PollTurns turns,
      PollHealth health,
      PollTimer timer,
      FeedDriver feeds) {
    this.connections = connections;
    this.polls = polls;
    this.gate = gate;
    this.turns = turns;
    this.health = health;
    this.timer = timer;
    this.feeds = feeds;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    thread =
        getCamelContext()
            .getExecutorServiceManager()
            .newSingleThreadScheduledExecutor(this, "poll-timer");
    timer.start(thread);
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    if (thread != null) {
      getCamelContext().getExecutorServiceManager().shutdownNow(thread);
      thread = null;
    }
  }

  @Override
  protected Endpoint createEndpoint(String uri, String poll, Map<String, Object> parameters)
      throws Exception {
    String name = getAndRemoveParameter(parameters, "connection", String.class);
    String type = getAndRemoveParameter(parameters, "type", String.class);
    String schedule = getAndRemoveParameter(parameters, "schedule", String.class, poll);
    boolean spare = getAndRemoveParameter(parameters, "spare", Boolean.class, false);
    Feed feed = resolveAndRemoveReferenceParameter(parameters, "feed", Feed.class);
    Connection connection = connections.get(name);
    return new PollEndpoint(
        uri,
        this,
        new PollPlan(poll, connection, type, connection.schedule(schedule), spare, feed));
  }

  Polls polls() {
    return polls;
  }

  GateKeeper gate() {
    return gate;
  }

  PollTurns turns() {
    return turns;
  }

  PollHealth health() {
    return health;
  }

  PollTimer timer() {
    return timer;
  }

  FeedDriver feeds() {
    return feeds;
  }
}
