package dev.ponte.ledger.view;

import dev.ponte.delivery.Gate;
import dev.ponte.delivery.Installation;
import dev.ponte.ledger.view.Overview.PollRow;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the polls go, and which of them is overdue. */
@Component
class PollRows {

  private static final int INTERVALS = 3;

  /** Of a poll that failed. */
  static final Duration SHORTEST_PATIENCE = Duration.ofMinutes(2);

  /** Of a poll that nothing is wrong with: it waits for its share of a quota. */
  private static final Duration PATIENCE_WITH_SHARES = Duration.ofMinutes(15);

  private static final String POLLS =
      """
      SELECT connection, name, began_at AS beganAt, ended_at AS endedAt, good_at AS goodAt, error
        FROM poll WHERE connection <> 'ponte' ORDER BY connection, name
      """;

  private final JdbcClient jdbc;
  private final Edges edges;
  private final Gate gate;
  private final ObjectProvider<Installation> installation;

  PollRows(JdbcClient jdbc, Edges edges, Gate gate, ObjectProvider<Installation> installation) {
    this.jdbc = jdbc;
    this.edges = edges;
    this.gate = gate;
    this.installation = installation;
  }

  private record Polled(
      String connection,
      String name,
      OffsetDateTime beganAt,
      OffsetDateTime endedAt,
      OffsetDateTime goodAt,
      String error) {}

  /** The last run of each. */
  List<PollRow> all(Instant now) {
    Map<String, Map<String, Duration>> intervals =
        accounts().stream()
            .collect(
                Collectors.toMap(
                    Installation.Account::name, Installation.Account::intervals, (a, b) -> a));
    Map<String, Boolean> resting = new HashMap<>();
    edges.rests().stream()
        .filter(it -> it.isOf("person"))
        .forEach(it -> resting.put(it.connection(), true));
    return jdbc.sql(POLLS).query(Polled.class).list().stream()
        .filter(it -> intervals.isEmpty() || intervals.containsKey(it.connection()))
        .map(
            it -> {
              Duration interval = intervals.getOrDefault(it.connection(), Map.of()).get(it.name());
              boolean quiet =
                  resting.containsKey(it.connection())
                      || gate.closedUntil(it.connection(), 1).isPresent();
              return new PollRow(
                  it.connection(),
                  it.name(),
                  it.beganAt(),
                  it.endedAt(),
                  it.goodAt(),
                  it.error(),
                  interval,
                  !quiet && isOverdue(it, interval, now));
            })
        .toList();
  }

  private static boolean isOverdue(Polled it, Duration interval, Instant now) {
    if (it.goodAt() == null) {
      return it.error() != null;
    }
    if (interval == null) {
      return false;
    }
    Duration patience = interval.multipliedBy(INTERVALS);
    Duration least = it.error() == null ? PATIENCE_WITH_SHARES : SHORTEST_PATIENCE;
    if (patience.compareTo(least) < 0) {
      patience = least;
    }
    return it.goodAt().toInstant().plus(patience).isBefore(now);
  }

  private List<Installation.Account> accounts() {
    return installation.stream().findFirst().map(Installation::accounts).orElse(List.of());
  }
}
