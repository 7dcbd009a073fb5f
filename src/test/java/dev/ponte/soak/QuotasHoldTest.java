package dev.ponte.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ponte.connection.ApiFailure;
import dev.ponte.connection.CallAction;
import dev.ponte.delivery.FailureClass;
import dev.ponte.kit.Hub;
import dev.ponte.sandbox.FastClock;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sandbox.PresenceSimulator;
import dev.ponte.sandbox.Simulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two hubs on one PostgreSQL that ask for all they can get, one of which is started again. */
@Tag("soak")
class QuotasHoldTest {

  private static final int THREADS = 4;
  private static final int WINDOWS = 5;
  private static final int SPEED = 20;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofMillis(2);

  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static EmbeddedPostgres server;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<Instant, AtomicInteger> used = new ConcurrentSkipListMap<>();
  @TempDir private Path routes;
  private String database;

  @BeforeAll
  static void startServer() throws IOException {
    server = EmbeddedPostgres.start();
  }

  @AfterAll
  static void stopServer() throws IOException {
    server.close();
  }

  @BeforeEach
  void createDatabase() throws SQLException {
    String name = "quotas" + DATABASES.incrementAndGet();
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE DATABASE " + name);
    }
    database = server.getJdbcUrl("postgres", name);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void fastcommerce_gets_no_call_beyond_300_a_clock_hour() throws Exception {
    Clock clock = new FastClock(SPEED * 60);
    try (FastcommerceSimulator store = new FastcommerceSimulator(0, clock)) {
      store.start();

      String json = "{\"ObjectID\":425,\"Fields\":\"NomeProd\"}";
      Call call = new Call("fastcommerce", "ReportView", json, clock, HOUR);
      hammer(store, call, call);

      assertThat(store.overLimit()).isZero();
      assertMostIsUsed(300);
    }
  }

  @Test
  void presence_gets_no_call_beyond_15_a_minute_tokens_included() throws Exception {
    Clock clock = new FastClock(SPEED);
    try (PresenceSimulator presence = new PresenceSimulator(0, clock)) {
      presence.start();

      Call stock = new Call("presence", "ECM-ESTOQUE-SKU", "{\"sku_site\":\"1\"}", clock, MINUTE);
      Call brands = new Call("presence", "ECM-MARCAS", "{\"codigo\":\"1\"}", clock, MINUTE);
      hammer(presence, stock, brands);

      assertThat(presence.overLimit()).isZero();
      assertMostIsUsed(15);
    }
  }

  @Test
  void a_restart_in_the_middle_of_an_hour_gives_no_call_back() {
    Clock clock = new FastClock(1);
    try (FastcommerceSimulator store = new FastcommerceSimulator(0, clock)) {
      store.start();
      String json = "{\"ObjectID\":425,\"Fields\":\"NomeProd\"}";
      Call call = new Call("fastcommerce", "ReportView", json, clock, HOUR);
      try (Hub hub = hub("fastcommerce", store, clock)) {
        for (int i = 0; i < 151; i++) {
          hub.part(CallAction.class).call(call.name(), call.operation(), call.json());
        }
        hub.close();
        hub.start();
        assertThatThrownBy(() -> askForEver(hub, call)).isInstanceOf(ApiFailure.class);
      }

      System.out.printf("fastcommerce: %d calls in an hour with a restart%n", store.calls());
      assertThat(store.overLimit()).isZero();
      assertThat(store.calls()).isGreaterThan(290);
    }
  }

  /**
   * It arrives in the next window, and where one call is made at a time no other can pay for it.
   */
  @Test
  void a_call_on_which_the_window_turns_is_paid_for_in_the_next_one() {
    Clock clock = new FastClock(SPEED);
    try (PresenceSimulator presence = new PresenceSimulator(0, clock)) {
      presence.start();
      try (Hub hub = hub("presence", presence, clock)) {
        CallAction action = hub.part(CallAction.class);
        action.call("presence", "ping-webapi", "{}");
        await()
            .pollInterval(Duration.ofMillis(5))
            .atMost(MINUTE)
            .until(() -> clock.millis() % MINUTE.toMillis() > MINUTE.toMillis() * 9 / 10);

        presence.latency(Duration.ofMillis(500));
        action.call("presence", "ping-webapi", "{}");
        presence.latency(Duration.ZERO);
        Call call = new Call("presence", "ping-webapi", "{}", clock, MINUTE);
        assertThatThrownBy(() -> askForEver(hub, call)).isInstanceOf(ApiFailure.class);
      }

      assertThat(presence.overLimit()).isZero();
    }
  }

  private static void askForEver(Hub hub, Call call) {
    while (true) {
      hub.part(CallAction.class).call(call.name(), call.operation(), call.json());
    }
  }

  /** Through several windows, with a restart of one hub in the middle of one. */
  private void hammer(Simulator simulator, Call call, Call other) throws Exception {
    String name = call.name();
    Clock clock = call.clock();
    Duration window = call.length();
    try (Hub stays = hub(name, simulator, clock);
        Hub goes = hub(name, simulator, clock)) {
      // The first call of a hub loads classes, which is long on this clock.
      stays.part(CallAction.class).call(name, call.operation(), call.json());
      goes.part(CallAction.class).call(name, other.operation(), other.json());
      Instant first = call.window().plus(window);
      Instant middle = first.plus(window.multipliedBy(2)).plus(window.dividedBy(4));
      Instant end = first.plus(window.multipliedBy(2L * WINDOWS));
      var untilEnd = threads.submit(() -> ask(stays, call, end));
      threads.submit(() -> ask(goes, other, middle)).get();
      goes.close();
      goes.start();
      ask(goes, other, end);
      untilEnd.get();
    }
    System.out.printf("%s: used by windows %s%n", name, new TreeMap<>(used).values());
  }

  private Hub hub(String name, Simulator simulator, Clock clock) {
    return new Hub()
        .clock(clock, 1)
        .connect(name, simulator)
        .routes(routes)
        .set("ponte.connections." + name + ".quota.reserve", 0)
        .set("ponte.connections." + name + ".quota.invoice-reserve", 0)
        .set("spring.datasource.url", database)
        // Two hubs are two processes but here.
        .set("spring.quartz.properties.org.quartz.scheduler.jmx.export", false)
        .set("spring.datasource.hikari.maximum-pool-size", 8)
        .start();
  }

  private record Call(String name, String operation, String json, Clock clock, Duration length) {

    Instant window() {
      long millis = length.toMillis();
      return Instant.ofEpochMilli(clock.millis() / millis * millis);
    }
  }

  private void ask(Hub hub, Call call, Instant until) {
    CallAction action = hub.part(CallAction.class);
    ExecutorService askers = Executors.newFixedThreadPool(THREADS);
    for (int i = 0; i < THREADS; i++) {
      askers.execute(() -> askAgain(action, call, until));
    }
    askers.shutdown();
    try {
      assertThat(askers.awaitTermination(3, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void askAgain(CallAction action, Call call, Instant until) {
    while (call.clock().instant().isBefore(until)) {
      try {
        action.call(call.name(), call.operation(), call.json());
        used.computeIfAbsent(call.window(), any -> new AtomicInteger()).incrementAndGet();
      } catch (ApiFailure refused) {
        assertThat(refused.failureClass()).isEqualTo(FailureClass.THROTTLED);
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  /** Of each window but those at the ends, which were hammered in part only. */
  private void assertMostIsUsed(int limit) {
    var whole = used.values().stream().mapToInt(AtomicInteger::get).toArray();
    assertThat(whole.length).isGreaterThanOrEqualTo(WINDOWS);
    for (int i = 2; i < whole.length - 1; i++) {
      assertThat(whole[i]).isGreaterThan(limit / 2);
    }
  }
}
