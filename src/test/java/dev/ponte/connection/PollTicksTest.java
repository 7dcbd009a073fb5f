package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the component {@code poll:} runs its route, on a clock that a test moves. */
class PollTicksTest {

  private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
  private static final Duration HALF_MINUTE = Duration.ofSeconds(30);

  private final TestClock clock = new TestClock(NOON);
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final List<Instant> ticks = new CopyOnWriteArrayList<>();
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicBoolean away = new AtomicBoolean();
  private final Connection shop = shop();
  private final Connections connections = TestApi.connections(shop);
  private final Pauses pauses = MemoryPauses.of(connections, clock);
  private final GateKeeper gate =
      new GateKeeper(connections, new Quotas(null, clock), new PollPace(null, clock), pauses);
  private final PollHealth health = new PollHealth(clock);
  private final PollTimer timer = new PollTimer(clock);
  private volatile CountDownLatch hold = new CountDownLatch(0);
  private volatile PollRun current;

  @BeforeEach
  void start() throws Exception {
    camel.disableJMX();
    camel.addComponent(
        "poll",
        new PollComponent(
            connections, new Leases(), gate, new PollTurns(), health, timer, List.of()));
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("poll:orders?connection=shop&type=order")
                .routeId("orders")
                .process(
                    exchange -> {
                      current = exchange.getProperty(PollRun.PROPERTY, PollRun.class);
                      runs.incrementAndGet();
                      hold.await();
                    });
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    hold.countDown();
    camel.stop();
  }

  @Test
  void a_poll_runs_at_its_ticks_alone() {
    clock.forward(HALF_MINUTE.minusMillis(1));
    quietFor(6);
    assertThat(ticks).isEmpty();

    clock.forward(Duration.ofMillis(1));
    ran(1);
    quietFor(6);
    clock.forward(HALF_MINUTE);
    ran(2);

    quietFor(6);
    assertThat(ticks).containsExactly(NOON.plusSeconds(30), NOON.plusSeconds(60));
  }

  @Test
  void after_a_sleep_of_the_machine_it_runs_once_for_the_latest_tick() {
    clock.forward(Duration.ofHours(8).plusSeconds(7));

    ran(1);
    quietFor(6);
    assertThat(ticks).containsExactly(NOON.plus(Duration.ofHours(8)));
  }

  @Test
  void it_goes_on_when_the_clock_is_put_back() {
    clock.forward(Duration.ofDays(400).plusSeconds(1));
    ran(1);

    clock.forward(Duration.ofDays(-400));
    quietFor(6);
    clock.forward(HALF_MINUTE);

    ran(2);
    assertThat(ticks.get(1)).isEqualTo(NOON.plusSeconds(30));
  }

  @Test
  void a_tick_that_comes_while_it_runs_is_left_out() {
    hold = new CountDownLatch(1);
    clock.forward(HALF_MINUTE);
    ran(1);

    clock.forward(HALF_MINUTE);
    quietFor(6);
    hold.countDown();
    quietFor(6);
    assertThat(runs).hasValue(1);

    clock.forward(HALF_MINUTE);
    ran(2);
  }

  @Test
  void news_have_it_run_at_once_and_once_more_when_they_come_while_it_runs() {
    timer.soon("shop", "products");
    timer.soon("other", "orders");
    quietFor(6);
    assertThat(runs).hasValue(0);

    hold = new CountDownLatch(1);
    timer.soon("shop", "orders");
    ran(1);
    clock.forward(Duration.ofSeconds(1));
    timer.soon("shop", "orders");
    timer.soon("shop", "orders");
    quietFor(6);
    assertThat(runs).hasValue(1);
    hold.countDown();

    ran(2);
    quietFor(6);
    assertThat(ticks).containsExactly(NOON, NOON.plusSeconds(1));
  }

  @Test
  void a_tick_that_finds_its_connection_paused_is_kept_until_the_pause_ends() {
    gate.failed(shop, ApiCall.get("get", "/things"), throttled(Duration.ofSeconds(100)));

    clock.forward(HALF_MINUTE.multipliedBy(3));
    quietFor(6);
    assertThat(runs).hasValue(0);
    clock.forward(Duration.ofSeconds(11));

    ran(1);
    quietFor(6);
    assertThat(ticks).containsExactly(NOON.plusSeconds(90));
  }

  @Test
  void a_pause_that_a_person_ends_early_keeps_no_tick() {
    pauses.pause("shop", NOON.plus(Duration.ofHours(8)), "ana", "inventory");
    clock.forward(HALF_MINUTE);
    quietFor(6);
    assertThat(runs).hasValue(0);

    pauses.resume("shop", "ana", "done");
    clock.forward(Duration.ofSeconds(20));

    ran(1);
    assertThat(ticks).containsExactly(NOON.plusSeconds(30));
  }

  @Test
  void a_database_that_is_away_costs_the_tick_and_is_told_in_health() {
    away.set(true);
    clock.forward(HALF_MINUTE);
    await().until(() -> health.of("shop").containsKey("orders"));
    assertThat(health.of("shop").get("orders").error()).isEqualTo("no database");

    away.set(false);
    clock.forward(HALF_MINUTE);

    ran(1);
    await().until(() -> health.of("shop").get("orders").error() == null);
  }

  @Test
  void a_rare_poll_that_failed_comes_again_soon_and_less_and_less_often() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    rarePoll(tries, 2);
    clock.forward(Duration.ofHours(12));
    await().until(() -> tries.get() == 1);
    clock.forward(Duration.ofSeconds(59));
    quietFor(6);
    assertThat(tries).hasValue(1);

    clock.forward(Duration.ofSeconds(1));
    await().until(() -> tries.get() == 2);
    clock.forward(Duration.ofMinutes(2));
    await().until(() -> tries.get() == 3);

    clock.forward(Duration.ofHours(2));
    quietFor(6);
    assertThat(tries).as("it went well, so it waits for its schedule").hasValue(3);
  }

  @Test
  void a_rare_tick_that_found_no_database_comes_again_soon() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    rarePoll(tries, 0);
    away.set(true);
    clock.forward(Duration.ofHours(12));
    await().until(() -> health.of("shop").containsKey("products"));

    away.set(false);
    clock.forward(Duration.ofMinutes(1));

    await().until(() -> tries.get() == 1);
  }

  /** At midnight; fails so often. */
  private void rarePoll(AtomicInteger tries, int failing) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("poll:products?connection=shop&type=product")
                .process(
                    exchange -> {
                      if (tries.incrementAndGet() <= failing) {
                        exchange
                            .getProperty(PollRun.PROPERTY, PollRun.class)
                            .failed(new DeliveryFailure(FailureClass.TRANSIENT, "no answer"));
                      }
                    });
          }
        });
  }

  @Test
  void stopping_tells_the_run_under_way_and_waits_for_its_end_without_interrupting_it()
      throws Exception {
    hold = new CountDownLatch(1);
    clock.forward(HALF_MINUTE);
    ran(1);

    Thread stop = new Thread(this::stopRoute);
    stop.start();
    await().until(() -> current.stopped());
    clock.forward(HALF_MINUTE);
    quietFor(6);
    assertThat(stop.isAlive()).isTrue();
    hold.countDown();
    stop.join(10_000);

    assertThat(stop.isAlive()).isFalse();
    assertThat(health.of("shop").get("orders").error()).isNull();
    clock.forward(HALF_MINUTE);
    quietFor(6);
    assertThat(runs).hasValue(1);

    camel.getRouteController().startRoute("orders");
    clock.forward(HALF_MINUTE);
    ran(2);
  }

  private void stopRoute() {
    try {
      camel.getRouteController().stopRoute("orders");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private void ran(int times) {
    await().until(() -> runs.get() == times);
  }

  /** The timer has looked so often. */
  private void quietFor(int looks) {
    AtomicInteger left = new AtomicInteger(looks);
    await()
        .pollInterval(Duration.ofMillis(PollTimer.STEP_MILLIS))
        .until(() -> left.decrementAndGet() < 0);
  }

  /** A database that is there, or away. */
  private final class Leases implements Polls {

    @Override
    public Optional<Lease> begin(String connection, String poll, String type, Instant tick) {
      if (away.get()) {
        throw new IllegalStateException("no database");
      }
      if (poll.equals("orders")) {
        ticks.add(tick);
      }
      return Optional.of(new HeldLease());
    }

    @Override
    public boolean areInterrupted(Throwable failure) {
      return away.get();
    }
  }

  private ApiFailure throttled(Duration rest) {
    return new ApiFailure(
        FailureClass.THROTTLED, "slower", "429", clock.instant().plus(rest), null, null);
  }

  private static Connection shop() {
    Schedule schedule = new Schedule("ponte.schedule.orders", "0/30 * * * * ?", ZoneOffset.UTC);
    Schedule rare = new Schedule("ponte.schedule.products", "0 0 0 * * ?", ZoneOffset.UTC);
    return new Connection(
        "shop",
        new AnySystem(),
        URI.create("http://127.0.0.1:9"),
        ZoneOffset.UTC,
        Limits.UNDOCUMENTED,
        Duration.ofHours(72),
        false,
        Map.of("orders", schedule, "products", rare),
        Sending.UNSET,
        null);
  }
}
