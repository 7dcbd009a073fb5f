package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.zaxxer.hikari.HikariDataSource;
import dev.ponte.delivery.FailureClass;
import dev.ponte.kit.TestClock;
import dev.ponte.ledger.FlakyDatabase;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.Simulator.Answer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Pauses are the same for all replicas, survive a restart, and obey a person. */
abstract class SharedPausesContract {

  private static final ApiCall ORDERS = ApiCall.get("orders", "/orders");
  private static final Answer REFUSED_LOGON =
      new Answer(401, "text/plain", "no".getBytes(), Map.of("Retry-After", "3600"));

  private final AnySimulator simulator = new AnySimulator();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final TestClock clock = new TestClock();
  private HikariDataSource pool;
  private FlakyDatabase database;
  private Connection connection;

  /** An empty database. */
  abstract HikariDataSource database() throws Exception;

  /** One process. */
  private final class Replica {

    final Pauses pauses =
        new Pauses(
            new SqlPauses(JdbcClient.create(database)),
            TestApi.connections(connection),
            clock,
            () -> {});
    final GateKeeper gate =
        new GateKeeper(
            TestApi.connections(connection),
            new Quotas(null, clock),
            new PollPace(null, clock),
            pauses);
    final HttpApi api =
        new HttpApi(
            new HttpExchanges(camel, clock), gate, new ApiMetrics(new SimpleMeterRegistry()));

    Replica() {
      pauses.look();
    }

    ApiFailure call() {
      return catchThrowableOfType(ApiFailure.class, () -> api.send(connection, ORDERS));
    }
  }

  @BeforeEach
  void start() throws Exception {
    pool = database();
    database = new FlakyDatabase(pool);
    simulator.start();
    camel.start();
    connection =
        TestApi.connection(
            "any-1",
            new AnySystem(),
            simulator.url(),
            Duration.ofSeconds(20),
            new AnySystem.Settings("s3cret", List.of()));
  }

  @AfterEach
  void stop() {
    simulator.close();
    camel.stop();
    pool.close();
  }

  @Test
  void three_replicas_make_one_bad_logon_an_hour() {
    simulator.inject("/orders", REFUSED_LOGON, 100);
    List<Replica> replicas = Stream.generate(Replica::new).limit(3).toList();
    replicas.get(0).call();
    look(replicas);

    for (int hour = 1; hour <= 3; hour++) {
      clock.forward(Duration.ofMinutes(59));
      replicas.forEach(Replica::call);
      assertThat(simulator.calls()).as("within hour %d", hour).isEqualTo(hour);
      clock.forward(Duration.ofMinutes(2));
      replicas.stream()
          .map(it -> CompletableFuture.supplyAsync(it::call))
          .toList()
          .forEach(CompletableFuture::join);
      look(replicas);
      assertThat(simulator.calls()).as("after hour %d", hour).isEqualTo(hour + 1);
    }
  }

  @Test
  void a_restart_forgets_no_pause() {
    simulator.inject("/orders", REFUSED_LOGON, 1);
    Replica first = new Replica();
    first.call();
    first.pauses.look();

    Replica restarted = new Replica();

    assertThat(restarted.call()).hasMessageContaining("is not asked before");
    assertThat(restarted.gate.closedUntil("any-1", 1))
        .contains(clock.instant().plus(Duration.ofHours(1)));
    assertThat(simulator.calls()).isEqualTo(1);
  }

  @Test
  void what_one_replica_finds_well_is_well_for_all() {
    simulator.inject("/orders", Fault.UNAUTHORIZED, 1);
    List<Replica> replicas = Stream.generate(Replica::new).limit(2).toList();
    replicas.get(0).call();
    look(replicas);
    assertThat(replicas.get(1).gate.closedUntil("any-1", 1)).isPresent();
    clock.forward(Duration.ofSeconds(11));

    assertThat(replicas.get(1).call()).isNull();
    look(replicas);

    assertThat(replicas.get(0).pauses.list()).isEmpty();
    assertThat(new Replica().pauses.list()).isEmpty();
  }

  @Test
  void the_gate_goes_on_from_memory_while_the_database_is_away() {
    Replica replica = new Replica();
    database.away = true;
    simulator.inject("/orders", Fault.UNAUTHORIZED, 2);
    replica.call();
    replica.pauses.look();
    replica.call();
    assertThat(simulator.calls()).isEqualTo(1);

    clock.forward(Duration.ofSeconds(11));
    replica.call();
    assertThat(simulator.calls()).as("its own probe").isEqualTo(2);
    database.away = false;
    replica.pauses.look();

    assertThat(new Replica().gate.closedUntil("any-1", 1))
        .contains(clock.instant().plusSeconds(20));
  }

  @Test
  void a_connection_that_a_person_pauses_is_not_called_until_a_person_resumes_it() {
    List<Replica> replicas = Stream.generate(Replica::new).limit(2).toList();

    replicas.get(0).pauses.pause("any-1", null, "ana", "the ERP is updated");
    look(replicas);
    clock.forward(Duration.ofDays(3));

    for (Replica it : replicas) {
      assertThat(it.call().failureClass()).isEqualTo(FailureClass.THROTTLED);
      assertThat(it.call()).hasMessageContaining("ana").hasMessageContaining("the ERP is updated");
      assertThat(it.gate.closedUntil("any-1", 1)).isPresent();
      assertThat(it.gate.pollsRestUntil(connection, false)).isPresent();
    }
    assertThat(new Replica().pauses.list())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.connection()).isEqualTo("any-1");
              assertThat(it.until()).isNull();
              assertThat(it.who()).isEqualTo("ana");
            });
    assertThat(replicas.get(1).pauses.resume("any-1", "rui", "done")).isTrue();
    look(replicas);
    assertThat(replicas.get(0).call()).isNull();
    assertThat(replicas.get(0).pauses.resume("any-1", "rui", "again")).isFalse();
  }

  @Test
  void a_pause_with_an_end_ends_by_itself() {
    Replica replica = new Replica();
    Instant end = clock.instant().plus(Duration.ofHours(2));
    replica.pauses.pause("any-1", end, "ana", "stocktaking");
    assertThat(replica.gate.closedUntil("any-1", 1)).contains(end);

    clock.forward(Duration.ofHours(3));
    replica.pauses.look();

    assertThat(replica.call()).isNull();
    assertThat(replica.pauses.list()).isEmpty();
  }

  @Test
  void a_person_ends_what_the_system_asked_for_too() {
    simulator.inject("/orders", REFUSED_LOGON, 1);
    List<Replica> replicas = Stream.generate(Replica::new).limit(2).toList();
    replicas.get(0).call();
    look(replicas);

    replicas.get(1).pauses.resume("any-1", "ana", "the password is right now");
    look(replicas);

    assertThat(replicas.get(0).call()).isNull();
    assertThat(replicas.get(1).call()).isNull();
  }

  @Test
  void nobody_pauses_what_is_not_there_or_without_a_word() {
    Pauses pauses = new Replica().pauses;

    assertThatThrownBy(() -> pauses.pause("any-2", null, "ana", "x"))
        .hasMessageContaining("There is no connection any-2; there are [any-1]");
    assertThatThrownBy(() -> pauses.pause("any-1", null, "ana", " ")).hasMessageContaining("why");
    assertThatThrownBy(() -> pauses.pause("any-1", clock.instant(), "ana", "x"))
        .hasMessageContaining("is over");
  }

  private static void look(List<Replica> replicas) {
    replicas.forEach(it -> it.pauses.look());
    replicas.forEach(it -> it.pauses.look());
  }
}
