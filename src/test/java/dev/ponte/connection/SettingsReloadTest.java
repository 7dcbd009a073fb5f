package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.kit.Flows;
import dev.ponte.kit.Hub;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody edits {@code application.yaml} of a running hub, or puts a secret file anew. */
class SettingsReloadTest {

  private static final VtexSimulator VTEX = new VtexSimulator(0);
  private static final FoccoSimulator FOCCO = new FoccoSimulator(0);
  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static Hub hub;
  private static Connection first;

  @BeforeAll
  static void start() throws IOException {
    VTEX.start();
    FOCCO.start();
    Files.createDirectory(folder.resolve("routes"));
    Files.createDirectory(folder.resolve("secrets"));
    settings(Map.of("concurrency", "2"));
    secret(VtexSimulator.APP_TOKEN);
    hub =
        new Hub()
            .connect("focco", FOCCO)
            .routes(Flows.hasty(folder.resolve("routes")))
            .set("spring.config.additional-location", "file:" + folder + "/")
            .set("spring.config.import", "configtree:" + folder.resolve("secrets") + "/")
            .start();
    first = vtex();
  }

  @AfterAll
  static void stop() {
    hub.close();
    VTEX.close();
    FOCCO.close();
  }

  /** As they were, whatever the test before has done. */
  @BeforeEach
  void restore() throws IOException {
    settings(Map.of("concurrency", "2"));
    secret(VtexSimulator.APP_TOKEN);
    await().atMost(SOON).until(() -> faults().isEmpty() && vtex().equals(first));
  }

  @Test
  void a_changed_key_counts_soon_and_orders_go_on() throws IOException {
    VTEX.place(VtexOrders.order(1));

    settings(Map.of("concurrency", "5"));
    await().atMost(SOON).until(() -> vtex().limits().concurrency() == 5);
    VTEX.place(VtexOrders.order(2));

    await().atMost(SOON).until(() -> VTEX.count("handling") == VTEX.orderIds().size());
    assertThat(FOCCO.orders()).hasSize(VTEX.orderIds().size());
    assertThat(faults()).isEmpty();
  }

  @Test
  void a_key_with_a_fault_leaves_the_old_one_in_place_and_is_told() throws IOException {
    Connection before = vtex();

    settings(Map.of("concurrency", "several"));
    await().atMost(SOON).until(() -> faults().containsKey("vtex as it is set now"));

    assertThat(vtex()).isSameAs(before);
    assertThat(faults().get("vtex as it is set now"))
        .contains("concurrency is several, but must be a number", "goes on");
  }

  @Test
  void settings_with_which_one_read_fails_do_not_count() throws IOException {
    Connection before = vtex();

    settings(Map.of("concurrency", "3", "base-url", "http://127.0.0.1:9"));
    await().atMost(SOON).until(() -> faults().containsKey("vtex as it is set now"));

    assertThat(vtex()).isSameAs(before);
  }

  @Test
  void a_secret_that_is_put_anew_counts_and_its_routes_run_with_it() throws IOException {
    Object route = hub.part(CamelContext.class).getRoute("orders-from-vtex");
    Connection before = vtex();

    secret("another-token");
    await().atMost(SOON).until(() -> vtex() != before);

    await().atMost(SOON).until(() -> runs("orders-from-vtex", route));
  }

  /** Whether a route runs that is another than it was. */
  private static boolean runs(String id, Object before) {
    CamelContext camel = hub.part(CamelContext.class);
    return camel.getRoute(id) != null
        && camel.getRoute(id) != before
        && camel.getRouteController().getRouteStatus(id).isStarted();
  }

  private static Connection vtex() {
    return hub.part(Connections.class).get("vtex");
  }

  private static Map<String, String> faults() {
    return hub.part(ConnectionFaults.class).faults();
  }

  private static void settings(Map<String, String> own) throws IOException {
    Map<String, String> all = new TreeMap<>(VTEX.connection());
    all.remove("app-token");
    all.putAll(own);
    StringBuilder text = new StringBuilder("ponte:\n  connections:\n    vtex:\n");
    all.forEach(
        (key, value) ->
            text.append("      ").append(key).append(": \"").append(value).append("\"\n"));
    write(folder.resolve("application.yaml"), text.toString());
  }

  private static void secret(String token) throws IOException {
    write(folder.resolve("secrets/ponte.connections.vtex.app-token"), token);
  }

  private static void write(Path file, String text) throws IOException {
    Path next = folder.resolve("." + file.getFileName() + ".next");
    Files.writeString(next, text);
    Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
  }
}
