package dev.ponte.ledger.view;

import dev.ponte.delivery.Gate;
import dev.ponte.ledger.Backlogs;
import dev.ponte.ledger.FirstPasses;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All subscriptions with what holds them up, read at most once in two seconds. */
@Component
public class Edges {

  private static final Duration FRESH = Duration.ofSeconds(2);
  private static final Duration SERVED = Duration.ofMinutes(1);

  /** As long as a subscription is young its route may not have told yet that it serves it. */
  private static final Duration YOUNG = Duration.ofMinutes(2);

  private static final String ALL =
      """
      SELECT id, type, subscriber, created_at AS createdAt, served_at AS servedAt,
             CASE WHEN paused_until <= CURRENT_TIMESTAMP THEN NULL ELSE paused_at END AS pausedAt,
             paused_until AS pausedUntil, paused_by AS pausedBy, pause_reason AS pauseReason
        FROM subscription WHERE ended_at IS NULL
      """;

  private static final String RESTS =
      """
      SELECT connection, kind, name, since, rests_until AS "until", who, reason FROM pause
       ORDER BY connection, kind, name
      """;

  private final JdbcClient jdbc;
  private final Gate gate;
  private final Backlogs backlogs;
  private final FirstPasses firstPasses;
  private final Clock clock;
  private volatile Read last = new Read(Instant.MIN, Map.of(), List.of());

  Edges(JdbcClient jdbc, Gate gate, Backlogs backlogs, FirstPasses firstPasses, Clock clock) {
    this.jdbc = jdbc;
    this.gate = gate;
    this.backlogs = backlogs;
    this.firstPasses = firstPasses;
    this.clock = clock;
  }

  private record Row(
      long id,
      String type,
      String subscriber,
      OffsetDateTime createdAt,
      OffsetDateTime servedAt,
      OffsetDateTime pausedAt,
      OffsetDateTime pausedUntil,
      String pausedBy,
      String pauseReason) {}

  private record Read(Instant at, Map<Long, Edge> edges, List<Edge.Rest> rests) {}

  /** All that are not ended, by number. */
  public Map<Long, Edge> all() {
    return read().edges();
  }

  /** What rests of all connections. */
  public List<Edge.Rest> rests() {
    return read().rests();
  }

  private Read read() {
    Read known = last;
    Instant now = clock.instant();
    if (known.at().isBefore(now.minus(FRESH))) {
      known = readNow(now);
      last = known;
    }
    return known;
  }

  private Read readNow(Instant now) {
    List<Edge.Rest> rests = jdbc.sql(RESTS).query(Edge.Rest.class).list();
    Map<String, String> holds = new HashMap<>();
    firstPasses.held().forEach(it -> holds.put(it.type() + "/" + it.subscriber(), it.why()));
    Map<Long, Edge> edges =
        jdbc.sql(ALL).query(Row.class).list().stream()
            .map(it -> edge(it, rests, holds, now))
            .collect(Collectors.toMap(Edge::id, Function.identity()));
    return new Read(now, edges, rests);
  }

  private Edge edge(Row it, List<Edge.Rest> rests, Map<String, String> holds, Instant now) {
    OffsetDateTime told = it.servedAt() == null ? it.createdAt() : it.servedAt();
    Duration patience = it.servedAt() == null ? YOUNG : SERVED;
    Backlogs.Pace pace = backlogs.paceOf(it.type(), it.subscriber());
    return new Edge(
        it.id(),
        it.type(),
        it.subscriber(),
        it.pausedAt(),
        it.pausedUntil(),
        it.pausedBy(),
        it.pauseReason(),
        told.toInstant().isAfter(now.minus(patience)),
        holds.get(it.type() + "/" + it.subscriber()),
        rests.stream().filter(rest -> rest.connection().equals(it.subscriber())).toList(),
        gate.closedUntil(it.subscriber(), pace.priority()).orElse(null),
        gate.giveUpAfter(it.subscriber()),
        pace.priority(),
        pace.batchSize());
  }
}
