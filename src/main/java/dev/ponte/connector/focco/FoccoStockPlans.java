package dev.ponte.connector.focco;

import dev.ponte.canonical.Order;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Cursors;
import dev.ponte.delivery.Notes;
import dev.ponte.delivery.References;
import dev.ponte.metrics.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The stock plans of all Focco connections. When each item was read, what there was and how often
 * it is sold is noted, so that a plan goes on after a restart and in any replica.
 */
@Component
class FoccoStockPlans {

  /** Clocks differ, and what is written at this moment does not show yet. */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  /** The cursor that says which process polled last. */
  private static final String POLLED_BY = "stock-plan";

  private final Notes notes;
  private final Cursors cursors;
  private final Clock clock;
  private final MeterRegistry meters;
  private final FoccoSales sales;
  private final String process = UUID.randomUUID().toString();
  private final Map<String, FoccoStockPlan> plans = new ConcurrentHashMap<>();

  /** Until when this process knows what any has read. */
  private final Map<String, Instant> knownUntil = new ConcurrentHashMap<>();

  FoccoStockPlans(
      References references, Notes notes, Cursors cursors, Clock clock, MeterRegistry meters) {
    this.notes = notes;
    this.cursors = cursors;
    this.clock = clock;
    this.meters = meters;
    this.sales = new FoccoSales(references, clock);
  }

  FoccoStockPlan plan(Connection connection) {
    return plans.computeIfAbsent(connection.name(), this::remembered);
  }

  /** The plan for a poll: it knows what was sold, and what another process read meanwhile. */
  synchronized FoccoStockPlan polled(Connection connection) {
    String name = connection.name();
    FoccoStockPlan plan = plan(connection);
    Instant now = clock.instant();
    String last = cursors.get(name, POLLED_BY).orElse("");
    if (!last.equals(process)) {
      Instant since = knownUntil.get(name).minus(OVERLAP);
      remember(plan, notes.since(name, FoccoReading.NOTE, since));
      cursors.put(name, POLLED_BY, process);
    }
    knownUntil.put(name, now);
    sales.waiting(name).forEach(it -> plan.waiting(it.item(), it.times(), it.at()));
    return plan;
  }

  /** An order was accepted: its items are read again at once. */
  void sold(Connection connection, Order order) {
    FoccoCodes codes = new FoccoCodes(connection.name(), connection.settings(FoccoSettings.class));
    sales.add(connection.name(), order.lines().stream().map(codes::item).toList());
  }

  /** The item's stock was read; a null balance means that Focco does not know it. */
  synchronized void read(Connection connection, FoccoCodes.Item item, BigDecimal balance) {
    FoccoStockPlan plan = plan(connection);
    int sold = plan.asked(item);
    FoccoReading reading = plan.read(item, balance, clock.instant());
    notes.put(connection.name(), FoccoReading.NOTE, FoccoReading.name(item), reading);
    if (sold > 0) {
      sales.read(connection.name(), item, sold);
    }
  }

  private FoccoStockPlan remembered(String connection) {
    FoccoStockPlan plan = new FoccoStockPlan();
    knownUntil.put(connection, clock.instant());
    remember(plan, notes.since(connection, FoccoReading.NOTE, Instant.EPOCH));
    Metric.STOCK_OLDEST.gauge(meters, () -> plan.oldest(clock.instant()).toSeconds(), connection);
    return plan;
  }

  private static void remember(FoccoStockPlan plan, Map<String, FoccoReading> readings) {
    readings.forEach((name, reading) -> plan.remember(FoccoSkus.item(name), reading));
  }
}
