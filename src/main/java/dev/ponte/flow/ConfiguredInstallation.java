package dev.ponte.flow;

import dev.ponte.connection.Connection;
import dev.ponte.connection.ConnectionFaults;
import dev.ponte.connection.Connections;
import dev.ponte.delivery.Installation;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** {@link Installation} by the configuration and the files in {@code routes/}. */
@Component
class ConfiguredInstallation implements Installation {

  private final Connections connections;
  private final ConnectionFaults connectionFaults;
  private final Flows flows;
  private final Clock clock;

  ConfiguredInstallation(
      Connections connections, ConnectionFaults connectionFaults, Flows flows, Clock clock) {
    this.connections = connections;
    this.connectionFaults = connectionFaults;
    this.flows = flows;
    this.clock = clock;
  }

  @Override
  public List<Account> accounts() {
    return connections.all().stream().map(this::account).toList();
  }

  private Account account(Connection it) {
    Map<String, Duration> intervals = new HashMap<>();
    it.schedules()
        .forEach(
            (poll, schedule) ->
                schedule
                    .interval(clock.instant())
                    .ifPresent(interval -> intervals.put(poll, interval)));
    return new Account(it.name(), it.system().name(), it.dryRun(), intervals);
  }

  @Override
  public String wiring() {
    return flows.hash().orElse("");
  }

  @Override
  public List<String> faults() {
    return Stream.concat(connectionFaults.faults().values().stream(), flows.faults().stream())
        .toList();
  }
}
