package dev.ponte.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.kit.Hub;
import dev.ponte.sandbox.FastcommerceSimulator;
import dev.ponte.sandbox.MoovinSimulator;
import dev.ponte.sandbox.Simulator;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores that do not answer hold up nobody else. */
class HangingStoresTest {

  private static final Duration HANG = Duration.ofMinutes(2);
  private static final List<String> HANGING = List.of("moovin", "fastcommerce");
  private static final Map<String, String> STATES =
      Map.of("products", "product", "prices", "price", "customers", "customer", "stock", "stock");

  private final VtexSimulator vtex = new VtexSimulator(0);
  private final MoovinSimulator moovin = new MoovinSimulator(0, java.time.Clock.systemUTC());
  private final FastcommerceSimulator fastcommerce =
      new FastcommerceSimulator(0, java.time.Clock.systemUTC());
  private final Hub hub = new Hub();

  @TempDir private Path folder;

  @AfterEach
  void stop() {
    Stream.of(vtex, moovin, fastcommerce).forEach(Simulator::close);
    hub.close();
  }

  @Test
  void orders_of_a_third_store_come_while_every_poll_of_two_stores_hangs() throws IOException {
    Stream.of(vtex, moovin, fastcommerce).forEach(Simulator::start);
    Stream.of(moovin, fastcommerce).forEach(it -> it.latency(HANG));
    Files.writeString(folder.resolve("all.camel.yaml"), flows());
    hub.connect("vtex", vtex).connect("moovin", moovin).connect("fastcommerce", fastcommerce);
    for (String store : HANGING) {
      hub.set("ponte.connections." + store + ".read-timeout", HANG.toSeconds() + "s")
          .set("ponte.connections." + store + ".quota.calls", 60_000)
          .set("ponte.connections." + store + ".quota.window", "1h");
    }
    hub.often(STATES.keySet().toArray(String[]::new)).routes(folder).start();
    // Long enough for each poll to have ticked, and hung.
    Instant later = Instant.now().plusSeconds(3);
    await().until(() -> Instant.now().isAfter(later));

    vtex.place(VtexOrders.order(1));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> hub.state(VtexOrders.id(1), "erp").equals("delivered"));
    assertThat(moovin.calls()).as("as many as it takes at once").isLessThanOrEqualTo(2);
    assertThat(fastcommerce.calls()).isLessThanOrEqualTo(2);
  }

  private static String flows() {
    StringBuilder yaml = new StringBuilder(to("order", "erp", "\"*\""));
    yaml.append(from("vtex", "orders", "order"));
    for (String store : HANGING) {
      yaml.append(from(store, "orders", "order"));
      STATES.forEach(
          (poll, type) ->
              yaml.append(from(store, poll, type)).append(to(type, store + "-log", store)));
    }
    return yaml.toString();
  }

  private static String from(String store, String poll, String type) {
    return """
        - route:
            id: %2$s-from-%1$s
            routeConfigurationId: intake
            from:
              uri: kamelet:%1$s-%2$s-source
              parameters:
                connection: %1$s
              steps:
                - to:
                    uri: ledger:%3$s
        """
        .formatted(store, poll, type);
  }

  private static String to(String type, String subscriber, String source) {
    return """
        - route:
            id: %1$s-to-%2$s
            from:
              uri: ledger:%1$s
              parameters:
                subscriber: %2$s
                source: %3$s
              steps:
                - to:
                    uri: log:%2$s
        """
        .formatted(type, subscriber, source)
        .replace("        source: \"*\"\n", "");
  }
}
