package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.Priority;
import dev.ponte.sandbox.Fault;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class ApiTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");

  private final AnySimulator simulator = new AnySimulator();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private Connection connection;
  private GateKeeper gate;
  private HttpApi api;

  @BeforeEach
  void start() {
    simulator.start();
    camel.start();
    use(connection(simulator.url(), Limits.UNDOCUMENTED, false));
  }

  @AfterEach
  void stop() {
    simulator.close();
    camel.stop();
  }

  @Test
  void a_call_carries_path_query_and_authentication() {
    ApiCall call = ApiCall.get("get", "/things/{}/x", "a/b ç").query("f", "[1 TO 2]&x");

    JsonNode answer = api.json(connection, call);

    assertThat(answer.path("path").asText()).isEqualTo("/things/a%2Fb%20%C3%A7/x");
    assertThat(answer.path("query").asText()).isEqualTo("{f=[1 TO 2]&x}");
    assertThat(answer.path("token").asText()).isEqualTo("s3cret");
  }

  @Test
  void numbers_keep_all_their_digits() {
    JsonNode answer = api.json(connection, ApiCall.get("get", "/things"));

    assertThat(answer.path("price").decimalValue().toPlainString()).isEqualTo("10.10");
  }

  @Test
  void a_body_arrives_byte_for_byte() {
    api.send(connection, ApiCall.post("post", "/things").json("{\"name\":\"São João\"}"));

    assertThat(simulator.requests.get(0).text()).isEqualTo("{\"name\":\"São João\"}");
    assertThat(simulator.requests.get(0).headers().get("Content-Type"))
        .isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 512 << 10, (512 << 10) + 1, 5_000_000})
  void an_answer_of_any_length_is_read_whole_as_often_as_wanted(int length) throws IOException {
    byte[] sent = new byte[length];
    new Random(length).nextBytes(sent);
    simulator.body = sent;

    ApiAnswer answer = api.send(connection, ApiCall.get("get", "/things"));

    assertThat(answer.content().length()).isEqualTo(length);
    for (int i = 0; i < 2; i++) {
      try (InputStream in = answer.open()) {
        assertThat(in.readAllBytes()).isEqualTo(sent);
      }
    }
    assertThat(answer.body()).isEqualTo(sent);
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ERROR_500,   READ, TRANSIENT
          ERROR_500,   ONCE, IN_DOUBT
          UNAVAILABLE, REPEATABLE, TRANSIENT
          TOO_MANY,    READ, THROTTLED
          UNAUTHORIZED,READ, UNAUTHORIZED
          FORBIDDEN,   ONCE, FORBIDDEN
          RESET,       READ, TRANSIENT
          RESET,       ONCE, IN_DOUBT
          REPLY_LOST,  ONCE, IN_DOUBT
          REPLY_LOST,  REPEATABLE, TRANSIENT
          HTML,        READ, TRANSIENT
          HTML,        ONCE, IN_DOUBT
          TRUNCATED,   READ, TRANSIENT
          TRUNCATED,   ONCE, IN_DOUBT
          REDIRECT,    READ, FORBIDDEN
          HUGE,        READ, TRANSIENT
          XML_BOMB,    READ, TRANSIENT
          REFUSED,     ONCE, REJECTED
          """)
  void every_fault_has_its_class(Fault fault, ApiCall.Effect effect, FailureClass expected) {
    api.send(connection, ApiCall.get("get", "/well"));
    simulator.inject("/things", fault, 1);

    ApiFailure failure = failure(ApiCall.of("do", "POST", effect, "/things").json("{}"));

    assertThat(failure.failureClass()).isEqualTo(expected);
    assertThat(failure).hasMessageContaining("any-1").hasMessageContaining("do");
    assertThat(simulator.calls("/things")).isEqualTo(1);
  }

  @Test
  void a_refused_connection_was_never_sent() {
    simulator.close();

    ApiFailure failure = failure(ApiCall.post("do", "/things"));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.TRANSIENT);
  }

  @Test
  void a_silent_system_is_given_up_after_the_read_time_out() {
    Limits impatient =
        new Limits(
            2, Duration.ofSeconds(1), Duration.ofMillis(200), 0, Duration.ofMinutes(1), 0, 1 << 20);
    use(connection(simulator.url(), impatient, false));
    simulator.inject("/things", Fault.REPLY_WITHHELD, 1);

    ApiFailure failure = failure(ApiCall.post("do", "/things"));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.IN_DOUBT);
    assertThat(failure).hasMessageContaining("no answer in time");
  }

  @Test
  void secrets_and_cards_do_not_reach_the_error() {
    simulator.inject("/things", Fault.REFUSED, 1);

    ApiFailure failure = failure(ApiCall.get("get", "/things"));

    assertThat(failure).hasMessageContaining("no such thing");
    assertThat(failure.getMessage()).doesNotContain("abc123").doesNotContain("4111");
  }

  @Test
  void a_throttled_connection_is_not_asked_until_the_window_turns() {
    simulator.inject("/things", Fault.TOO_MANY, 1);
    failure(ApiCall.get("get", "/things"));

    ApiFailure second = failure(ApiCall.get("get", "/things"));

    assertThat(second.failureClass()).isEqualTo(FailureClass.THROTTLED);
    assertThat(gate.closedUntil("any-1", 1)).isPresent();
    assertThat(simulator.calls()).isEqualTo(1);
  }

  @Test
  void a_system_that_refuses_us_is_not_hammered() {
    simulator.inject("/things", Fault.UNAUTHORIZED, 100);

    IntStream.range(0, 20).forEach(i -> failure(ApiCall.get("get", "/things")));

    assertThat(simulator.calls()).isEqualTo(1);
  }

  @Test
  void a_system_that_fails_again_and_again_rests() {
    simulator.inject("/things", Fault.ERROR_500, 100);

    IntStream.range(0, 20).forEach(i -> failure(ApiCall.get("get", "/things")));

    assertThat(simulator.calls()).isEqualTo(5);
  }

  @Test
  void a_dry_run_reads_but_changes_nothing() {
    use(connection(simulator.url(), Limits.UNDOCUMENTED, true));

    api.send(connection, ApiCall.get("get", "/things"));
    ApiFailure failure = failure(ApiCall.post("do", "/things"));

    assertThat(failure.failureClass()).isEqualTo(FailureClass.NOT_YET);
    assertThat(simulator.calls()).isEqualTo(1);
  }

  @Test
  void what_a_dry_run_withholds_is_never_given_up() {
    use(connection(simulator.url(), Limits.UNDOCUMENTED, true));
    assertThat(gate.giveUpAfter("any-1")).isGreaterThan(Duration.ofDays(3_650));

    use(connection(simulator.url(), Limits.UNDOCUMENTED, false));
    assertThat(gate.giveUpAfter("any-1")).isEqualTo(Duration.ofHours(72));
  }

  @Test
  void calls_are_counted_by_operation_and_class() {
    api.send(connection, ApiCall.get("get", "/things"));

    assertThat(
            meters
                .get("ponte.api.calls")
                .tags("connection", "any-1", "operation", "get", "class", "ok")
                .timer()
                .count())
        .isEqualTo(1);
  }

  @Test
  void a_quota_holds_over_a_restart_and_keeps_its_reserve() {
    Limits tight =
        new Limits(
            2, Duration.ofSeconds(1), Duration.ofSeconds(5), 10, Duration.ofHours(24), 3, 1 << 20);
    clock = Clock.fixed(MIDNIGHT, ZoneOffset.UTC);
    use(connection(simulator.url(), tight, false));
    ApiCall stock = ApiCall.get("get", "/things").priority(Priority.STOCK);

    IntStream.range(0, 7).forEach(i -> api.send(connection, stock));
    ApiFailure spent = failure(stock);
    use(connection);
    IntStream.range(0, 3).forEach(i -> api.send(connection, stock.priority(Priority.ORDERS)));
    failure(stock.priority(Priority.ORDERS));

    assertThat(spent.failureClass()).isEqualTo(FailureClass.THROTTLED);
    assertThat(simulator.calls()).isEqualTo(10);
    assertThat(gate.closedUntil("any-1", 1)).isPresent();
  }

  @Test
  void each_priority_leaves_to_those_before_it_what_is_kept_for_them() {
    Limits limits =
        new Limits(
            2,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            10,
            Duration.ofHours(24),
            2,
            3,
            0,
            1,
            1 << 20);
    clock = Clock.fixed(MIDNIGHT, ZoneOffset.UTC);
    use(connection(simulator.url(), limits, false));
    ApiCall call = ApiCall.get("get", "/things");

    IntStream.range(0, 5).forEach(i -> api.send(connection, call.priority(Priority.STOCK)));
    failure(call.priority(Priority.STOCK));
    IntStream.range(0, 3).forEach(i -> api.send(connection, call.priority(Priority.INVOICES)));
    failure(call.priority(Priority.INVOICES));
    IntStream.range(0, 2).forEach(i -> api.send(connection, call.priority(Priority.ORDERS)));
    failure(call.priority(Priority.ORDERS));

    assertThat(simulator.calls()).isEqualTo(10);
  }

  @Test
  void what_is_kept_for_others_is_let_go_as_the_window_ends() {
    Limits limits =
        new Limits(
            2, Duration.ofSeconds(1), Duration.ofSeconds(5), 10, Duration.ofHours(24), 5, 1 << 20);
    ApiCall stock = ApiCall.get("get", "/things").priority(Priority.STOCK);
    at(Duration.ZERO, limits);
    IntStream.range(0, 5).forEach(i -> api.send(connection, stock));
    failure(stock);
    assertThat(gate.closedUntil("any-1", 3))
        .hasValueSatisfying(
            it ->
                assertThat(Duration.between(MIDNIGHT, it))
                    .isCloseTo(Duration.ofMinutes(144), Duration.ofSeconds(1)));

    at(Duration.ofHours(13), limits);
    IntStream.range(0, 3).forEach(i -> api.send(connection, stock));
    failure(stock);
    at(Duration.ofMinutes(23 * 60 + 59), limits);
    IntStream.range(0, 2).forEach(i -> api.send(connection, stock));
    failure(stock);

    assertThat(simulator.calls()).as("none is left unused").isEqualTo(10);
  }

  @Test
  void what_may_wait_is_done_only_when_the_window_falls_behind_its_pace() {
    Limits limits =
        new Limits(
            2, Duration.ofSeconds(1), Duration.ofSeconds(5), 100, Duration.ofHours(24), 0, 1 << 20);
    ApiCall spare = ApiCall.get("get", "/things").priority(Priority.SPARE);
    at(Duration.ZERO, limits);
    failure(spare);

    at(Duration.ofHours(12), limits);
    IntStream.range(0, 40).forEach(i -> api.send(connection, spare.priority(Priority.STOCK)));
    IntStream.range(0, 10).forEach(i -> api.send(connection, spare));

    assertThat(failure(spare).failureClass()).isEqualTo(FailureClass.THROTTLED);
    assertThat(gate.closedUntil("any-1", Priority.SPARE.level())).isPresent();
    assertThat(gate.closedUntil("any-1", 3)).isEmpty();
    assertThat(gate.pollsRestUntil(connection, false)).as("only what is no spare call").isPresent();
  }

  private void at(Duration sinceMidnight, Limits limits) {
    clock = Clock.fixed(MIDNIGHT.plus(sinceMidnight), ZoneOffset.UTC);
    use(connection(simulator.url(), limits, false));
  }

  @Test
  void a_quota_of_one_call_a_second_is_waited_for() {
    Limits slow =
        new Limits(
            1, Duration.ofSeconds(1), Duration.ofSeconds(5), 1, Duration.ofMillis(200), 0, 1 << 20);
    use(connection(simulator.url(), slow, false));
    long start = System.nanoTime();

    IntStream.range(0, 4).forEach(i -> api.send(connection, ApiCall.get("get", "/things")));

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(390));
    assertThat(gate.closedUntil("any-1", 1)).isEmpty();
  }

  @Test
  void a_quota_for_the_month_holds_beside_the_short_one() {
    Limits monthly =
        new Limits(
                2,
                Duration.ofSeconds(1),
                Duration.ofSeconds(5),
                50,
                Duration.ofHours(1),
                0,
                1 << 20)
            .monthly(3);
    use(connection(simulator.url(), monthly, false));
    ApiCall call = ApiCall.get("get", "/things");

    IntStream.range(0, 3).forEach(i -> api.send(connection, call));

    assertThat(failure(call)).hasMessageContaining("quota");
    assertThat(simulator.calls()).isEqualTo(3);
    use(connection(simulator.url(), monthly, false));
    assertThat(failure(call)).as("after a restart").hasMessageContaining("quota");
  }

  @Test
  void polls_rest_until_they_are_within_their_share_of_the_quota() {
    Limits tight =
        new Limits(
            2, Duration.ofSeconds(1), Duration.ofSeconds(5), 100, Duration.ofHours(1), 0, 1 << 20);
    use(connection(simulator.url(), tight, false));
    assertThat(gate.pollsRestUntil(connection, false)).isEmpty();
    Instant before = Instant.now();

    api.send(connection, ApiCall.get("get", "/things"));
    api.send(connection, ApiCall.get("get", "/things"));

    assertThat(gate.pollsRestUntil(connection, false))
        .hasValueSatisfying(
            it ->
                assertThat(Duration.between(before, it))
                    .as("two calls of 30 in an hour")
                    .isBetween(Duration.ofSeconds(239), Duration.ofSeconds(250)));
  }

  @Test
  void the_poll_of_orders_rests_for_its_own_calls_alone_and_the_others_for_those_of_all() {
    Limits tight =
        new Limits(
            2, Duration.ofSeconds(1), Duration.ofSeconds(5), 100, Duration.ofHours(1), 0, 1 << 20);
    use(connection(simulator.url(), tight, false));
    ApiCall call = ApiCall.get("get", "/things");
    Instant before = Instant.now();

    IntStream.range(0, 3).forEach(i -> api.send(connection, call.priority(Priority.PRICES)));
    assertThat(gate.pollsRestUntil(connection, true)).isEmpty();
    api.send(connection, call.priority(Priority.ORDERS));

    assertThat(gate.pollsRestUntil(connection, true))
        .hasValueSatisfying(
            it ->
                assertThat(Duration.between(before, it))
                    .isBetween(Duration.ofSeconds(119), Duration.ofSeconds(130)));
    assertThat(gate.pollsRestUntil(connection, false))
        .hasValueSatisfying(
            it ->
                assertThat(Duration.between(before, it))
                    .isBetween(Duration.ofSeconds(479), Duration.ofSeconds(490)));
  }

  private ApiFailure failure(ApiCall call) {
    return catchThrowableOfType(ApiFailure.class, () -> api.json(connection, call));
  }

  private final JdbcClient jdbc = database();
  private Clock clock = Clock.systemUTC();

  private void use(Connection used) {
    connection = used;
    Connections connections = new One(used);
    gate =
        new GateKeeper(
            connections,
            new Quotas(jdbc, clock),
            new PollPace(jdbc, clock),
            MemoryPauses.of(connections, clock));
    api = new HttpApi(new HttpExchanges(camel, clock), gate, new ApiMetrics(meters));
  }

  private static JdbcClient database() {
    JdbcClient jdbc =
        JdbcClient.create(
            new DriverManagerDataSource(
                "jdbc:h2:mem:"
                    + Instant.now().toEpochMilli()
                    + Math.random()
                    + ";DB_CLOSE_DELAY=-1"));
    jdbc.sql(
            "CREATE TABLE quota (connection VARCHAR(100) PRIMARY KEY,"
                + " window_start TIMESTAMP WITH TIME ZONE NOT NULL, used INTEGER NOT NULL,"
                + " poll_after TIMESTAMP WITH TIME ZONE,"
                + " orders_after TIMESTAMP WITH TIME ZONE)")
        .update();
    return jdbc;
  }

  private static Connection connection(URI url, Limits limits, boolean dryRun) {
    return new Connection(
        "any-1",
        new AnySystem(),
        url,
        ZoneId.of("America/Sao_Paulo"),
        limits,
        Duration.ofHours(72),
        dryRun,
        Map.of(),
        Sending.UNSET,
        new AnySystem.Settings("s3cret", List.of()));
  }

  private record One(Connection connection) implements Connections {
    @Override
    public Optional<Connection> find(String name) {
      return Optional.of(connection).filter(it -> it.name().equals(name));
    }

    @Override
    public Collection<Connection> all() {
      return List.of(connection);
    }
  }
}
