package dev.ponte.connection;

import dev.ponte.metrics.Metric;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** What the connections have used of their quotas; also as metrics. */
@Component
public final class QuotaMeter {

  private final Connections connections;
  private final Quotas quotas;
  private final Clock clock;

  QuotaMeter(Connections connections, Quotas quotas, Clock clock, MeterRegistry meters) {
    this.connections = connections;
    this.quotas = quotas;
    this.clock = clock;
    for (Connection connection : connections.all()) {
      QuotaRule.of(connection).forEach(span -> watch(meters, connection, span.name()));
    }
  }

  /**
   * The windows of a connection's quota; empty when it has none, or there is no such connection.
   */
  public List<QuotaWindow> windows(String connection) {
    return connections.find(connection).map(quotas::look).orElse(List.of());
  }

  /** Names of all usable connections. */
  public List<String> connections() {
    return connections.all().stream().map(Connection::name).toList();
  }

  private void watch(MeterRegistry meters, Connection connection, String window) {
    gauge(Metric.QUOTA_USED, meters, connection, window, QuotaWindow::used);
    gauge(Metric.QUOTA_LEFT, meters, connection, window, QuotaWindow::left);
    gauge(
        Metric.QUOTA_RESET,
        meters,
        connection,
        window,
        it -> Duration.between(clock.instant(), it.end()).toSeconds());
  }

  private void gauge(
      Metric metric,
      MeterRegistry meters,
      Connection connection,
      String window,
      ToDoubleFunction<QuotaWindow> value) {
    metric.gauge(meters, () -> now(connection, window, value), connection.name(), window);
  }

  private double now(Connection connection, String window, ToDoubleFunction<QuotaWindow> value) {
    return quotas.look(connection).stream()
        .filter(it -> it.name().equals(window))
        .mapToDouble(value)
        .findFirst()
        .orElse(Double.NaN);
  }
}
