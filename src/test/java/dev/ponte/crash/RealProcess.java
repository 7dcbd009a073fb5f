package dev.ponte.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.kit.HubProcess;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar as a process between a store and an ERP. What happened is counted in the
 * simulators, not in Ponte's own words.
 */
abstract class RealProcess {

  final VtexSimulator vtex = new VtexSimulator(0);
  final FoccoSimulator focco = new FoccoSimulator(0);

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  HubProcess hub;
  private int placed;

  @BeforeEach
  void startSimulators() {
    Assumptions.assumeTrue(HubProcess.isBuilt(), "the jar is not built");
    vtex.start();
    focco.start();
    hub = new HubProcess(folder).connect("vtex", vtex).connect("focco", focco);
  }

  @AfterEach
  void stopAll() {
    hub.close();
    vtex.close();
    focco.close();
  }

  void place(int orders) {
    for (int i = 0; i < orders; i++) {
      vtex.place(VtexOrders.order(++placed));
    }
  }

  /** Returns when the ERP has begun so many more orders. */
  void awaitBegun(int orders) {
    long before = focco.calls("CriaItemOrcamento");
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> focco.calls("CriaItemOrcamento") >= before + orders);
  }

  /** Every order is in the ERP once, its store was told once, and nothing waits for a person. */
  void expectAllOnce(String day) {
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> ids(it -> vtex.handled(it) == 0 && !isParked(it)).isEmpty());

    List<String> parked = ids(this::isParked);
    List<String> lost = ids(it -> focco.ordersOf(it).isEmpty());
    List<String> twice = ids(it -> focco.ordersOf(it).size() > 1);
    List<String> toldTwice = ids(it -> vtex.handled(it) > 1);
    System.out.printf(
        "%s: %d orders, %d in Focco, %d parked, %d lost, %d twice, %d told twice, %d budgets left%n",
        day,
        placed,
        focco.orders().size(),
        parked.size(),
        lost.size(),
        twice.size(),
        toldTwice.size(),
        focco.budgets().size());
    assertThat(parked).as("parked").isEmpty();
    assertThat(lost).as("lost").isEmpty();
    assertThat(twice).as("twice").isEmpty();
    assertThat(toldTwice).as("told twice").isEmpty();
  }

  private List<String> ids(Predicate<String> which) {
    return vtex.orderIds().stream().filter(which).toList();
  }

  private boolean isParked(String id) {
    return hub.log().contains("order " + id + " (vtex) → focco: parked");
  }
}
