package dev.ponte.connector.moovin.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoovinWatermarkTest {

  private static final Instant REACHED = Instant.parse("2026-11-26T12:00:00Z");
  private static final LocalDateTime STAMP = LocalDateTime.parse("2026-11-26T08:30:00");

  private final Watermark watermark = new Watermark(STAMP, REACHED);

  @ParameterizedTest
  @CsvSource({
    "PT0S,   2026-11-26T08:20:00",
    "PT4M,   2026-11-26T08:24:00",
    "PT10M,  2026-11-26T08:30:00",
    "PT3H,   2026-11-26T08:30:00",
    "PT-1H,  2026-11-26T08:20:00"
  })
  void the_overlap_shrinks_as_time_passes_and_no_clock_need_agree(
      Duration passed, LocalDateTime from) {
    assertThat(watermark.from(REACHED.plus(passed), Duration.ofMinutes(10))).isEqualTo(from);
  }

  @Test
  void it_moves_forward_only() {
    Instant later = REACHED.plusSeconds(60);

    assertThat(watermark.after(null, later)).isEqualTo(watermark);
    assertThat(watermark.after(STAMP, later)).isEqualTo(watermark);
    assertThat(watermark.after(STAMP.plusSeconds(1), later))
        .isEqualTo(new Watermark(STAMP.plusSeconds(1), later));
  }

  @Test
  void it_is_kept_as_text() {
    assertThat(Watermark.parse(watermark.toString())).isEqualTo(watermark);
  }
}
