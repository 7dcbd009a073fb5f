package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.ponte.delivery.FailureClass;
import dev.ponte.kit.TestClock;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.Simulator.Answer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A failure closes what it concerns, for as long as it must, and one call finds out. */
class RestsTest {

  private static final Answer FORBIDDEN = Answer.json(403, "{\"error\":\"no permission\"}");

  private final AnySimulator simulator = new AnySimulator();
  private final AnySimulator side = new AnySimulator();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final TestClock clock = new TestClock();
  private final ExecutorService callers = Executors.newFixedThreadPool(8);
  private Connection connection;
  private GateKeeper gate;
  private HttpApi api;

  @BeforeEach
  void start() {
    simulator.start();
    side.start();
    camel.start();
    connection =
        TestApi.connection(
            "any-1",
            new AnySystem(),
            simulator.url(),
            Duration.ofSeconds(20),
            new AnySystem.Settings("s3cret", List.of()),
            8);
    gate =
        new GateKeeper(
            TestApi.connections(connection),
            new Quotas(null, clock),
            new PollPace(null, clock),
            MemoryPauses.of(TestApi.connections(connection), clock));
    api =
        new HttpApi(
            new HttpExchanges(camel, clock), gate, new ApiMetrics(new SimpleMeterRegistry()));
  }

  @AfterEach
  void stop() {
    callers.shutdownNow();
    simulator.close();
    side.close();
    camel.stop();
  }

  @Test
  void successes_that_were_under_way_do_not_end_the_minute_that_the_system_asked_for() {
    simulator.held = new CountDownLatch(1);
    List<CompletableFuture<ApiAnswer>> underWay = together(7, "/orders");
    await().until(() -> simulator.calls("/orders") == 7);
    simulator.inject("/busy", retryAfter(429, "60"), 1);

    assertThat(failure("busy").failureClass()).isEqualTo(FailureClass.THROTTLED);
    simulator.held.countDown();
    underWay.forEach(CompletableFuture::join);
    clock.forward(Duration.ofSeconds(59));
    IntStream.range(0, 20).forEach(i -> failure("orders"));

    assertThat(simulator.calls()).as("calls within the minute").isEqualTo(8);
    clock.forward(Duration.ofSeconds(2));
    send("orders");
    assertThat(simulator.calls()).isEqualTo(9);
  }

  @Test
  void one_call_tries_first_when_a_rest_is_over() {
    simulator.inject("/busy", retryAfter(429, "60"), 1);
    failure("busy");
    clock.forward(Duration.ofSeconds(61));
    CountDownLatch answer = new CountDownLatch(1);
    simulator.held = answer;

    List<CompletableFuture<ApiAnswer>> callers = together(8, "/orders");
    await().until(() -> simulator.calls("/orders") == 1);
    await()
        .during(Duration.ofMillis(200))
        .atMost(Duration.ofSeconds(1))
        .until(() -> simulator.calls("/orders") == 1);
    answer.countDown();

    callers.forEach(CompletableFuture::join);
    assertThat(simulator.calls("/orders")).isEqualTo(8);
  }

  @Test
  void an_operation_that_is_refused_stops_no_other_one() {
    send("orders");
    simulator.inject("/invoice", FORBIDDEN, 2);

    ApiFailure refused = failure("invoice");
    ApiFailure closed = failure("invoice");
    send("orders");

    assertThat(refused.failureClass()).isEqualTo(FailureClass.FORBIDDEN);
    assertThat(refused)
        .hasMessageContaining("no permission")
        .hasMessageContaining("Have invoice allowed")
        .hasMessageContaining("ponte.connections.any-1");
    assertThat(closed.failureClass()).isEqualTo(FailureClass.FORBIDDEN);
    assertThat(closed.retryAt()).contains(clock.instant().plusSeconds(10));
    assertThat(simulator.calls("/invoice")).isEqualTo(1);
    assertThat(gate.closedUntil("any-1", 1)).isEmpty();
    assertThat(gate.troubles("any-1").get(Scope.Kind.OPERATION)).containsKey("invoice");
  }

  @Test
  void a_refused_operation_is_tried_by_one_call_at_the_end_of_each_rest() {
    send("orders");
    simulator.inject("/invoice", FORBIDDEN, 2);
    failure("invoice");
    clock.forward(Duration.ofSeconds(10));
    failure("invoice");
    clock.forward(Duration.ofSeconds(19));
    failure("invoice");
    assertThat(simulator.calls("/invoice")).isEqualTo(2);

    clock.forward(Duration.ofSeconds(1));
    send("invoice");

    assertThat(gate.troubles("any-1")).isEmpty();
  }

  @Test
  void a_key_that_opens_nothing_leaves_deliveries_waiting_and_lets_polls_try() {
    simulator.inject("/invoice", FORBIDDEN, 1);

    ApiFailure refused = failure("invoice");

    assertThat(refused.failureClass()).isEqualTo(FailureClass.UNAUTHORIZED);
    assertThat(gate.closedUntil("any-1", 1)).contains(clock.instant().plusSeconds(10));
    assertThat(gate.pollsRestUntil(connection, false)).isEmpty();
    send("orders");
    assertThat(gate.closedUntil("any-1", 1)).isEmpty();
  }

  @Test
  void a_side_host_that_fails_closes_itself_only() {
    side.inject("/payments", Fault.ERROR_500, 100);

    IntStream.range(0, 20).forEach(i -> failure(beside("payments")));
    send("orders");

    assertThat(side.calls()).isEqualTo(5);
    assertThat(failure(beside("payments")).failureClass()).isEqualTo(FailureClass.TRANSIENT);
    assertThat(gate.closedUntil("any-1", 1)).isEmpty();
    side.heal();
    clock.forward(Duration.ofSeconds(2));
    api.send(connection, beside("payments"));
  }

  @Test
  void a_success_of_a_side_host_says_nothing_of_the_connection() {
    simulator.inject("/orders", Fault.ERROR_500, 100);
    IntStream.range(0, 4).forEach(i -> failure("orders"));

    api.send(connection, beside("payments"));
    failure("orders");

    assertThat(gate.closedUntil("any-1", 1)).isPresent();
  }

  private ApiCall beside(String operation) {
    return ApiCall.get(operation, "/" + operation).baseUrl(side.url());
  }

  private List<CompletableFuture<ApiAnswer>> together(int calls, String path) {
    return IntStream.range(0, calls)
        .mapToObj(
            i ->
                CompletableFuture.supplyAsync(
                    () -> api.send(connection, ApiCall.get("get", path)), callers))
        .toList();
  }

  private void send(String operation) {
    api.send(connection, ApiCall.get(operation, "/" + operation));
  }

  private ApiFailure failure(String operation) {
    return failure(ApiCall.get(operation, "/" + operation));
  }

  private ApiFailure failure(ApiCall call) {
    return catchThrowableOfType(ApiFailure.class, () -> api.send(connection, call));
  }

  private static Answer retryAfter(int status, String value) {
    return new Answer(status, "text/plain", "later".getBytes(), Map.of("Retry-After", value));
  }
}
