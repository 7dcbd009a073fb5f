package dev.ponte.console.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.kit.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LockoutsTest {

  private static final String HERE = "10.0.0.1";

  private final TestClock clock = new TestClock();
  private final Lockouts lockouts = new Lockouts(clock);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      lockouts.failed("ana", HERE);
    }
  }

  @Test
  void four_wrong_passwords_are_a_slip_and_the_fifth_makes_one_wait_a_minute() {
    fail(4);
    assertThat(lockouts.until("ana", HERE)).isEmpty();

    fail(1);

    assertThat(lockouts.until("ana", HERE)).contains(clock.instant().plusSeconds(60));
  }

  @Test
  void another_name_and_another_address_do_not_wait() {
    fail(5);

    assertThat(lockouts.until("bia", HERE)).isEmpty();
    assertThat(lockouts.until("ana", "10.0.0.2")).isEmpty();
  }

  @Test
  void each_further_one_doubles_the_wait_up_to_a_quarter_of_an_hour() {
    fail(7);
    assertThat(lockouts.until("ana", HERE)).contains(clock.instant().plusSeconds(240));

    fail(1000);

    assertThat(lockouts.until("ana", HERE)).contains(clock.instant().plus(Duration.ofMinutes(15)));
  }

  @Test
  void the_right_password_and_half_an_hour_of_quiet_forgive_all() {
    fail(4);
    lockouts.passed("ana", HERE);
    fail(4);
    assertThat(lockouts.until("ana", HERE)).isEmpty();

    clock.forward(Duration.ofMinutes(31));
    fail(4);

    assertThat(lockouts.until("ana", HERE)).isEmpty();
  }
}
