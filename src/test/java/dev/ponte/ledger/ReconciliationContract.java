package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ponte.delivery.DeliveryFailure;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Expected;
import dev.ponte.delivery.FailureClass;
import dev.ponte.delivery.ReconciliationPass;
import dev.ponte.delivery.ReconciliationPasses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a connection holds against what it acknowledged last, on any database. */
abstract class ReconciliationContract extends OnLedger {

  private static final Duration DAY = Duration.ofDays(1);
  private static final Function<String, Expected> EXPECTED =
      json -> Expected.of(Map.of("quantity", available(json)));

  @Test
  void a_value_that_the_target_holds_otherwise_is_found_and_sent_again() {
    delivered("cup", 5);
    delivered("pan", 7);
    ReconciliationPass check = begin();

    List<Difference> differences =
        check.compare(Map.of("cup@10", quantity("5"), "pan@10", quantity("9")), EXPECTED);
    node.record("difference", differences, null);

    assertThat(differences)
        .extracting(Difference::key, Difference::expected, Difference::found)
        .containsExactly(tuple("pan@10", "quantity=7", "quantity=9"));
    await().atMost(SOON).until(() -> List.copyOf(seen).equals(List.of("cup 5", "pan 7", "pan 7")));
    awaitState("pan@10", "delivered");
    assertThat(report().differences())
        .extracting(Differences.Found::key, Differences.Found::sentAgain)
        .containsExactly(tuple("pan@10", true));
    assertThat(report().passes())
        .extracting(SqlReconciliationPasses.Pass::compared, SqlReconciliationPasses.Pass::differing)
        .containsExactly(tuple(2L, 1L));
  }

  @Test
  void what_the_target_lost_is_found_when_all_that_it_holds_was_read() {
    delivered("cup", 5);
    delivered("pan", 7);
    ReconciliationPass check = begin();
    check.compare(Map.of("cup@10", quantity("5")), EXPECTED);

    List<Difference> missing = new ArrayList<>();
    check.missing(EXPECTED).forEachRemaining(missing::addAll);
    check.finish();

    assertThat(missing)
        .extracting(Difference::key, Difference::expected, Difference::found)
        .containsExactly(tuple("pan@10", "quantity=7", null));
  }

  @Test
  void what_is_not_ours_or_has_a_newer_value_on_its_way_is_left_alone() {
    delivered("cup", 5);
    delivered("jug", 6);
    node.gate.closedUntil = java.time.Instant.MAX;
    node.record("stock", Messages.stock("cup", 4), null);
    ReconciliationPass check = begin();

    assertThat(
            check.compare(
                Map.of(
                    "cup@10", quantity("1"), "theirs@10", quantity("3"), "jug@10", quantity("6")),
                EXPECTED))
        .isEmpty();
    List<Difference> missing = new ArrayList<>();
    check.missing(EXPECTED).forEachRemaining(missing::addAll);
    assertThat(missing).isEmpty();
  }

  @Test
  void a_value_that_the_target_refused_since_is_not_compared_with_the_one_before() {
    delivered("cup", 5);
    refusing = true;
    node.record("stock", Messages.stock("cup", 4), null);
    await().atMost(SOON).until(() -> states("cup@10").contains("dead"));

    assertThat(begin().compare(Map.of("cup@10", quantity("1")), EXPECTED)).isEmpty();
  }

  @Test
  void a_pass_goes_on_where_it_stood_even_in_another_process() {
    delivered("cup", 5);
    begin().reached("page 7");

    try (LedgerNode other = new LedgerNode(database)) {
      ReconciliationPass check =
          other.part(ReconciliationPasses.class).begin("stock", "shop", DAY).orElseThrow();

      assertThat(check.position()).contains("page 7");
    }
  }

  @Test
  void a_pass_begins_when_the_last_is_old_enough_or_somebody_wants_one() {
    delivered("cup", 5);
    begin().finish();

    assertThat(node.part(ReconciliationPasses.class).begin("stock", "shop", DAY)).isEmpty();
    assertThat(node.part(Reconciliations.class).again("shop")).contains("compared again");

    ReconciliationPass again = begin();
    assertThat(again.position()).isEmpty();
    again.finish();
    assertThat(node.part(ReconciliationPasses.class).begin("stock", "shop", DAY)).isEmpty();
    assertThat(node.part(ReconciliationPasses.class).begin("stock", "shop", Duration.ZERO))
        .isPresent();
    assertThat(node.part(ReconciliationPasses.class).begin("price", "shop", DAY))
        .as("takes none")
        .isEmpty();
  }

  @Test
  void a_route_may_only_report() {
    delivered("cup", 5);
    List<Difference> differences = begin().compare(Map.of("cup@10", quantity("9")), EXPECTED);

    node.record("difference?heal=false", differences, null);

    assertThat(report().differences())
        .extracting(Differences.Found::found, Differences.Found::sentAgain)
        .containsExactly(tuple("quantity=9", false));
    assertThat(states("cup@10")).containsExactly("delivered");
  }

  @Test
  void what_was_overtaken_meanwhile_is_not_sent_again() {
    delivered("cup", 5);
    List<Difference> differences = begin().compare(Map.of("cup@10", quantity("9")), EXPECTED);
    node.record("stock", Messages.stock("cup", 4), null);
    await().atMost(SOON).until(() -> states("cup@10").equals(List.of("delivered", "delivered")));

    node.record("difference", differences, null);

    assertThat(List.copyOf(seen)).containsExactly("cup 5", "cup 4");
    assertThat(report().differences())
        .extracting(Differences.Found::sentAgain)
        .containsExactly(false);
  }

  @Test
  void what_was_found_by_the_way_is_reported_and_told_with_the_story_of_its_key() {
    delivered("cup", 5);

    node.part(ReconciliationPasses.class)
        .report(new Difference(null, "stock", "erp", "cup@10", "shop", "quantity=5", null));

    assertThat(node.part(KeyHistory.class).story("cup@10").differences())
        .extracting(Differences.Found::connection, Differences.Found::expected)
        .containsExactly(tuple("shop", "quantity=5"));
    assertThat(report().differences())
        .extracting(Differences.Found::key, Differences.Found::sentAgain)
        .containsExactly(tuple("cup@10", false));
    assertThat(states("cup@10")).containsExactly("delivered");
  }

  private volatile boolean refusing;
  private boolean routed;

  private void delivered(String sku, int available) {
    if (!routed) {
      routed = true;
      node.routeTo(
          "ledger:stock?subscriber=shop",
          exchange -> {
            if (refusing) {
              throw new DeliveryFailure(FailureClass.REJECTED, "no");
            }
            String json = exchange.getMessage().getBody(String.class);
            seen.add(LedgerNode.delivery(exchange).key().replace("@10", " ") + available(json));
          });
    }
    node.record("stock", Messages.stock(sku, available), null);
    awaitState(sku + "@10", "delivered");
  }

  private ReconciliationPass begin() {
    return node.part(ReconciliationPasses.class).begin("stock", "shop", DAY).orElseThrow();
  }

  private Reconciliations.Report report() {
    return node.part(Reconciliations.class).report();
  }

  private static Map<String, String> quantity(String quantity) {
    return Map.of("quantity", quantity);
  }

  private static String available(String json) {
    try {
      return new ObjectMapper().readTree(json).path("available").asText();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
