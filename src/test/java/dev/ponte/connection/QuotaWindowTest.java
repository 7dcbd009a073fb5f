package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaWindowTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant NOW = START.plusSeconds(1200);

  /** 300 calls an hour, 60 kept for orders, 90 more for invoices; a third of the hour is over. */
  private static final QuotaRule SPAN =
      new QuotaRule(
          "short",
          "store",
          300,
          priority -> List.of(0, 60, 150).get(priority - 1),
          now -> START,
          start -> start.plus(Duration.ofHours(1)));

  private static final QuotaWindow WINDOW = new QuotaWindow(SPAN, 100, START);

  @ParameterizedTest
  @CsvSource({
    "0, 3, 0",
    "100, 3, 0",
    "150, 3, 20",
    "200, 3, 40",
    "200, 2, 40",
    "160, 2, 0",
    "200, 1, 0",
    "201, 1, 40",
    "350, 3, 40",
    "425, 3, 70",
    "500, 3, 100",
    "650, 3, 100",
    "501, 1, 100"
  })
  void a_call_is_made_when_the_window_leaves_enough_to_those_before_it(
      long wanted, int priority, long minutes) {
    assertThat(Duration.between(NOW, WINDOW.lastOf(wanted, priority, NOW)))
        .isCloseTo(Duration.ofMinutes(minutes), Duration.ofSeconds(31));
  }

  @ParameterizedTest
  @CsvSource({"0, 150", "20, 100", "30, 75", "59, 3"})
  void what_is_kept_shrinks_with_the_window(int minute, int kept) {
    assertThat(SPAN.keptAt(3, START.plus(Duration.ofMinutes(minute)))).isEqualTo(kept);
  }
}
