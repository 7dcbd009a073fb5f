package dev.ponte.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Stopped politely while many orders are between their first line and CriaPedido in a slow ERP. */
@Tag("crash")
class PoliteStopTest extends RealProcess {

  private static final int STOPS = 20;

  @Test
  void twenty_polite_stops_under_load_park_nothing_lose_nothing_and_leave_no_budget() {
    focco.latency(Duration.ofMillis(400));
    for (int life = 0; life < STOPS; life++) {
      place(12);
      hub.start();
      awaitBegun(5);
      hub.stop();
    }
    hub.start();

    expectAllOnce(STOPS + " polite stops");
    assertThat(focco.budgets()).isEmpty();
  }
}
