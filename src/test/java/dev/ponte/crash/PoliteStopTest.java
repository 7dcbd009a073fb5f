package dev.ponte.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.kit.HubProcess;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar on its H2 file, stopped politely while many orders are between their first line
 * and CriaPedido in an ERP that takes its time. What happened is counted in the simulators.
 */
@Tag("crash")
class PoliteStopTest {

  private static final int STOPS = 20;
  private static final int ORDERS_A_LIFE = 12;

  private final VtexSimulator vtex = new VtexSimulator(0);
  private final FoccoSimulator focco = new FoccoSimulator(0);

  @TempDir private Path folder;
  private HubProcess hub;

  @BeforeEach
  void start() {
    Assumptions.assumeTrue(HubProcess.isBuilt(), "the jar is not built");
    vtex.start();
    focco.start();
    focco.latency(Duration.ofMillis(400));
    hub = new HubProcess(folder).connect("vtex", vtex).connect("focco", focco);
  }

  @AfterEach
  void stop() {
    hub.close();
    vtex.close();
    focco.close();
  }

  @Test
  void twenty_polite_stops_under_load_park_nothing_lose_nothing_and_leave_no_budget() {
    for (int life = 0; life < STOPS; life++) {
      place(life);
      hub.start();
      long before = focco.calls("CriaItemOrcamento");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> focco.calls("CriaItemOrcamento") > before + 4);
      hub.stop();
    }
    hub.start();
    Collection<String> ids = vtex.orderIds();
    await()
        .atMost(Duration.ofMinutes(5))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> ids.stream().allMatch(it -> vtex.handled(it) > 0 || isParked(it)));

    List<String> parked = ids.stream().filter(this::isParked).toList();
    List<String> lost = ids.stream().filter(it -> focco.ordersOf(it).isEmpty()).toList();
    List<String> twice = ids.stream().filter(it -> focco.ordersOf(it).size() > 1).toList();
    List<String> toldTwice = ids.stream().filter(it -> vtex.handled(it) > 1).toList();
    System.out.printf(
        "%d orders, %d polite stops: %d in Focco, %d parked, %d lost, %d twice, %d told twice, %d budgets left%n",
        ids.size(),
        STOPS,
        focco.orders().size(),
        parked.size(),
        lost.size(),
        twice.size(),
        toldTwice.size(),
        focco.budgets().size());
    assertThat(parked).isEmpty();
    assertThat(lost).isEmpty();
    assertThat(twice).isEmpty();
    assertThat(toldTwice).isEmpty();
    assertThat(focco.budgets()).isEmpty();
  }

  private void place(int life) {
    for (int i = 1; i <= ORDERS_A_LIFE; i++) {
      vtex.place(VtexOrders.order(life * ORDERS_A_LIFE + i));
    }
  }

  private boolean isParked(String id) {
    return hub.log().contains("order " + id + " (vtex) → focco: parked");
  }
}
