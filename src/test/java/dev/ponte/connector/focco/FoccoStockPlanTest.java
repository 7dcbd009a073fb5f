package dev.ponte.connector.focco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoccoStockPlanTest {

  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final BigDecimal MANY = BigDecimal.valueOf(100);

  private final FoccoStockPlan plan = new FoccoStockPlan();

  @Test
  void what_was_sold_goes_before_what_was_never_read_and_that_before_what_was() {
    list("read", "unread", "sold");
    plan.read(item("read"), MANY, START);
    plan.read(item("sold"), MANY, START);
    plan.sold(item("sold"), START);

    assertThat(next(3, START.plusSeconds(60)))
        .containsExactly(item("sold"), item("unread"), item("read"));
  }

  @Test
  void what_is_nearly_sold_out_goes_before_what_is_plenty() {
    list("plenty", "few");
    plan.read(item("plenty"), MANY, START);
    plan.read(item("few"), BigDecimal.valueOf(2), START);

    assertThat(next(1, START.plusSeconds(60))).containsExactly(item("few"));
  }

  @Test
  void what_waits_since_a_sale_goes_first_until_it_is_read_however_often_it_is_told() {
    list("read", "sold");
    plan.read(item("read"), BigDecimal.ONE, START);
    plan.read(item("sold"), MANY, START);
    plan.waiting(item("sold"), 2, START);
    plan.waiting(item("sold"), 2, START);

    assertThat(next(1, START.plusSeconds(60))).containsExactly(item("sold"));
    assertThat(plan.read(item("sold"), MANY, START.plusSeconds(30)).sales())
        .as("counted once")
        .isCloseTo(2, within(0.01));
    assertThat(plan.asked(item("sold"))).isZero();
    assertThat(next(1, START.plusSeconds(60))).containsExactly(item("read"));
  }

  @Test
  void the_more_an_item_is_sold_the_more_often_it_is_read() {
    list("fast", "slow");
    for (int sale = 0; sale < 30; sale++) {
      plan.sold(item("fast"), START);
    }
    next(2, START);
    plan.read(item("fast"), MANY, START.plusSeconds(60));
    plan.read(item("slow"), MANY, START);

    assertThat(next(1, START.plusSeconds(120))).containsExactly(item("fast"));
  }

  @Test
  void as_long_as_nothing_is_sold_items_are_read_one_after_the_other() {
    list("a", "b", "c");
    plan.read(item("b"), MANY, START);
    plan.read(item("c"), MANY, START.plusSeconds(1));
    plan.read(item("a"), MANY, START.plusSeconds(2));

    assertThat(next(3, START.plusSeconds(60))).containsExactly(item("b"), item("c"), item("a"));
  }

  @Test
  void one_sale_is_partly_chance_and_two_are_more_than_twice_as_telling() {
    list("never", "once", "twice");
    plan.waiting(item("once"), 1, START);
    plan.waiting(item("twice"), 2, START);
    next(3, START);
    plan.read(item("once"), MANY, START);
    plan.read(item("twice"), MANY, START.plusSeconds(30));
    plan.read(item("never"), MANY, START);

    assertThat(next(3, START.plusSeconds(120)))
        .containsExactly(item("twice"), item("once"), item("never"));
  }

  @Test
  void what_is_being_asked_for_is_not_given_again_until_that_has_failed_for_two_minutes() {
    list("a", "b");

    assertThat(next(1, START)).hasSize(1);
    assertThat(next(2, START.plusSeconds(1))).hasSize(1);
    assertThat(next(2, START.plusSeconds(119))).isEmpty();
    assertThat(next(2, START.plusSeconds(121))).hasSize(2);
  }

  @Test
  void what_was_read_in_this_poll_is_not_given_again_unless_it_was_sold_since() {
    list("a", "b");
    plan.read(item("a"), MANY, START);
    plan.read(item("b"), MANY, START);
    plan.sold(item("b"), START.plusSeconds(1));

    assertThat(plan.next(2, START.plusSeconds(2), START)).containsExactly(item("b"));
  }

  @Test
  void what_focco_does_not_know_is_asked_for_in_rotation_however_well_it_sells() {
    list("known", "unknown");
    plan.waiting(item("unknown"), 30, START);
    plan.waiting(item("known"), 1, START);
    next(2, START);
    plan.read(item("unknown"), null, START);
    plan.read(item("known"), MANY, START);

    assertThat(plan.isUnknown(item("unknown"))).isTrue();
    assertThat(next(1, START.plusSeconds(60))).containsExactly(item("known"));
    assertThat(plan.isUnknown(item("never listed"))).isFalse();
  }

  @Test
  void a_sale_during_the_reading_waits_for_another_one() {
    list("a", "b");
    plan.waiting(item("a"), 1, START);
    assertThat(next(1, START)).containsExactly(item("a"));
    plan.waiting(item("a"), 3, START.plusSeconds(1));

    assertThat(plan.asked(item("a"))).isEqualTo(1);
    assertThat(plan.read(item("a"), MANY, START.plusSeconds(2)).sales()).isCloseTo(1, within(0.01));
    assertThat(next(1, START.plusSeconds(2))).containsExactly(item("a"));
    assertThat(plan.asked(item("a"))).isEqualTo(2);
  }

  @Test
  void sales_a_day_are_told_as_they_are_remembered() {
    for (int day = 0; day < 60; day++) {
      Instant at = START.plus(Duration.ofDays(day));
      plan.sold(item("a"), at);
      plan.sold(item("a"), at);
      next(1, at);
      plan.read(item("a"), MANY, at);
    }
    Instant now = START.plus(Duration.ofDays(59));

    assertThat(plan.salesADay(item("a"), now)).isBetween(new BigDecimal(2), new BigDecimal("2.3"));
    assertThat(plan.salesADay(item("a"), now.plus(Duration.ofDays(3))))
        .as("half of it after a half-life without sales")
        .isBetween(new BigDecimal(1), new BigDecimal("1.2"));
    assertThat(plan.salesADay(item("unknown"), now)).isZero();
  }

  @Test
  void items_that_are_no_longer_listed_are_forgotten_and_none_is_read_for_ever() {
    list("a", "b");
    plan.read(item("a"), MANY, START);
    list("a");

    assertThat(next(5, START)).containsExactly(item("a"));
    assertThat(plan.oldest(START.plusSeconds(90))).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void calls_that_were_not_made_are_saved_for_five_minutes_only() {
    assertThat(plan.allowance(60, START)).isEqualTo(60);
    assertThat(plan.allowance(60, START.plusSeconds(120))).isEqualTo(120);
    assertThat(plan.allowance(60, START.plusSeconds(7200))).isEqualTo(300);
  }

  /** The best rates are in proportion to the square root of the sales (Lagrange). */
  @Test
  void readings_are_nearly_as_fresh_at_a_sale_as_they_can_be() {
    int items = 1_000;
    double[] sales = IntStream.rangeClosed(1, items).mapToDouble(rank -> 1.0 / rank).toArray();
    double roots = IntStream.range(0, items).mapToDouble(i -> Math.sqrt(sales[i])).sum();
    double all = IntStream.range(0, items).mapToDouble(i -> sales[i]).sum();
    int callsAMinute = 30;
    double best = roots * roots / (2 * callsAMinute * all);

    double mean = simulated(items, sales, all, callsAMinute);

    assertThat(best / mean).isGreaterThan(0.8);
  }

  /** Mean age in minutes of the reading of an item at the moment it is sold. */
  private double simulated(int items, double[] sales, double all, int callsAMinute) {
    Random random = new Random(7);
    Instant[] read = new Instant[items];
    list(IntStream.range(0, items).mapToObj(String::valueOf).toArray(String[]::new));
    double ages = 0;
    int counted = 0;
    for (int minute = 0; minute < 1_000; minute++) {
      Instant now = START.plusSeconds(60L * minute);
      for (FoccoCodes.Item item : next(callsAMinute, now)) {
        read[Integer.parseInt(item.code())] = now;
        plan.read(item, MANY, now);
      }
      for (int sale = 0; sale < 3; sale++) {
        int sold = drawn(random.nextDouble() * all, sales);
        Instant at = now.plusSeconds(random.nextInt(60));
        if (minute > 500) {
          ages += Duration.between(read[sold], at).toSeconds() / 60.0;
          counted++;
        }
        plan.sold(item(String.valueOf(sold)), at);
      }
    }
    return ages / counted;
  }

  private static int drawn(double point, double[] weights) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      if (point <= sum) {
        return i;
      }
    }
    return weights.length - 1;
  }

  private List<FoccoCodes.Item> next(int most, Instant now) {
    return plan.next(most, now, now.plusMillis(1));
  }

  private void list(String... codes) {
    plan.list(List.of(codes).stream().map(FoccoStockPlanTest::item).toList(), START);
  }

  private static FoccoCodes.Item item(String code) {
    return new FoccoCodes.Item(code, null);
  }
}
