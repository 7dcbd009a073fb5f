package dev.ponte.connector.moovin.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ponte.connection.Api;
import dev.ponte.connection.ApiSystem;
import dev.ponte.connection.Connection;
import dev.ponte.connection.Sending;
import dev.ponte.connection.SharedQuotaApis;
import dev.ponte.connector.moovin.MoovinStore;
import dev.ponte.sandbox.FastClock;
import dev.ponte.sandbox.MoovinSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

class MoovinQuotaTest {

  private static final int CALLS = 130;
  private static final int SPEED = 20;

  /** Counted by what was permitted: on a busy machine permitted calls can arrive in a bunch. */
  @Test
  void two_processes_and_a_restart_together_make_one_call_a_window() throws Exception {
    FastClock clock = new FastClock(SPEED);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (DefaultCamelContext camel = new DefaultCamelContext();
        MoovinSimulator moovin = new MoovinSimulator(0, clock)) {
      camel.start();
      moovin.unlimited();
      moovin.start();
      Connection store = connection(moovin);
      SharedQuotaApis processes = new SharedQuotaApis(camel, store, clock);
      List<Api> running = List.of(processes.start(), processes.start());
      Instant start = clock.instant();
      hammer(threads, store, running, CALLS / 2);

      hammer(threads, store, List.of(processes.start(), running.get(1)), CALLS / 2);

      assertThat(moovin.calls()).isEqualTo(CALLS);
      assertThat(Duration.between(start, clock.instant()))
          .isGreaterThan(store.limits().quotaWindow().multipliedBy(CALLS - 2));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void no_minute_overlaps_more_than_sixty_windows_of_one_call() {
    var limits = MoovinStore.system().limits();

    assertThat(limits.quotaCalls()).isEqualTo(1);
    long windows = 60_000 / limits.quotaWindow().toMillis() + 2;
    assertThat(windows).isLessThanOrEqualTo(60);
  }

  private static void hammer(ExecutorService threads, Connection store, List<Api> apis, int calls)
      throws Exception {
    List<Callable<Object>> work =
        IntStream.range(0, calls)
            .mapToObj(it -> (Callable<Object>) () -> read(store, apis.get(it % apis.size())))
            .toList();
    for (Future<Object> one : threads.invokeAll(work)) {
      one.get();
    }
  }

  private static Object read(Connection store, Api api) {
    return new MoovinApi(api)
        .call(store, "getStatusPedidos", JsonNodeFactory.instance.objectNode(), null);
  }

  private static Connection connection(MoovinSimulator moovin) {
    ApiSystem system = MoovinStore.system();
    return new Connection(
        "moovin",
        system,
        moovin.url(),
        MoovinStore.ZONE,
        system.limits(),
        Duration.ofHours(72),
        false,
        Map.of(),
        Sending.UNSET,
        MoovinStore.settings());
  }
}
