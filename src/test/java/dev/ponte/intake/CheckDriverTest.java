package dev.ponte.intake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ponte.connection.Connection;
import dev.ponte.connection.PollRun;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.ReconciliationPass;
import dev.ponte.delivery.ReconciliationPasses;
import dev.ponte.kit.HeldLease;
import dev.ponte.kit.TestChecks;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How what a connection holds is compared, over as many runs as it takes. */
class CheckDriverTest {

  private final Connection shop =
      new Connection(
          "shop",
          null,
          URI.create("http://localhost"),
          ZoneOffset.UTC,
          null,
          Duration.ofHours(1),
          false,
          Map.of(),
          null,
          null);
  private final TestChecks checks = new TestChecks("erp");
  private final PollRun run = new PollRun(new HeldLease());
  private final List<String> found = new ArrayList<>();
  private int readable = Integer.MAX_VALUE;
  private FailureClass trouble = FailureClass.THROTTLED;
  private String unrecorded = "none";

  CheckDriverTest() {
    for (String key : List.of("a", "b", "c", "d")) {
      checks.acknowledged(key, "1");
    }
  }

  @Test
  void differences_come_page_by_page_and_what_is_missing_at_last() {
    assertThat(compare()).isNull();

    assertThat(found).containsExactly("b", "d");
    assertThat(run.firstFailure()).isNull();
    assertThat(checks.position()).as("a new pass begins at the beginning").isNull();
  }

  @Test
  void a_page_whose_differences_are_not_recorded_is_not_reached_and_comes_again() {
    unrecorded = "b";

    assertThat(compare()).hasMessage("The database is away");
    assertThat(checks.position()).isEqualTo("1");

    unrecorded = "none";
    found.clear();
    compare();
    assertThat(found).containsExactly("b", "d");
  }

  @Test
  void a_pass_is_not_over_before_all_that_is_missing_is_recorded() {
    unrecorded = "d";
    compare();
    assertThat(checks.position()).isEqualTo("2");

    unrecorded = "none";
    compare();
    assertThat(checks.position()).isNull();
  }

  @Test
  void a_quota_without_calls_to_spare_is_no_failure_and_the_next_run_goes_on() {
    readable = 1;
    compare();
    assertThat(found).isEmpty();
    assertThat(checks.position()).isEqualTo("1");
    assertThat(run.firstFailure()).isNull();

    readable = Integer.MAX_VALUE;
    compare();
    assertThat(found).containsExactly("b", "d");
  }

  @Test
  void a_page_that_cannot_be_read_is_the_poll_s_failure() {
    readable = 2;
    trouble = FailureClass.TRANSIENT;

    compare();

    assertThat(run.firstFailure()).hasMessage("no page 2");
    assertThat(checks.position()).isEqualTo("2");
  }

  private Exception compare() {
    return new CheckDriver(checks)
        .run(
            held(),
            shop,
            run,
            differences -> {
              List<String> keys = differences.stream().map(Difference::key).toList();
              found.addAll(keys);
              return keys.contains(unrecorded)
                  ? new IllegalStateException("The database is away")
                  : null;
            });
  }

  /** Three pages: a as told, b otherwise, c as told; d is lost. */
  private HeldState held() {
    return new HeldState() {
      @Override
      public Optional<ReconciliationPass> begin(ReconciliationPasses all, Connection connection) {
        return all.begin("stock", connection.name(), Duration.ofDays(1));
      }

      @Override
      public Function<String, Page> open(Connection connection) {
        return at -> page(at == null ? 0 : Integer.parseInt(at));
      }

      @Override
      public Expected expected(Connection connection, String json) {
        return Expected.of(Map.of("quantity", json));
      }
    };
  }

  private HeldState.Page page(int page) {
    if (page >= readable) {
      throw new DeliveryFailure(trouble, "no page " + page);
    }
    Map<String, Map<String, String>> held =
        switch (page) {
          case 0 -> Map.of("a", Map.of("quantity", "1"));
          case 1 -> Map.of("b", Map.of("quantity", "2"));
          default -> Map.of("c", Map.of("quantity", "1"));
        };
    return new HeldState.Page(held, page == 2 ? null : String.valueOf(page + 1));
  }
}
