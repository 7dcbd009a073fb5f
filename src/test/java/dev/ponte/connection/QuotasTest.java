package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ponte.kit.TestClock;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Quotas that meet a bad database or a machine whose clock is wrong. */
class QuotasTest {

  private static final int CALLS = 15;

  private final TestClock time = new TestClock();
  private final JdbcClient jdbc = database();
  private final Connection connection = connection();

  @Test
  void a_permit_that_the_database_refuses_is_not_lost_for_ever() {
    Quotas quotas = new Quotas(jdbc, time);
    jdbc.sql("ALTER TABLE quota ADD CONSTRAINT full_disk CHECK (connection NOT LIKE '%/month')")
        .update();
    for (int i = 0; i < CALLS; i++) {
      assertThat(catchThrowable(() -> quotas.take(connection, 1)))
          .isInstanceOf(DataIntegrityViolationException.class);
    }
    jdbc.sql("ALTER TABLE quota DROP CONSTRAINT full_disk").update();

    time.forward(Duration.ofMinutes(1));

    assertThat(taken(quotas)).isEqualTo(CALLS);
  }

  @Test
  void a_machine_whose_clock_is_wrong_counts_by_the_time_of_the_database() {
    Instant now = Instant.now();
    SharedClock fast = clock(now.plus(Duration.ofMinutes(7)));
    SharedClock slow = clock(now.minus(Duration.ofMinutes(7)));
    fast.compare();
    slow.compare();

    assertThat(fast.clock().instant()).isBetween(now.minusSeconds(20), now.plusSeconds(20));
    assertThat(slow.clock().instant()).isBetween(now.minusSeconds(20), now.plusSeconds(20));
  }

  @Test
  void a_hub_whose_time_runs_otherwise_than_its_machine_s_keeps_it() {
    SharedClock shared = new SharedClock(jdbc, time, Clock.systemUTC());

    shared.compare();

    assertThat(shared.clock().instant()).isEqualTo(time.instant());
  }

  @Test
  void a_replica_a_moment_behind_goes_on_in_the_window_that_another_one_has_begun() {
    Quotas ahead = new Quotas(jdbc, time);
    Quotas behind = new Quotas(jdbc, Clock.offset(time, Duration.ofSeconds(-1)));
    assertThat(behind.take(connection, 1)).isEmpty();
    behind.ended(connection);
    time.forward(Duration.ofSeconds(60));
    assertThat(ahead.take(connection, 1)).isEmpty();
    ahead.ended(connection);

    assertThat(behind.take(connection, 1)).isEmpty();
    behind.ended(connection);

    assertThat(ahead.look(connection).get(0).used()).isEqualTo(2);
  }

  private int taken(Quotas quotas) {
    return (int)
        IntStream.range(0, 2 * CALLS)
            .filter(i -> quotas.take(connection, 1).isEmpty())
            .peek(i -> quotas.ended(connection))
            .count();
  }

  private SharedClock clock(Instant machine) {
    Clock wrong = Clock.fixed(machine, ZoneId.of("UTC"));
    return new SharedClock(jdbc, wrong, wrong);
  }

  private static Connection connection() {
    Limits limits =
        new Limits(
                2,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                CALLS,
                Duration.ofMinutes(1),
                0,
                1 << 20)
            .monthly(1_000);
    return new Connection(
        "any-1",
        new AnySystem(),
        URI.create("http://x"),
        ZoneId.of("America/Sao_Paulo"),
        limits,
        Duration.ofHours(72),
        false,
        Map.of(),
        Sending.UNSET,
        new AnySystem.Settings("", List.of()));
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
    return jdbc;
  }
}
