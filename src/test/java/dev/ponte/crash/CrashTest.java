package dev.ponte.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.ponte.kit.HubProcess;
import dev.ponte.sandbox.Fault;
import dev.ponte.sandbox.FoccoSimulator;
import dev.ponte.sandbox.VtexOrders;
import dev.ponte.sandbox.VtexSimulator;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged jar against simulators in another process, killed again and again. What happened is
 * counted in the simulators, not in Ponte's own words.
 */
@Tag("crash")
class CrashTest {

  private static final int ORDERS = 200;
  private static final int KILLS = 20;

  private final VtexSimulator vtex = new VtexSimulator(0);
  private final FoccoSimulator focco = new FoccoSimulator(0);

  @TempDir private Path folder;
  private HubProcess hub;

  @BeforeEach
  void start() {
    Assumptions.assumeTrue(HubProcess.isBuilt(), "the jar is not built");
    vtex.start();
    focco.start();
    // Slow enough that a kill meets orders at every step.
    focco.latency(Duration.ofMillis(15));
    hub =
        new HubProcess(folder)
            .connect("vtex", vtex)
            .connect("focco", focco)
            .set("ponte.connections.focco.read-timeout", "3s")
            .set("ponte.connections.focco.orders.late-effect", "1s")
            .set("ponte.connections.focco.concurrency", "3");
  }

  @AfterEach
  void stop() {
    hub.close();
    vtex.close();
    focco.close();
  }

  @Test
  void two_hundred_orders_survive_twenty_kills_nothing_lost_nothing_twice() {
    List<String> ids = place(ORDERS);
    Random random = new Random(2026);
    int killed = 0;
    while (killed < KILLS) {
      boolean withheld = killed % 4 == 3;
      if (withheld) {
        focco.inject("CriaPedido", Fault.REPLY_WITHHELD, 1);
      }
      hub.start();
      long before = focco.calls();
      await().atMost(Duration.ofMinutes(4)).until(() -> focco.calls() > before + 2);
      pause(random.nextInt(withheld ? 800 : 500));
      hub.kill();
      killed++;
      focco.heal();
      // Each life finds work of its own.
      placeMoreIfDone(ids, killed);
    }
    hub.start();
    await()
        .atMost(Duration.ofMinutes(15))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> ids.stream().allMatch(this::isSettled));

    Set<String> twice =
        ids.stream().filter(it -> focco.ordersOf(it).size() > 1).collect(Collectors.toSet());
    List<String> parked = ids.stream().filter(this::isParked).toList();
    List<String> lost =
        ids.stream()
            .filter(it -> focco.ordersOf(it).isEmpty())
            .filter(it -> !parked.contains(it))
            .toList();
    List<String> unacknowledged =
        ids.stream()
            .filter(it -> vtex.handled(it) != 1)
            .filter(it -> !parked.contains(it))
            .toList();
    System.out.printf(
        "%d orders, %d kills: %d in Focco, %d twice, %d lost, %d parked, %d not acknowledged, %d budgets left%n",
        ids.size(),
        killed,
        focco.orders().size(),
        twice.size(),
        lost.size(),
        parked.size(),
        unacknowledged.size(),
        focco.budgets().size());
    assertThat(twice).isEmpty();
    assertThat(lost).isEmpty();
    assertThat(unacknowledged).isEmpty();
    // Parked are only orders whose CriaPedido was carried out and whose answer was lost.
    assertThat(parked).allMatch(it -> focco.ordersOf(it).size() == 1);
  }

  private List<String> place(int number) {
    IntStream.rangeClosed(1, number).forEach(i -> vtex.place(VtexOrders.order(i)));
    return new java.util.ArrayList<>(vtex.orderIds());
  }

  private void placeMoreIfDone(List<String> ids, int killed) {
    if (ids.stream().filter(it -> vtex.handled(it) == 0).count() > 5) {
      return;
    }
    for (int i = 0; i < 30; i++) {
      vtex.place(VtexOrders.order(10_000 + killed * 100 + i));
    }
    ids.clear();
    ids.addAll(vtex.orderIds());
  }

  private boolean isSettled(String id) {
    return vtex.handled(id) == 1 || isParked(id);
  }

  private boolean isParked(String id) {
    return vtex.handled(id) == 0 && hub.log().contains("order " + id + " (vtex) → focco: parked");
  }

  private static void pause(long millis) {
    await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
  }
}
