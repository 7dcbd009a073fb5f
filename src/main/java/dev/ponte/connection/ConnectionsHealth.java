package dev.ponte.connection;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * A line for each connection. Always up: a system that is down is for its owner to repair, and
 * restarting Ponte would not help.
 */
@Component("connectionsHealthIndicator")
final class ConnectionsHealth implements HealthIndicator {

  private final Connections connections;
  private final ConnectionFaults faults;
  private final GateKeeper gate;
  private final PollHealth polls;
  private final ObjectProvider<HealthLines> others;

  ConnectionsHealth(
      Connections connections,
      ConnectionFaults faults,
      GateKeeper gate,
      PollHealth polls,
      ObjectProvider<HealthLines> others) {
    this.others = others;
    this.connections = connections;
    this.faults = faults;
    this.gate = gate;
    this.polls = polls;
  }

  @Override
  public Health health() {
    Health.Builder health = Health.up();
    connections.all().forEach(it -> health.withDetail(it.name(), line(it)));
    faults.faults().forEach((name, fault) -> health.withDetail(name, Map.of("fault", fault)));
    return health.build();
  }

  private Map<String, Object> line(Connection connection) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("system", connection.system().name());
    gate.closedUntil(connection.name(), 1)
        .filter(until -> !until.equals(PauseBook.FOREVER))
        .ifPresent(until -> line.put("pausedUntil", until));
    Map<Scope.Kind, Map<String, String>> troubles = gate.troubles(connection.name());
    troubles
        .getOrDefault(Scope.Kind.PERSON, Map.of())
        .values()
        .forEach(it -> line.put("paused", it));
    troubles
        .getOrDefault(Scope.Kind.CONNECTION, Map.of())
        .values()
        .forEach(it -> line.put("trouble", it));
    troubles
        .getOrDefault(Scope.Kind.HOST, Map.of())
        .forEach((host, words) -> line.put("host " + host, words));
    troubles
        .getOrDefault(Scope.Kind.OPERATION, Map.of())
        .forEach((operation, words) -> line.put("refused " + operation, words));
    polls
        .of(connection.name())
        .forEach(
            (poll, run) ->
                line.put(
                    "poll " + poll,
                    (run.error() == null ? "well" : "failed: " + run.error()) + ", " + run.at()));
    others.forEach(it -> line.putAll(it.of(connection)));
    if (connection.dryRun()) {
      line.put("dryRun", "nothing is sent");
    }
    line.put("state", !troubles.isEmpty() ? "in trouble" : "well");
    return line;
  }
}
