package dev.ponte.connection;

import dev.ponte.delivery.Polls;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The Camel component {@code poll:}, by which a source Kamelet begins: {@code
 * poll:orders?connection=vtex&type=order}. Ticks come from camel-quartz by the connection's
 * schedule; each tick takes the poll's lease or is skipped. {@code schedule} names another one than
 * the poll's; {@code spare} is for polls that only use what is left of a quota.
 */
@org.springframework.stereotype.Component("poll")
public final class PollComponent extends DefaultComponent {

  private final Connections connections;
  private final Polls polls;
  private final GateKeeper gate;
  private final PollTurns turns;
  private final PollHealth health;

  PollComponent(
      Connections connections, Polls polls, GateKeeper gate, PollTurns turns, PollHealth health) {
    this.connections = connections;
    this.polls = polls;
    this.gate = gate;
    this.turns = turns;
    this.health = health;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String poll, Map<String, Object> parameters)
      throws Exception {
    String name = getAndRemoveParameter(parameters, "connection", String.class);
    String type = getAndRemoveParameter(parameters, "type", String.class);
    String schedule = getAndRemoveParameter(parameters, "schedule", String.class, poll);
    boolean spare = getAndRemoveParameter(parameters, "spare", Boolean.class, false);
    return new PollEndpoint(
        uri, this, new PollPlan(poll, connections.get(name), type, schedule, spare));
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
}
