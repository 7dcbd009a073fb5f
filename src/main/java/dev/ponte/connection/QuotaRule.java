package dev.ponte.connection;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * How many calls a connection has in which fixed span of time, and who must leave how many to
 * others: all that is kept for them when a window begins, nothing when it ends, in between in
 * proportion. So a window is used up while work waits, and what comes later still finds calls.
 *
 * @param name {@code short} or {@code month}
 * @param key of its row
 * @param calls in a window
 * @param kept calls of a whole window that a priority must leave to those before it
 * @param start of the window that an instant is in
 * @param end of the window that starts at an instant
 */
record QuotaRule(
    String name,
    String key,
    int calls,
    IntUnaryOperator kept,
    UnaryOperator<Instant> start,
    UnaryOperator<Instant> end) {

  /**
   * The spans of a connection; none when it has no quota. The month comes last: a call that the
   * short window refuses must not cost one of the month's.
   */
  static List<QuotaRule> of(Connection connection) {
    List<QuotaRule> all = new ArrayList<>();
    if (connection.limits().quotaCalls() > 0) {
      all.add(fixed(connection));
    }
    if (connection.limits().monthlyCalls() > 0) {
      all.add(month(connection));
    }
    return all;
  }

  private static QuotaRule fixed(Connection connection) {
    Limits limits = connection.limits();
    long millis = limits.quotaWindow().toMillis();
    return new QuotaRule(
        QuotaWindow.SHORT,
        connection.name(),
        limits.quotaCalls(),
        limits::kept,
        now -> Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), millis) * millis),
        start -> start.plusMillis(millis));
  }

  private static QuotaRule month(Connection connection) {
    return new QuotaRule(
        QuotaWindow.MONTH,
        connection.name() + "/month",
        connection.limits().monthlyCalls(),
        anyPriority -> 0,
        now ->
            now.atZone(connection.zone())
                .truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1)
                .toInstant(),
        start -> start.atZone(connection.zone()).plusMonths(1).toInstant());
  }

  /** Calls that must still be left after one of the priority that is made now. */
  int keptAt(int priority, Instant now) {
    Instant from = start.apply(now);
    double length = Duration.between(from, end.apply(from)).toMillis();
    double left = Duration.between(now, end.apply(from)).toMillis() / length;
    return (int) Math.round(kept.applyAsInt(priority) * left);
  }

  /**
   * The earliest instant for a call of the priority.
   *
   * @param from when the window begins
   * @param number of the call in its window, from 1; beyond the window's calls in the next ones
   */
  Instant dueAt(Instant from, long number, int priority) {
    Duration length = Duration.between(from, end.apply(from));
    long windows = Math.max(0, number - 1) / calls;
    long inWindow = Math.max(0, number - 1) % calls + 1;
    Instant begin = from.plus(length.multipliedBy(windows));
    double reserve = kept.applyAsInt(priority);
    double elapsed = reserve == 0 ? 0 : 1 - (calls - inWindow + 0.5) / reserve;
    return elapsed <= 0 ? begin : begin.plusMillis((long) (elapsed * length.toMillis()) + 1);
  }
}
