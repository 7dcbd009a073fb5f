package dev.ponte.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.FailureClass;
import dev.ponte.kit.TestDelivery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToldTest {

  private static final Map<String, String> A = Map.of("price", "10");
  private static final Map<String, String> B = Map.of("price", "8", "promotion", "7");

  private final TestDelivery delivery = new TestDelivery("sku", "store");

  @Test
  void what_was_acknowledged_is_no_news() {
    tell(A);

    assertThat(Told.of(delivery).news(A)).isEmpty();
    assertThat(Told.of(delivery).news(B)).isEqualTo(B);
  }

  @Test
  void after_a_lost_answer_both_values_are_news() {
    tell(A);

    lose(B, FailureClass.IN_DOUBT);

    assertThat(Told.of(delivery).news(A)).isEqualTo(A);
    assertThat(Told.of(delivery).news(B)).isEqualTo(B);
  }

  @Test
  void a_field_that_was_told_for_the_first_time_without_an_answer_may_be_held() {
    tell(A);

    lose(B, FailureClass.TRANSIENT);

    assertThat(Told.of(delivery).has("promotion")).isTrue();
    assertThat(Told.of(delivery).changed(A)).containsExactly("price", "promotion");
  }

  @Test
  void the_process_may_die_within_the_call() {
    tell(A);
    delivery.checkpoint(delivery.progress().orElse(null));
    Told told = Told.of(delivery);
    told.telling(B.keySet());

    delivery.killed();

    assertThat(Told.of(delivery).news(A)).isEqualTo(A);
  }

  @ParameterizedTest
  @EnumSource(names = {"REJECTED", "FORBIDDEN", "UNAUTHORIZED", "THROTTLED"})
  void what_was_refused_was_not_told(FailureClass refusal) {
    tell(A);

    lose(B, refusal);

    assertThat(Told.of(delivery).news(A)).isEmpty();
    assertThat(Told.of(delivery).has("promotion")).isFalse();
  }

  @Test
  void what_is_being_made_is_unknown_until_it_is_made() {
    tell(A);
    Told told = Told.of(delivery);
    told.making(Instant.EPOCH, List.of("~hidden"));
    assertThat(Told.of(delivery).making()).contains(Instant.EPOCH);
    assertThat(Told.of(delivery).news(A)).isEqualTo(A);

    told.acknowledged(A);

    assertThat(Told.of(delivery).making()).isEmpty();
    assertThat(Told.of(delivery).has("~hidden")).isTrue();
    assertThat(Told.of(delivery).changed(A)).isEmpty();
  }

  @Test
  void a_record_as_it_was_written_before_is_read() {
    delivery.checkpoint("{\"price\":\"10\"}");
    assertThat(Told.of(delivery).news(A)).isEmpty();

    delivery.checkpoint("?{\"price\":\"10\"}");
    assertThat(Told.of(delivery).news(A)).isEqualTo(A);
    assertThat(Told.of(delivery).has("price")).isTrue();

    delivery.checkpoint("{\"~begun\":\"\",\"~hidden\":\"\"}");
    assertThat(Told.of(delivery).making()).contains(Instant.EPOCH);
  }

  private void tell(Map<String, String> fields) {
    Told told = Told.of(delivery);
    told.telling(told.changed(fields));
    told.holds(fields, List.of());
  }

  private void lose(Map<String, String> fields, FailureClass how) {
    Told told = Told.of(delivery);
    told.telling(told.changed(fields));
    assertThatThrownBy(
            () ->
                told.by(
                    () -> {
                      throw new DeliveryFailure(how, "no answer");
                    }))
        .isInstanceOf(DeliveryFailure.class);
  }
}
