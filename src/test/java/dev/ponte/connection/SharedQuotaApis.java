package dev.ponte.connection;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Real {@link Api}s of several processes that share one database of quotas and one clock. */
public final class SharedQuotaApis {

  private final CamelContext camel;
  private final Connection connection;
  private final Clock clock;
  private final JdbcClient jdbc;

  public SharedQuotaApis(CamelContext camel, Connection connection, Clock clock) {
    this.camel = camel;
    this.connection = connection;
    this.clock = clock;
    jdbc =
        JdbcClient.create(
            new DriverManagerDataSource(
                "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID())));
    jdbc.sql(
            "CREATE TABLE quota (connection VARCHAR(100) PRIMARY KEY,"
                + " window_start TIMESTAMP WITH TIME ZONE NOT NULL, used INTEGER NOT NULL,"
                + " poll_after TIMESTAMP WITH TIME ZONE,"
                + " orders_after TIMESTAMP WITH TIME ZONE)")
        .update();
  }

  /** The Api of one more process, as after its start. */
  public Api start() {
    return new HttpApi(
        new HttpExchanges(camel, clock),
        new GateKeeper(
            TestApi.connections(connection),
            new Quotas(jdbc, clock),
            new PollPace(jdbc, clock),
            MemoryPauses.of(TestApi.connections(connection), clock)),
        new ApiMetrics(new SimpleMeterRegistry()));
  }
}
