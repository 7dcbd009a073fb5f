package dev.ponte.console;

import dev.ponte.connection.Connections;
import dev.ponte.connection.Pauses;
import dev.ponte.connection.QuotaMeter;
import dev.ponte.connection.QuotaWindow;
import dev.ponte.ledger.Backlogs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** How each connection stands. */
@Component
public class Standings {

  private final Connections connections;
  private final Pauses pauses;
  private final QuotaMeter meter;
  private final Backlogs backlogs;

  Standings(Connections connections, Pauses pauses, QuotaMeter meter, Backlogs backlogs) {
    this.connections = connections;
    this.pauses = pauses;
    this.meter = meter;
    this.backlogs = backlogs;
  }

  /**
   * One connection.
   *
   * @param paused by a person; null when it is not
   * @param rests what else rests of it
   */
  public record Standing(
      String name,
      String system,
      String host,
      boolean dryRun,
      Pauses.Paused paused,
      List<Pauses.Paused> rests,
      List<QuotaWindow> quotas,
      long waiting,
      long oldestSeconds,
      boolean testable) {

    /** All that rests of it, and its pause. */
    public List<Pauses.Paused> all() {
      return paused == null ? rests : Stream.concat(Stream.of(paused), rests.stream()).toList();
    }

    public String tone() {
      if (paused != null) {
        return "off";
      }
      if (!rests.isEmpty()) {
        return "trouble";
      }
      return quotas.stream().anyMatch(QuotaWindow::isUsedUp) ? "waits" : "well";
    }
  }

  /** One of them; empty when there is none of the name. */
  public Optional<Standing> find(String name) {
    return all().stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /** What waits for one of them, by type. */
  public List<Backlogs.Backlog> queues(String name) {
    return backlogs.all().stream().filter(it -> it.subscriber().equals(name)).toList();
  }

  /** All of them. */
  public List<Standing> all() {
    Map<String, List<Pauses.Paused>> resting =
        pauses.list().stream().collect(Collectors.groupingBy(Pauses.Paused::connection));
    Map<String, List<Backlogs.Backlog>> queues =
        backlogs.all().stream().collect(Collectors.groupingBy(Backlogs.Backlog::subscriber));
    return connections.all().stream()
        .map(
            it -> {
              List<Pauses.Paused> rests = resting.getOrDefault(it.name(), List.of());
              List<Backlogs.Backlog> waiting = queues.getOrDefault(it.name(), List.of());
              return new Standing(
                  it.name(),
                  it.system().name(),
                  it.baseUrl().getHost(),
                  it.dryRun(),
                  rests.stream().filter(rest -> rest.who() != null).findFirst().orElse(null),
                  rests.stream().filter(rest -> rest.who() == null).toList(),
                  meter.windows(it.name()),
                  waiting.stream().mapToLong(Backlogs.Backlog::waiting).sum(),
                  waiting.stream().mapToLong(Backlogs.Backlog::oldestSeconds).max().orElse(0),
                  it.system().probe().isPresent());
            })
        .toList();
  }
}
