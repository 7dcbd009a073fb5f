package dev.ponte.connection;

import dev.ponte.delivery.Polls;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The Camel component {@code poll:}, by which a source Kamelet begins: {@code
 * poll:orders?connection=vtex&type=order}. Ticks come by the connection's schedule, a Quartz cron,
 * on the hub's clock; each tick takes the poll's lease or is skipped. {@code schedule} names
 * another one than the poll's; {@code spare} is for polls that only use what is left of a quota;
 * {@code feed} names a bean that it reads, an exchange a page, and {@code holds} one that it
 * compares.
 */
@org.springframework.stereotype.Component("poll")
public final class PollComponent extends DefaultComponent {

  private final Connections connections;
  private final Polls polls;
  private final GateKeeper gate;
  private final PollTurns turns;
  private final PollHealth health;
  private final PollTimer timer;
  private final List<PollReader> readers;
  private ScheduledExecutorService thread;

  PollComponent(
      Connections connections,
      Polls polls,
      GateKeeper gate,
      PollTurns turns,
      PollHealth health,
      PollTimer timer,
      List<PollReader> readers) {
    this.connections = connections;
    this.polls = polls;
    this.gate = gate;
    this.turns = turns;
    this.health = health;
    this.timer = timer;
    this.readers = List.copyOf(readers);
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
    PollReader.Reading reading = reading(connection, parameters);
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

  private PollReader.Reading reading(Connection connection, Map<String, Object> parameters) {
    Object feed = resolveAndRemoveReferenceParameter(parameters, "feed", Object.class);
    Object bean = resolveAndRemoveReferenceParameter(parameters, "holds", Object.class, feed);
    if (bean == null) {
      return (run, exchange) -> exchange.apply(null);
    }
    return readers.stream()
        .flatMap(it -> it.of(connection, bean).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "A poll cannot read a " + bean.getClass().getSimpleName()));
  }
}
