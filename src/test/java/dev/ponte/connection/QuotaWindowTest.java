package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaWindowTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant NOW = START.plusSeconds(1200);

  /** 300 calls an hour, 20 kept for orders, 30 more for invoices; 100 are used, 40 min are left. */
  private static final QuotaWindow WINDOW =
      new QuotaWindow(
          "short", 300, 100, List.of(0, 20, 50), START, START.plus(Duration.ofHours(1)));

  @ParameterizedTest
  @CsvSource({
    "150, 3, 0",
    "151, 3, 40",
    "180, 2, 0",
    "181, 2, 40",
    "200, 1, 0",
    "201, 1, 40",
    "400, 3, 40",
    "401, 3, 100",
    "650, 3, 100",
    "651, 3, 160",
    "0, 3, 0"
  })
  void the_last_call_is_made_in_this_window_or_in_full_ones_after_it(
      long wanted, int priority, long minutes) {
    assertThat(WINDOW.lastOf(wanted, priority, NOW))
        .contains(NOW.plus(Duration.ofMinutes(minutes)));
  }

  @Test
  void a_priority_that_must_leave_all_calls_to_others_never_has_its_turn() {
    QuotaWindow orders =
        new QuotaWindow("short", 15, 0, List.of(0, 15, 15), START, START.plusSeconds(60));

    assertThat(orders.lastOf(1, 3, START)).isEmpty();
    assertThat(orders.lastOf(1, 1, START)).contains(START);
  }
}
