package dev.ponte.console;

import dev.ponte.connection.QuotaMeter;
import dev.ponte.ledger.Backlogs;
import dev.ponte.ledger.Backlogs.Backlog;
import dev.ponte.ledger.Backlogs.Turn;
import dev.ponte.ledger.FirstPasses;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.stereotype.Component;

/**
 * What is left of the quotas, what waits for them and until when: {@code /actuator/quota}, and for
 * one key {@code /actuator/quota/{key}}.
 */
@Component
@Endpoint(id = "quota")
public class QuotaEndpoint {

  private final QuotaMeter meter;
  private final Backlogs backlogs;
  private final FirstPasses firstPasses;
  private final Clock clock;

  QuotaEndpoint(QuotaMeter meter, Backlogs backlogs, FirstPasses firstPasses, Clock clock) {
    this.meter = meter;
    this.backlogs = backlogs;
    this.firstPasses = firstPasses;
    this.clock = clock;
  }

  /** The quota of each connection, and what waits for each subscriber. */
  public record Report(List<Quota> quotas, List<Queue> queues) {}

  /**
   * One window of a connection's quota.
   *
   * @param window {@code short} or {@code month}
   */
  public record Quota(
      String connection, String window, int calls, int used, int left, Instant nextReset) {}

  /**
   * What waits for one subscriber of a type.
   *
   * @param drainSeconds until the last of it can be sent by the quota, when what goes before it is
   *     sent first
   */
  public record Queue(
      String type, String subscriber, long waiting, long oldestSeconds, long drainSeconds) {}

  /**
   * When a delivery will reach its target.
   *
   * @param ahead deliveries of the same type that come before it
   * @param seconds until its turn by the quota
   * @param words the same in one sentence
   */
  public record Arrival(
      String type,
      String key,
      String subscriber,
      String state,
      long ahead,
      long seconds,
      String words) {}

  /** All quotas and queues. */
  @ReadOperation
  public Report report() {
    List<Backlog> all = backlogs.all();
    return new Report(
        meter.connections().stream().flatMap(it -> quotas(it).stream()).toList(),
        all.stream().map(it -> queue(it, all)).toList());
  }

  /** When what is on its way of a key will arrive; empty when nothing is. */
  @ReadOperation
  public List<Arrival> arrivals(@Selector String key) {
    List<Backlog> all = backlogs.all();
    return backlogs.turns(key).stream()
        .flatMap(
            turn -> all.stream().filter(it -> same(it, turn)).map(it -> arrival(turn, it, all)))
        .toList();
  }

  private List<Quota> quotas(String connection) {
    return meter.windows(connection).stream()
        .map(it -> new Quota(connection, it.name(), it.calls(), it.used(), it.left(), it.end()))
        .toList();
  }

  private Queue queue(Backlog it, List<Backlog> all) {
    long seconds = it.waiting() == 0 ? 0 : seconds(it, it.waiting(), all);
    return new Queue(it.type(), it.subscriber(), it.waiting(), it.oldestSeconds(), seconds);
  }

  private Arrival arrival(Turn turn, Backlog queue, List<Backlog> all) {
    long seconds = seconds(queue, turn.ahead() + 1, all);
    return new Arrival(
        turn.type(),
        turn.key(),
        turn.subscriber(),
        turn.state(),
        turn.ahead(),
        seconds,
        firstPasses
            .why(turn.type(), turn.subscriber())
            .map(why -> "is not sent to %s: %s".formatted(turn.subscriber(), why))
            .orElseGet(() -> "will reach %s %s".formatted(turn.subscriber(), when(seconds)))
            .transform(it -> "%s %s %s".formatted(turn.type(), turn.key(), it)));
  }

  /** What goes before it are all messages of a higher priority for the same connection. */
  private long seconds(Backlog queue, long messages, List<Backlog> all) {
    long before =
        all.stream()
            .filter(it -> it.subscriber().equals(queue.subscriber()))
            .filter(it -> it.priority() < queue.priority())
            .mapToLong(it -> it.calls(it.waiting()))
            .sum();
    Instant now = clock.instant();
    Instant last =
        meter.windows(queue.subscriber()).stream()
            .map(it -> it.lastOf(before + queue.calls(messages), queue.priority(), now))
            .max(Comparator.naturalOrder())
            .orElse(now);
    return Duration.between(now, last).toSeconds();
  }

  private static boolean same(Backlog backlog, Turn turn) {
    return backlog.type().equals(turn.type()) && backlog.subscriber().equals(turn.subscriber());
  }

  private static String when(long seconds) {
    return seconds < 60
        ? "in less than a minute"
        : "in about %d min".formatted(Math.round(seconds / 60.0));
  }
}
