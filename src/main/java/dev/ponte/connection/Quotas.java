package dev.ponte.connection;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Calls per fixed window, aligned to the clock, shared by all routes and replicas through the
 * database. Permits are taken from it in small blocks, so that a generous quota does not cost a
 * commit a call; what a dying process had taken is lost for the window, never used twice.
 */
@Component
final class Quotas {

  private final JdbcClient jdbc;
  private final Clock clock;
  private final Map<String, QuotaBlock> blocks = new ConcurrentHashMap<>();

  @Autowired
  Quotas(JdbcClient jdbc, SharedClock shared) {
    this(jdbc, shared.clock());
  }

  Quotas(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Takes one call, which is under way from now until {@link #ended}; when there is none for the
   * priority now, gives the instant from which there may be one.
   */
  Optional<Instant> take(Connection connection, int priority) {
    List<QuotaBlock> taken = new ArrayList<>();
    boolean whole = false;
    try {
      for (QuotaBlock block : blocks(connection)) {
        Optional<Instant> refused = block.take(priority);
        if (refused.isPresent()) {
          return refused;
        }
        taken.add(block);
      }
      whole = true;
      return Optional.empty();
    } finally {
      if (!whole) {
        // No call is under way by it, however it ended.
        taken.forEach(QuotaBlock::ended);
      }
    }
  }

  /** Until when there is no call for the priority, as far as a refusal has told. */
  Optional<Instant> exhaustedUntil(Connection connection, int priority) {
    return blocks(connection).stream()
        .flatMap(it -> it.exhaustedUntil(priority).stream())
        .findFirst();
  }

  /** A call that was taken has its answer, or never will. */
  void ended(Connection connection) {
    blocks(connection).forEach(QuotaBlock::ended);
  }

  /** How each window of the connection stands; empty when it has no quota. */
  List<QuotaWindow> look(Connection connection) {
    return blocks(connection).stream().map(QuotaBlock::look).toList();
  }

  /** Its windows are made anew with the next call; what was used of them stands in the database. */
  void forget(String connection) {
    blocks.remove(connection);
    blocks.remove(connection + "/month");
  }

  private List<QuotaBlock> blocks(Connection connection) {
    return QuotaRule.of(connection).stream()
        .map(span -> blocks.computeIfAbsent(span.key(), key -> new QuotaBlock(span, jdbc, clock)))
        .toList();
  }
}
