package dev.ponte.connection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.mock.env.MockEnvironment;

/** The real {@link Api} for some connections, for tests of connectors. */
public final class RealApi {

  private final Map<String, Connection> connections = new LinkedHashMap<>();
  private final Api api;

  public RealApi(CamelContext camel, Connection... connections) {
    Arrays.stream(connections).forEach(it -> this.connections.put(it.name(), it));
    JdbcClient jdbc = database();
    Clock clock = Clock.systemUTC();
    GateKeeper gate =
        new GateKeeper(
            connections(),
            new Quotas(jdbc, clock),
            new PollPace(jdbc, clock),
            MemoryPauses.of(connections(), clock));
    api =
        new HttpApi(
            new HttpExchanges(camel, clock), gate, new ApiMetrics(new SimpleMeterRegistry()));
  }

  public Api api() {
    return api;
  }

  public CallAction callAction() {
    return new CallAction(connections(), api);
  }

  public Connections connections() {
    return new Connections() {
      @Override
      public Optional<Connection> find(String name) {
        return Optional.ofNullable(connections.get(name));
      }

      @Override
      public Collection<Connection> all() {
        return connections.values();
      }
    };
  }

  private static JdbcClient database() {
    String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
    JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(url));
    jdbc.sql(
            "CREATE TABLE quota (connection VARCHAR(100) PRIMARY KEY,"
                + " window_start TIMESTAMP WITH TIME ZONE NOT NULL, used INTEGER NOT NULL)")
        .update();
    return jdbc;
  }

  /** One carrier of the connection vtex has a link. */
  public static TrackingUrls trackingUrls() {
    return new TrackingUrls(
        new MockEnvironment()
            .withProperty("ponte.connections.vtex.tracking-urls[0].carrier", "correios")
            .withProperty(
                "ponte.connections.vtex.tracking-urls[0].url", "https://rastreio.example/{code}"));
  }
}
