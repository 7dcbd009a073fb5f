package dev.ponte.ledger.view;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/**
 * Whether all is well, and how everything flows; the same on all replicas.
 *
 * @param at when it was read
 * @param today orders that were placed since midnight
 * @param classes of these, which add up to them
 * @param edges what waits for whom
 * @param sources what is read from whom
 * @param clock how long the steps of the orders of a week took
 * @param polls how the last run of each went
 * @param rests what of connections rests
 * @param records that were not understood and need somebody
 * @param replicas processes that are alive
 * @param faults why flows and connections are left out, one sentence each
 */
public record Overview(
    Instant at,
    Verdict verdict,
    Count today,
    long accepted,
    Map<OrderClass, Long> classes,
    List<EdgeRow> edges,
    List<SourceRow> sources,
    List<StepRow> clock,
    List<PollRow> polls,
    List<Edge.Rest> rests,
    Count records,
    List<ReplicaRow> replicas,
    List<String> faults) {

  /** How it is altogether. */
  public enum Tone {
    WELL,
    WAITS,
    TROUBLE,
    PERSON,
    /** Nothing is known. */
    OFF
  }

  /**
   * The first line.
   *
   * @param cause of what needs a person first; null when nothing does
   */
  public record Verdict(Tone tone, Sentence sentence, Sentence cause) {}

  /**
   * What goes to one subscriber of a type.
   *
   * @param oldest since when the oldest of what waits does; null when nothing waits
   * @param hour delivered in each of the last 60 minutes, the oldest first
   * @param drained when the last of it can be sent by the quota; null when that is now or unknown
   * @param hold what holds all of it up; null when nothing does
   */
  public record EdgeRow(
      String type,
      String subscriber,
      long waiting,
      OffsetDateTime oldest,
      long dead,
      long parked,
      List<Long> hour,
      Instant drained,
      Sentence hold) {

    /** Delivered in the last whole minutes, by the minute. */
    public double perMinute() {
      return hour.subList(hour.size() - 6, hour.size() - 1).stream()
              .mapToLong(Long::longValue)
              .sum()
          / 5.0;
    }
  }

  /**
   * What comes from one source.
   *
   * @param hour recorded in each of the last 60 minutes, the oldest first
   */
  public record SourceRow(String source, String type, List<Long> hour) {
    public double perMinute() {
      return hour.subList(hour.size() - 6, hour.size() - 1).stream()
              .mapToLong(Long::longValue)
              .sum()
          / 5.0;
    }
  }

  /**
   * One step of the orders of a week.
   *
   * @param median null when none took it
   * @param slow that 5 of 100 took at least; null when none took it
   * @param limit how long it may take
   * @param over orders that take longer now
   * @param measured whether anybody tells of it at all; else nothing can be late
   */
  public record StepRow(
      Step step, Duration median, Duration slow, Duration limit, Count over, boolean measured) {}

  /**
   * The last run of a poll.
   *
   * @param goodAt when it last went well; null for never since this release runs
   * @param error why the last run failed; null when it went well
   * @param interval between two runs; null when unknown
   * @param overdue whether it went well in none of three intervals, though nobody paused it
   */
  public record PollRow(
      String connection,
      String name,
      OffsetDateTime beganAt,
      OffsetDateTime endedAt,
      OffsetDateTime goodAt,
      String error,
      Duration interval,
      boolean overdue) {}

  public record ReplicaRow(
      String name,
      String version,
      OffsetDateTime startedAt,
      OffsetDateTime seenAt,
      String report) {}
}
