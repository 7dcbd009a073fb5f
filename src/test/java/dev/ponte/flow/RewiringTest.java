package dev.ponte.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody edits the files of flows of a running hub. */
class RewiringTest {

  private static final String ORDERS = "orders.camel.yaml";
  private static final String UPDATES = "order-updates.camel.yaml";

  @TempDir static Path folder;
  private static Rig rig;
  private static SortedMap<String, String> shipped;

  @BeforeAll
  static void start() {
    rig = new Rig(folder).start();
    shipped = rig.texts();
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  /** As they were, whatever the test before has done. */
  @BeforeEach
  void restore() {
    rig.texts().keySet().stream().filter(it -> !shipped.containsKey(it)).forEach(rig::delete);
    shipped.forEach(rig::write);
    rig.awaitLive();
    await().until(() -> rig.flows().faults().isEmpty());
  }

  @Test
  void an_edit_is_live_soon_and_routes_that_it_leaves_alone_go_on_untouched() {
    Object untouched = rig.camel().getRoute("orders-from-vtex");
    Object edited = rig.camel().getRoute("orders-to-focco");

    rig.write(
        ORDERS,
        rig.text(ORDERS).replace("subscriber: focco", "subscriber: focco\n        concurrency: 3"));
    rig.awaitLive();

    assertThat(rig.camel().getRoute("orders-from-vtex")).isSameAs(untouched);
    assertThat(rig.camel().getRoute("orders-to-focco")).isNotSameAs(edited);
    assertThat(rig.running()).contains("orders-to-focco", "order-changes-to-focco");
  }

  @Test
  void an_edit_with_a_fault_leaves_all_as_it_was_and_is_told_with_its_line() {
    Set<String> before = rig.running();

    rig.write(ORDERS, rig.text(ORDERS).replaceFirst("connection: vtex", "conection: vtex"));
    rig.awaitFault(
        ORDERS
            + ":8:9: unknown parameter conection of vtex-orders-source; did you mean connection?");

    assertThat(rig.running()).isEqualTo(before);
    assertThat(rig.health().getDetails().get("routes")).isEqualTo("1 file not loaded: " + ORDERS);
  }

  @Test
  void a_fault_in_one_file_holds_up_no_other_that_is_edited_with_it() {
    rig.write(ORDERS, "- route: [");
    rig.write(
        UPDATES, rig.text(UPDATES).replaceFirst("description: .*", "description: Said otherwise."));

    rig.awaitFault(ORDERS);

    await().until(() -> rig.flows().texts().get(UPDATES).contains("Said otherwise."));
    assertThat(rig.flows().texts().get(ORDERS)).isEqualTo(shipped.get(ORDERS));
  }

  @Test
  void a_file_that_is_deleted_takes_its_routes_along_and_comes_back_with_them() {
    Set<String> ids = rig.ids(UPDATES);
    Map<String, Integer> before = rig.counts();

    rig.delete(UPDATES);
    rig.awaitLive();

    assertThat(rig.running()).doesNotContainAnyElementsOf(ids);

    rig.write(UPDATES, shipped.get(UPDATES));
    rig.awaitLive();

    assertThat(rig.running()).containsAll(ids);
    assertThat(rig.counts()).isEqualTo(before);
  }

  @Test
  void a_file_that_is_renamed_goes_on_without_a_stop() {
    Object route = rig.camel().getRoute("orders-to-focco");

    rig.write("pedidos.camel.yaml", shipped.get(ORDERS));
    rig.delete(ORDERS);
    rig.awaitLive();

    assertThat(rig.camel().getRoute("orders-to-focco")).isSameAs(route);
    assertThat(rig.flows().texts()).containsKey("pedidos.camel.yaml").doesNotContainKey(ORDERS);
  }

  @Test
  void nothing_stops_when_all_files_are_gone_at_once() throws IOException {
    Set<String> before = rig.running();
    Path aside = Files.createDirectory(folder.resolve("aside"));

    for (String it : shipped.keySet()) {
      Files.move(folder.resolve(it), aside.resolve(it));
    }
    rig.awaitFault("nothing would be left to run");

    assertThat(rig.running()).isEqualTo(before);
    for (String it : shipped.keySet()) {
      Files.delete(aside.resolve(it));
    }
    Files.delete(aside);
  }

  @Test
  void a_second_edit_within_a_second_counts_too() {
    rig.write(ORDERS, shipped.get(ORDERS).replaceFirst("description: .*", "description: First."));
    rig.write(ORDERS, shipped.get(ORDERS).replaceFirst("description: .*", "description: Second."));
    rig.awaitLive();

    assertThat(rig.flows().texts().get(ORDERS)).contains("Second.");
  }

  @Test
  void two_files_may_not_have_the_same_route_and_the_newer_one_is_not_loaded() {
    rig.write("copy.camel.yaml", shipped.get(UPDATES));

    rig.awaitFault("is there already");

    assertThat(rig.running()).containsAll(rig.ids(UPDATES));
  }

  @Test
  void what_camel_alone_knows_is_found_before_anything_is_touched() {
    Object route = rig.camel().getRoute("orders-to-focco");

    rig.write(
        ORDERS,
        shipped
            .get(ORDERS)
            .replace(
                "            uri: ledger:order-status",
                "            uri: sql:classpath:nowhere.sql"));
    rig.awaitFault("Camel refuses this");

    assertThat(rig.camel().getRoute("orders-to-focco")).isSameAs(route);
  }

  @Test
  void a_route_that_does_not_start_gives_way_to_those_from_before() {
    Set<String> before = rig.running();
    // Longer than the ledger can store, which only shows when it is told.
    String never =
        "- route:\n    id: never\n    from:\n      uri: ledger:order\n      parameters:\n"
            + "        subscriber: %s\n      steps:\n        - to: log:x\n"
                .formatted("x".repeat(300));

    rig.write(
        UPDATES,
        shipped.get(UPDATES).replaceFirst("description: .*", "description: New.") + "\n" + never);
    rig.awaitFault("does not start");

    assertThat(rig.running()).isEqualTo(before);
    assertThat(rig.flows().held()).containsExactly(UPDATES);
  }

  @Test
  void calls_in_flight_end_before_their_route_changes_and_nothing_is_lost_or_doubled() {
    rig.focco.latency(Duration.ofMillis(40));
    rig.place(40);
    for (int i = 1; i <= 4; i++) {
      rig.write(
          ORDERS,
          shipped
              .get(ORDERS)
              .replace("subscriber: focco", "subscriber: focco\n        concurrency: " + i));
      rig.awaitLive();
    }
    rig.awaitAllHandled();
    rig.focco.latency(Duration.ZERO);

    assertThat(rig.focco.orders()).hasSize(rig.placed());
    assertThat(rig.vtex.orderIds()).allSatisfy(it -> assertThat(rig.focco.ordersOf(it)).hasSize(1));
    assertThat(rig.mostAttempts()).isEqualTo(1);
  }

  @Test
  void what_ran_before_is_kept_and_comes_back_by_its_number() {
    FlowHistory history = rig.hub.part(FlowHistory.class);
    long before = history.list().get(0).id();
    rig.write(ORDERS, shipped.get(ORDERS).replaceFirst("description: .*", "description: Wrong."));
    rig.awaitLive();
    await().until(() -> history.list().get(0).id() > before);

    FlowRollback rollback = rig.hub.part(FlowRollback.class);
    rollback.to(before, history.files(before).orElseThrow(), "ada");

    assertThat(rig.texts()).isEqualTo(shipped);
    assertThat(rig.flows().texts()).isEqualTo(shipped);
    assertThat(history.list().get(0).via()).isEqualTo("rollback to " + before);
  }

  @Test
  void a_folder_that_is_a_link_may_be_turned_to_another_as_kubernetes_does() throws IOException {
    Path mounted = Files.createTempDirectory("mounted");
    Path one = Files.createDirectory(mounted.resolve("..one"));
    Path two = Files.createDirectory(mounted.resolve("..two"));
    Files.writeString(one.resolve(ORDERS), "old");
    Files.writeString(two.resolve(ORDERS), "new");
    Path data = Files.createSymbolicLink(mounted.resolve("..data"), one.getFileName());
    Files.createSymbolicLink(mounted.resolve(ORDERS), data.getFileName().resolve(ORDERS));
    FlowFolder read = new FlowFolder(mounted);

    assertThat(read.read()).containsExactly(Map.entry(ORDERS, "old"));
    Files.createSymbolicLink(mounted.resolve("..next"), two.getFileName());
    Files.move(mounted.resolve("..next"), data, StandardCopyOption.REPLACE_EXISTING);

    assertThat(read.read()).containsExactly(Map.entry(ORDERS, "new"));
  }
}
