package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class DispositionTest {

  private static final Instant NOW = Instant.parse("2026-03-10T15:00:00Z");
  private static final Duration GIVE_UP = Duration.ofHours(72);

  @Test
  void a_refused_permission_is_waited_for_and_its_age_counts() {
    Disposition young = verdict(FailureClass.FORBIDDEN, NOW.plusSeconds(40), Duration.ofHours(71));
    Disposition old = verdict(FailureClass.FORBIDDEN, NOW.plusSeconds(40), Duration.ofHours(73));

    assertThat(young.state()).isEqualTo(State.RETRYING);
    assertThat(young.counts()).isTrue();
    assertThat(young.delay()).isEqualTo(Duration.ofSeconds(40));
    assertThat(old.state()).isEqualTo(State.DEAD);
    assertThat(old.words()).startsWith("Given up after 72 h: ").contains("have x allowed");
  }

  @Test
  void what_a_person_has_to_do_elsewhere_is_looked_for_less_and_less_often_and_never_given_up() {
    Disposition fresh = verdict(FailureClass.HELD, null, Duration.ofSeconds(5));
    Disposition young = verdict(FailureClass.HELD, null, Duration.ofMinutes(50));
    Disposition old = verdict(FailureClass.HELD, null, Duration.ofDays(40));

    assertThat(List.of(fresh, young, old))
        .allSatisfy(it -> assertThat(it.state()).isEqualTo(State.PENDING))
        .noneMatch(Disposition::counts)
        .extracting(Disposition::delay)
        .containsExactly(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(10));
  }

  @Test
  void a_delivery_is_never_due_in_eleven_days_because_a_system_said_so() {
    for (FailureClass what : new FailureClass[] {FailureClass.TRANSIENT, FailureClass.NOT_YET}) {
      assertThat(verdict(what, NOW.plusSeconds(999_999), Duration.ZERO).delay())
          .isEqualTo(Duration.ofHours(1));
    }
  }

  private static Disposition verdict(FailureClass what, Instant retryAt, Duration age) {
    Claim claim =
        new Claim(
            1,
            1,
            1,
            1,
            1,
            age.toSeconds(),
            "order",
            "vtex",
            "",
            "v1",
            null,
            "{}",
            false,
            false,
            false,
            null);
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setException(new DeliveryFailure(what, "have x allowed", null, retryAt, null));
    LeasedDelivery delivery = new LeasedDelivery(claim, "focco", null, null, () -> false);
    return Disposition.of(exchange, delivery, GIVE_UP, NOW);
  }
}
