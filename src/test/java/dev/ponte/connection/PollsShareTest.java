package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.delivery.Polls;
import dev.ponte.kit.HeldLease;
import dev.ponte.kit.TestClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Polls whose schedules are denser than their share of a quota allows, which is 30 in an hour. */
class PollsShareTest {

  private static final Duration STEP = Duration.ofSeconds(30);

  private final TestClock clock = new TestClock(Instant.parse("2026-03-10T12:00:00Z"));
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final JdbcClient jdbc = database();
  private final PollPace pace = new PollPace(jdbc, clock);
  private final Connection shop = shop();
  private final Connections connections = TestApi.connections(shop);
  private final AtomicInteger orders = new AtomicInteger();
  private final AtomicInteger prices = new AtomicInteger();

  @BeforeEach
  void start() throws Exception {
    GateKeeper gate =
        new GateKeeper(
            connections, new Quotas(jdbc, clock), pace, MemoryPauses.of(connections, clock));
    camel.disableJMX();
    camel.addComponent(
        "poll",
        new PollComponent(
            connections,
            new Free(),
            gate,
            new PollTurns(),
            new PollHealth(clock),
            new PollTimer(clock),
            List.of()));
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("poll:orders?connection=shop&type=order").process(it -> oneCall(orders, true));
            from("poll:prices?connection=shop&type=price").process(it -> oneCall(prices, false));
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void orders_come_as_often_as_if_they_were_alone_and_the_others_after_a_while() {
    for (int i = 0; i < 40; i++) {
      clock.forward(STEP);
      quiet();
    }

    assertThat(orders).as("a call in two minutes").hasValueBetween(9, 10);
    assertThat(prices)
        .as("in what orders leave, or after a quarter of an hour")
        .hasValueBetween(1, 2);
  }

  private void oneCall(AtomicInteger poll, boolean ofOrders) {
    poll.incrementAndGet();
    pace.polled(shop, ofOrders);
  }

  /** The timer has looked and what it began has ended. */
  private static void quiet() {
    AtomicInteger looks = new AtomicInteger(3);
    await()
        .pollInterval(Duration.ofMillis(PollTimer.STEP_MILLIS))
        .until(() -> looks.decrementAndGet() < 0);
  }

  private static final class Free implements Polls {

    @Override
    public Optional<Lease> begin(String connection, String poll, String type, Instant tick) {
      return Optional.of(new HeldLease());
    }

    @Override
    public boolean areInterrupted(Throwable failure) {
      return false;
    }
  }

  private static JdbcClient database() {
    JdbcClient jdbc =
        JdbcClient.create(
            new DriverManagerDataSource(
                "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID())));
    jdbc.sql(
            "CREATE TABLE quota (connection VARCHAR(100) PRIMARY KEY,"
                + " window_start TIMESTAMP WITH TIME ZONE NOT NULL, used INTEGER NOT NULL,"
                + " poll_after TIMESTAMP WITH TIME ZONE,"
                + " orders_after TIMESTAMP WITH TIME ZONE)")
        .update();
    jdbc.sql("INSERT INTO quota VALUES ('shop', CURRENT_TIMESTAMP, 0, NULL, NULL)").update();
    return jdbc;
  }

  private static Connection shop() {
    Limits limits =
        new Limits(
            2, Duration.ofSeconds(1), Duration.ofSeconds(5), 100, Duration.ofHours(1), 0, 1 << 20);
    return new Connection(
        "shop",
        new AnySystem(),
        URI.create("http://127.0.0.1:9"),
        ZoneOffset.UTC,
        limits,
        Duration.ofHours(72),
        false,
        Map.of(
            "orders", new Schedule("ponte.schedule.orders", "0/30 * * * * ?", ZoneOffset.UTC),
            "prices", new Schedule("ponte.schedule.prices", "0 * * * * ?", ZoneOffset.UTC)),
        Sending.UNSET,
        null);
  }
}
