package dev.ponte.connection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The real {@link Api} for tests of connectors, without a database, each with a gate of its own.
 */
public final class TestApi implements AutoCloseable {

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final HttpExchanges http = new HttpExchanges(camel, Clock.systemUTC());

  public TestApi() {
    camel.start();
  }

  /** As after a start: no pause and no token is remembered. */
  public Api api(Connection... connection) {
    return new HttpApi(
        http,
        new GateKeeper(
            connections(connection),
            new Quotas(null, Clock.systemUTC()),
            new PollPace(null, Clock.systemUTC()),
            MemoryPauses.of(connections(connection), Clock.systemUTC())),
        new ApiMetrics(new SimpleMeterRegistry()));
  }

  /** A connection with a short read time-out. */
  public static Connection connection(
      String name, ApiSystem system, URI url, Duration readTimeout, Object settings) {
    return connection(name, system, url, readTimeout, settings, 4);
  }

  /** As that, with so many calls at once. */
  static Connection connection(
      String name,
      ApiSystem system,
      URI url,
      Duration readTimeout,
      Object settings,
      int concurrency) {
    Limits limits =
        new Limits(
            concurrency, Duration.ofSeconds(2), readTimeout, 0, Duration.ofMinutes(1), 0, 1 << 20);
    return new Connection(
        name,
        system,
        url,
        ZoneId.of("America/Sao_Paulo"),
        limits,
        Duration.ofHours(72),
        false,
        Map.of(),
        Sending.UNSET,
        settings);
  }

  public static Connections connections(Connection... connections) {
    return new Connections() {
      @Override
      public Optional<Connection> find(String name) {
        return all().stream().filter(it -> it.name().equals(name)).findFirst();
      }

      @Override
      public Collection<Connection> all() {
        return List.of(connections);
      }
    };
  }

  @Override
  public void close() throws Exception {
    http.close();
    camel.stop();
  }
}
