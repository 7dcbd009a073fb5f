package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PauseTest {

  private static final Instant NOW = Instant.parse("2026-03-10T13:20:00Z");

  private final Pause pause = new Pause();

  @Test
  void a_refusal_rests_as_long_as_the_system_asks() {
    pause.failed(1, 2, refused(NOW.plus(Duration.ofHours(1))), NOW);

    assertThat(pause.until(NOW)).contains(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void a_refusal_without_a_wish_rests_for_ten_seconds_and_longer_each_time() {
    pause.failed(1, 2, refused(null), NOW);
    assertThat(pause.until(NOW)).contains(NOW.plusSeconds(10));

    pause.failed(3, 4, refused(null), NOW);
    assertThat(pause.until(NOW)).contains(NOW.plusSeconds(20));
  }

  @Test
  void calls_that_were_refused_together_are_one_refusal() {
    pause.failed(7, 9, refused(null), NOW);
    pause.failed(6, 10, refused(null), NOW);
    pause.failed(8, 11, refused(null), NOW);

    assertThat(pause.until(NOW)).contains(NOW.plusSeconds(10));
  }

  @Test
  void an_answer_to_a_call_that_was_sent_before_ends_no_rest() {
    pause.failed(2, 3, refused(null), NOW);

    assertThat(pause.answered(1, NOW)).isFalse();
    assertThat(pause.until(NOW)).isPresent();
    assertThat(pause.answered(4, NOW)).isTrue();
    assertThat(pause.until(NOW)).isEmpty();
  }

  @Test
  void a_time_that_the_system_gave_ends_by_itself_only() {
    Instant end = NOW.plus(Duration.ofHours(1));
    pause.failed(1, 2, refused(end), NOW);

    assertThat(pause.answered(4, NOW)).isFalse();
    assertThat(pause.until(NOW)).contains(end);
    assertThat(pause.answered(4, end)).isTrue();
    assertThat(pause.reason()).isEmpty();
  }

  private static DeliveryFailure refused(Instant retryAt) {
    return new DeliveryFailure(FailureClass.UNAUTHORIZED, "no", null, retryAt, null);
  }
}
