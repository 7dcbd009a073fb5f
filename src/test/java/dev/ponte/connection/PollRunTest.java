package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.kit.HeldLease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PollRunTest {

  private final PollRun run = new PollRun(new HeldLease());

  @ParameterizedTest
  @EnumSource(
      value = FailureClass.class,
      names = {"TRANSIENT", "IN_DOUBT", "THROTTLED", "UNAUTHORIZED", "FORBIDDEN"})
  void three_failures_in_a_row_that_are_the_system_s_end_the_run(FailureClass what) {
    fail("1", what);
    fail("2", what);
    assertThat(run.stopped()).isFalse();

    fail("3", what);

    assertThat(run.stopped()).isTrue();
  }

  @Test
  void what_is_refused_of_single_records_ends_no_run_and_hides_no_trouble() {
    for (int i = 0; i < 20; i++) {
      fail("refused " + i, FailureClass.REJECTED);
    }
    assertThat(run.stopped()).isFalse();

    fail("1", FailureClass.TRANSIENT);
    fail("refused", FailureClass.REJECTED);
    fail("2", FailureClass.TRANSIENT);
    fail("3", FailureClass.TRANSIENT);

    assertThat(run.stopped()).isTrue();
  }

  @Test
  void the_first_failure_names_its_record() {
    fail("17", FailureClass.TRANSIENT);
    fail("18", FailureClass.TRANSIENT);

    assertThat(run.firstFailure()).hasMessage("order 17: shop is busy");
    assertThat(run.firstFailure().failureClass()).isEqualTo(FailureClass.TRANSIENT);
  }

  private void fail(String order, FailureClass what) {
    run.failed("order " + order, new DeliveryFailure(what, "shop is busy"));
  }
}
