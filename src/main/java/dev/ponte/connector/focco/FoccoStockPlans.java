package dev.ponte.connector.focco;

import dev.ponte.canonical.Order;
import dev.ponte.connection.Connection;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The stock plans of all Focco connections. When each item was read and what there was is kept as
 * references, so that a plan goes on after a restart.
 */
@Component
class FoccoStockPlans {

  private final References references;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Map<String, FoccoStockPlan> plans = new ConcurrentHashMap<>();

  FoccoStockPlans(References references, Clock clock, MeterRegistry meters) {
    this.references = references;
    this.clock = clock;
    this.meters = meters;
  }

  FoccoStockPlan plan(Connection connection) {
    return plans.computeIfAbsent(connection.name(), this::remembered);
  }

  /** An order was accepted: its items are read again at once. */
  void sold(Connection connection, Order order) {
    FoccoCodes codes = new FoccoCodes(connection.name(), connection.settings(FoccoSettings.class));
    FoccoStockPlan plan = plan(connection);
    order.lines().forEach(line -> plan.sold(codes.item(line), clock.instant()));
  }

  /** The item's stock was read. */
  void read(Connection connection, FoccoCodes.Item item, BigDecimal balance) {
    Instant now = clock.instant();
    plan(connection).read(item, balance, now);
    String name = name(item);
    references.save(
        List.of(
            new Reference(
                Reference.ITEM,
                connection.name(),
                name,
                connection.name(),
                name,
                now.toString(),
                balance == null ? null : balance.toPlainString(),
                true)));
  }

  private FoccoStockPlan remembered(String connection) {
    FoccoStockPlan plan = new FoccoStockPlan();
    for (Reference it : references.open(Reference.ITEM, connection, Integer.MAX_VALUE)) {
      if (it.source().equals(connection)) {
        plan.read(
            FoccoSkus.item(it.key()),
            it.state() == null ? null : new BigDecimal(it.state()),
            Instant.parse(it.label()));
      }
    }
    Gauge.builder("ponte.stock.oldest", () -> plan.oldest(clock.instant()).toSeconds())
        .description("Age of the oldest reading of an item's stock")
        .baseUnit("seconds")
        .tag("connection", connection)
        .register(meters);
    return plan;
  }

  /** Codes without the mappings of stores, which may change. */
  private static String name(FoccoCodes.Item item) {
    return item.mask() == null ? item.code() : item.code() + "#" + item.mask();
  }
}
