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
    pause.failed(refused(NOW.plus(Duration.ofHours(1))), NOW);

    assertThat(pause.until(NOW)).contains(NOW.plus(Duration.ofHours(1)));
  }

  @Test
  void a_refusal_without_a_wish_rests_for_ten_seconds_and_longer_each_time() {
    pause.failed(refused(null), NOW);
    assertThat(pause.until(NOW)).contains(NOW.plusSeconds(10));

    pause.failed(refused(null), NOW);
    assertThat(pause.until(NOW)).contains(NOW.plusSeconds(20));
  }

  private static DeliveryFailure refused(Instant retryAt) {
    return new DeliveryFailure(FailureClass.UNAUTHORIZED, "no", null, retryAt, null);
  }
}
