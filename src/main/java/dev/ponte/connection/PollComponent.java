package dev.ponte.connection;

import dev.ponte.delivery.Polls;
import dev.ponte.intake.CheckDriver;
import dev.ponte.intake.Feed;
import dev.ponte.intake.FeedDriver;
import dev.ponte.intake.HeldState;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The Camel component {@code poll:}, by which a source Kamelet begins: {@code
 * poll:orders?connection=vtex&type=order}. Ticks come by the connection's schedule, a Quartz cron,
 * on the hub's clock; each tick takes the poll's lease or is skipped. {@code schedule} names
 * another one than the poll's; {@code spare} is for polls that only use what is left of a quota;
 * {@code feed} is the {@link Feed} that it reads, an exchange a page, and {@code holds} the {@link
 * HeldState} that it compares.
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
  private final CheckDriver checks;
  private ScheduledExecutorService thread;

  PollComponent(
      Connections connections,
      Polls polls,
      GateKeeper gate,
      PollTurns turns,
      PollHealth health,
      PollTimer timer,
      FeedDriver feeds,
      CheckDriver checks) {
    this.connections = connections;
    this.polls = polls;
    this.gate = gate;
    this.turns = turns;
    this.health = health;
    this.timer = timer;
    this.feeds = feeds;
    this.checks = checks;
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
    Connection connection = connections.get(name);
    PollPlan.Reading reading = reading(connection, parameters);
    return new PollEndpoint(
        uri,
        this,
        new PollPlan(poll, connection, type, connection.schedule(schedule), spare, reading));
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

  private PollPlan.Reading reading(Connection connection, Map<String, Object> parameters) {
    Feed feed = resolveAndRemoveReferenceParameter(parameters, "feed", Feed.class);
    if (feed != null) {
      return (run, exchange) -> feeds.run(feed, connection, run, exchange::apply);
    }
    HeldState holds = resolveAndRemoveReferenceParameter(parameters, "holds", HeldState.class);
    return holds == null
        ? (run, exchange) -> exchange.apply(null)
        : (run, exchange) -> checks.run(holds, connection, run, exchange::apply);
  }
}
