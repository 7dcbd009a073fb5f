package dev.ponte.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Somebody stops one route in Hawtio while its ERP takes longer than a stop usually waits. */
@Tag("crash")
class RouteStopTest extends RealProcess {

  private static final String ROUTE =
      "org.apache.camel:context=ponte,type=routes,name=\"orders-to-focco\"";

  @Test
  void a_stopped_route_harms_no_other_and_leaves_nothing_claimed() {
    focco.latency(Duration.ofMillis(100));
    place(20);
    hub.start();
    awaitBegun(4);
    long before = focco.calls();
    focco.latency(Duration.ofSeconds(45));
    await().atMost(Duration.ofMinutes(1)).until(() -> focco.calls() > before + 4);

    var stopped = CompletableFuture.supplyAsync(() -> hub.exec(ROUTE, "stop()"));
    // Longer than Camel waits by itself before it interrupts.
    await().pollDelay(Duration.ofSeconds(40)).atMost(Duration.ofMinutes(1)).until(() -> true);
    focco.latency(Duration.ofMillis(100));
    place(10);
    assertThat(stopped.join()).contains("\"status\":200");
    await().atMost(Duration.ofMinutes(1)).until(hub::isHealthy);
    assertThat(hub.exec(ROUTE, "start()")).contains("\"status\":200");

    expectAllOnce("route stopped while the ERP hangs");
  }
}
