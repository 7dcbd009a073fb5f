package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PollTurnsTest {

  private final PollTurns turns = new PollTurns();

  @Test
  void a_poll_that_was_kept_away_goes_before_one_that_ran_later() {
    assertThat(turns.begin("erp", "invoices")).isTrue();
    turns.kept("erp", "shipments");

    assertThat(turns.begin("erp", "invoices")).isFalse();
    assertThat(turns.begin("erp", "shipments")).isTrue();
    assertThat(turns.begin("erp", "invoices")).isTrue();
  }

  @Test
  void without_a_quota_nobody_waits_for_another() {
    for (int i = 0; i < 3; i++) {
      assertThat(turns.begin("erp", "invoices")).isTrue();
      assertThat(turns.begin("erp", "shipments")).isTrue();
    }
  }

  @Test
  void connections_do_not_wait_for_each_other() {
    assertThat(turns.begin("erp", "invoices")).isTrue();
    turns.kept("store", "orders");

    assertThat(turns.begin("erp", "invoices")).isTrue();
  }

  @Test
  void a_poll_that_withdraws_is_waited_for_no_longer() {
    assertThat(turns.begin("erp", "invoices")).isTrue();
    turns.kept("erp", "shipments");

    turns.withdraw("erp", "shipments");

    assertThat(turns.begin("erp", "invoices")).isTrue();
  }
}
