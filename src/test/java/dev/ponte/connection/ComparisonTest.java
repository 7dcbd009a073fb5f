package dev.ponte.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.FailureClass;
import dev.ponte.kit.HeldLease;
import dev.ponte.kit.TestChecks;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

  private final TestChecks checks = new TestChecks("erp");
  private final PollRun run = new PollRun(new HeldLease());
  private int readable = Integer.MAX_VALUE;

  ComparisonTest() {
    for (String key : List.of("a", "b", "c", "d")) {
      checks.acknowledged(key, "1");
    }
  }

  @Test
  void differences_come_page_by_page_and_what_is_missing_at_last() {
    Comparison comparison = comparison();

    assertThat(keys(comparison.next())).containsExactly("b");
    comparison.recorded();
    assertThat(keys(comparison.next())).containsExactly("d");
    comparison.recorded();
    assertThat(comparison.hasNext()).isFalse();
    assertThat(run.firstFailure()).isNull();
  }

  @Test
  void a_page_is_not_reached_before_its_differences_are_recorded() {
    Comparison comparison = comparison();
    comparison.next();

    assertThat(comparison.hasNext()).as("a splitter looks ahead").isTrue();
    assertThat(checks.position()).as("the second page's differences are under way").isEqualTo("1");

    comparison.recorded();
    assertThat(checks.position()).isEqualTo("2");
  }

  @Test
  void a_quota_without_calls_to_spare_is_no_failure_and_the_next_run_goes_on() {
    readable = 1;
    assertThat(comparison().hasNext()).isFalse();
    assertThat(checks.position()).isEqualTo("1");
    assertThat(run.firstFailure()).isNull();

    readable = Integer.MAX_VALUE;
    assertThat(keys(comparison().next())).containsExactly("b");
  }

  @Test
  void a_run_that_dies_before_the_differences_are_recorded_finds_them_again() {
    comparison().next();

    assertThat(comparison().hasNext()).isTrue();
    assertThat(checks.position()).isEqualTo("1");
  }

  @Test
  void a_page_that_was_not_recorded_is_not_passed_over_by_a_later_one() {
    Comparison comparison = comparison();
    comparison.next();
    comparison.next();

    comparison.recorded();

    assertThat(comparison.hasNext()).isFalse();
    assertThat(checks.position()).as("the first page with differences comes again").isEqualTo("1");
  }

  @Test
  void a_pass_is_over_when_its_last_differences_are_recorded() {
    Comparison comparison = comparison();
    comparison.next();
    comparison.recorded();
    comparison.next();
    assertThat(comparison.hasNext()).isFalse();
    assertThat(checks.position()).isNotNull();

    comparison.recorded();
    assertThat(checks.position()).as("a new pass begins at the beginning").isNull();
  }

  /** Three pages: a as told, b otherwise, c as told; d is lost. */
  private Comparison comparison() {
    return new Comparison(
        checks.begin("stock", "shop", null).orElseThrow(),
        run,
        this::page,
        json -> Expected.of(Map.of("quantity", json)));
  }

  private Comparison.Page page(String position) {
    int page = position == null ? 0 : Integer.parseInt(position);
    if (page >= readable) {
      throw new DeliveryFailure(FailureClass.THROTTLED, "no calls to spare");
    }
    Map<String, Map<String, String>> held =
        switch (page) {
          case 0 -> Map.of("a", Map.of("quantity", "1"));
          case 1 -> Map.of("b", Map.of("quantity", "2"));
          default -> Map.of("c", Map.of("quantity", "1"));
        };
    return new Comparison.Page(held, page == 2 ? null : String.valueOf(page + 1));
  }

  private static List<String> keys(List<Difference> differences) {
    return differences.stream().map(Difference::key).toList();
  }
}
