package dev.ponte.ledger;

import dev.ponte.metrics.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds what this process has counted since the last time to what all replicas have, by the minute:
 * so rates survive a restart and are the same on all of them. Takes it from the meters, so that no
 * delivery pays for it.
 */
@Component
class Tallies {

  private static final Duration KEPT = Duration.ofDays(8);
  private static final int MOST_TEXT = 100;

  private static final String ADD =
      """
      UPDATE tally SET amount = amount + ?, millis = millis + ?
       WHERE at = ? AND what = ? AND type = ? AND name = ? AND result = ?
      """;

  private static final String NEW =
      """
      INSERT INTO tally (amount, millis, at, what, type, name, result) VALUES (?, ?, ?, ?, ?, ?, ?)
      """;

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transactions;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<Key, Sum> told = new HashMap<>();
  private Instant tidied = Instant.MIN;

  Tallies(JdbcTemplate jdbc, TransactionTemplate transactions, MeterRegistry meters, Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.meters = meters;
    this.clock = clock;
  }

  private record Key(String what, String type, String name, String result) {}

  private record Sum(long amount, long millis) {
    Sum since(Sum before) {
      return before == null ? this : new Sum(amount - before.amount, millis - before.millis);
    }
  }

  /** Writes what is new; should that fail, it is written the next time. */
  synchronized void flush() {
    Map<Key, Sum> all = counted();
    Map<Key, Sum> fresh = new HashMap<>();
    all.forEach(
        (key, sum) -> {
          Sum since = sum.since(told.get(key));
          if (since.amount() > 0) {
            fresh.put(key, since);
          }
        });
    Instant now = clock.instant();
    if (!fresh.isEmpty()) {
      Timestamp minute = Timestamp.from(now.truncatedTo(ChronoUnit.MINUTES));
      transactions.executeWithoutResult(status -> write(minute, fresh));
      told.putAll(all);
    }
    if (tidied.isBefore(now.minus(1, ChronoUnit.HOURS))) {
      jdbc.update("DELETE FROM tally WHERE at < ?", Timestamp.from(now.minus(KEPT)));
      tidied = now;
    }
  }

  private void write(Timestamp minute, Map<Key, Sum> fresh) {
    List<Object[]> rows = new ArrayList<>();
    // Always the same order, so that two processes do not wait for each other.
    fresh.entrySet().stream()
        .sorted(java.util.Comparator.comparing(it -> it.getKey().toString()))
        .forEach(it -> rows.add(row(minute, it.getKey(), it.getValue())));
    int[] added = jdbc.batchUpdate(ADD, rows);
    List<Object[]> missing = new ArrayList<>();
    for (int i = 0; i < added.length; i++) {
      if (added[i] == 0) {
        missing.add(rows.get(i));
      }
    }
    if (!missing.isEmpty()) {
      jdbc.batchUpdate(NEW, missing);
    }
  }

  private static Object[] row(Timestamp minute, Key key, Sum sum) {
    return new Object[] {
      sum.amount(), sum.millis(), minute, key.what(), key.type(), key.name(), key.result()
    };
  }

  private Map<Key, Sum> counted() {
    Map<Key, Sum> all = new HashMap<>();
    for (Meter meter : meters.getMeters()) {
      Meter.Id id = meter.getId();
      if (meter instanceof Counter counter && id.getName().equals(Metric.RECORDED.id())) {
        all.put(key("recorded", id, "type", "source", null), new Sum((long) counter.count(), 0));
      } else if (meter instanceof Timer timer && id.getName().equals(Metric.DELIVERIES.id())) {
        all.put(key("delivery", id, "type", "subscriber", "result"), sum(timer));
      } else if (meter instanceof Timer timer && id.getName().equals(Metric.API_CALLS.id())) {
        all.put(key("call", id, "operation", "connection", "class"), sum(timer));
      }
    }
    return all;
  }

  private static Sum sum(Timer timer) {
    return new Sum(timer.count(), (long) timer.totalTime(TimeUnit.MILLISECONDS));
  }

  private static Key key(String what, Meter.Id id, String type, String name, String result) {
    return new Key(what, text(id, type), text(id, name), result == null ? "" : text(id, result));
  }

  private static String text(Meter.Id id, String tag) {
    String text = String.valueOf(id.getTag(tag));
    return text.length() <= MOST_TEXT ? text : text.substring(0, MOST_TEXT);
  }
}
