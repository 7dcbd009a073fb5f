package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

  private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");

  /** Puts its clocks forward on 8 March 2026 at 2:00 and back on 1 November at 2:00. */
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @Test
  void a_tick_is_told_in_the_zone_of_the_connection() {
    Instant noon = Instant.parse("2026-03-10T12:00:00Z");

    assertThat(new Cron("0 40 3/6 * * ?", SAO_PAULO).after(noon)).isEqualTo("2026-03-10T12:40:00Z");
    assertThat(new Cron("0 40 3/6 * * ?", ZoneId.of("America/Manaus")).after(noon))
        .isEqualTo("2026-03-10T13:40:00Z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-03-08T06:30:00Z", "2026-11-01T04:30:00Z"})
  void a_dense_schedule_goes_on_evenly_when_the_clocks_are_changed(Instant from) {
    Cron cron = new Cron("0/30 * * * * ?", NEW_YORK);
    Instant tick = from;
    for (int i = 1; i <= 3 * 120; i++) {
      tick = cron.after(tick);
      assertThat(tick).isEqualTo(from.plusSeconds(30L * i));
    }
  }

  @Test
  void an_hour_that_is_left_out_has_no_ticks_and_one_that_comes_twice_has_them_twice() {
    Cron cron = new Cron("0 30 1,2 * * ?", NEW_YORK);

    Instant spring = cron.after(at("2026-03-08T01:00"));
    assertThat(spring).isEqualTo(at("2026-03-08T01:30"));
    assertThat(cron.after(spring)).isEqualTo(at("2026-03-09T01:30"));

    Instant autumn = cron.after(at("2026-11-01T00:00"));
    assertThat(autumn).isEqualTo("2026-11-01T05:30:00Z");
    assertThat(cron.after(autumn)).isEqualTo("2026-11-01T06:30:00Z");
    assertThat(cron.after(autumn.plus(Duration.ofHours(1)))).isEqualTo(at("2026-11-01T02:30"));
  }

  @Test
  void of_many_ticks_that_were_missed_the_latest_counts() {
    Instant due = Instant.parse("2026-03-10T12:00:30Z");
    Instant now = Instant.parse("2026-03-10T19:00:07Z");

    assertThat(new Cron("0/30 * * * * ?", SAO_PAULO).latest(due, now))
        .isEqualTo("2026-03-10T19:00:00Z");
    assertThat(new Cron("0 40 3/6 * * ?", SAO_PAULO).latest(due, now))
        .isEqualTo("2026-03-10T18:40:00Z");
    assertThat(new Cron("30 0 9 * * ?", SAO_PAULO).latest(due, now)).isEqualTo(due);
  }

  @Test
  void a_tick_that_lies_in_the_past_alone_never_comes() {
    assertThat(new Cron("0 0 0 1 1 ? 2020", SAO_PAULO).after(Instant.now())).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "each minute", "0/30 * * * *", "*/5 * * * *", "0 0 25 * * ?", "0 * * * * *"})
  void what_is_no_quartz_cron_is_told_with_its_key(String text) {
    Schedule schedule = new Schedule("ponte.schedule.orders", text, SAO_PAULO);

    assertThatThrownBy(schedule::check)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "ponte.schedule.orders is \"" + text + "\", which is no Quartz cron")
        .hasMessageContaining("0/30 * * * * ?");
  }

  private static Instant at(String local) {
    return LocalDateTime.parse(local).atZone(NEW_YORK).toInstant();
  }
}
