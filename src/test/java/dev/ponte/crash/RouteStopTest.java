package dev.ponte.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
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

    String stopped = hub.exec(ROUTE, "stop()");

    assertThat(stopped).contains("\"status\":200");
    focco.latency(Duration.ofMillis(100));
    place(10);
    await().pollDelay(Duration.ofSeconds(50)).atMost(Duration.ofMinutes(2)).until(hub::isHealthy);
    assertThat(hub.exec(ROUTE, "start()")).contains("\"status\":200");

    expectAllOnce("route stopped while the ERP hangs");
  }
}
