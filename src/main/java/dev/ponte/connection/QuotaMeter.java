package dev.ponte.connection;

import io.micrometer.core.instrument.Gauge;
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
      QuotaSpan.of(connection).forEach(span -> watch(meters, connection, span.name()));
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
    gauge(meters, connection, window, "used", "Calls used of the window", QuotaWindow::used);
    gauge(meters, connection, window, "left", "Calls left in the window", QuotaWindow::left);
    gauge(
        meters,
        connection,
        window,
        "reset",
        "Seconds until the window turns",
        it -> Duration.between(clock.instant(), it.end()).toSeconds());
  }

  private void gauge(
      MeterRegistry meters,
      Connection connection,
      String window,
      String name,
      String words,
      ToDoubleFunction<QuotaWindow> value) {
    Gauge.builder("ponte.quota." + name, () -> now(connection, window, value))
        .description(words)
        .tags("connection", connection.name(), "window", window)
        .register(meters);
  }

  private double now(Connection connection, String window, ToDoubleFunction<QuotaWindow> value) {
    return quotas.look(connection).stream()
        .filter(it -> it.name().equals(window))
        .mapToDouble(value)
        .findFirst()
        .orElse(Double.NaN);
  }
}
