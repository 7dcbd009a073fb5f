package dev.ponte.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.ponte.canonical.OrderStatus;
import dev.ponte.delivery.Delivery;
import dev.ponte.delivery.Difference;
import dev.ponte.delivery.Mark;
import dev.ponte.delivery.Reference;
import dev.ponte.delivery.References;
import dev.ponte.ledger.view.OrderSearch;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One person is given out or erased, and still nothing happens twice, on any database. */
abstract class PersonalDataContract extends OnLedger {

  private static final String ANA = "11122233344";
  private static final String BIA = "55566677788";

  private final Act act = new Act("dpo", "admin", "test", "request 7");

  private PersonalData personalData() {
    return node.part(PersonalData.class);
  }

  private void live() {
    node.route(
        "ledger:order?subscriber=erp",
        it -> {
          seen.add("order " + it.key());
          it.trace(new Delivery.Call("PostOrcamento", "{\"cpf\":\"" + ANA + "\"}", 200, "ok", 5));
          it.checkpoint("{\"budget\":7,\"document\":\"" + ANA + "\"}");
        });
    node.route("ledger:order-status?subscriber=shop", it -> seen.add("status " + it.key()));
    node.route("ledger:customer?subscriber=shop", it -> seen.add("customer " + it.key()));
    Mark mark = new Mark("erp", "customer", ANA, "stamp");
    node.record("order", Messages.order("1"), null);
    node.record("order-status", Messages.status("shop", "1", OrderStatus.Status.ACCEPTED), null);
    node.record("customer", Messages.customer(ANA, "Ana Souza", "gold"), mark);
    node.record("customer", Messages.customer(BIA, "Bia Lima", "gold"), null);
    node.part(References.class)
        .save(List.of(new Reference("customer", "", ANA, "erp", "50873", null, null, false)));
    node.record("dead-letter", "{\"cpf\":\"111.222.333-44\"}", new Mark("shop", "order", "8", "x"));
    node.record("dead-letter", "{\"cpf\":\"" + BIA + "\"}", new Mark("shop", "order", "9", "x"));
    node.record("order-status", Messages.status(null, "7", OrderStatus.Status.ACCEPTED), null);
    node.record("difference", new Difference(null, "order", "shop", "1", "erp", "a", "b"), null);
    await().atMost(SOON).until(() -> count("delivered") == 4);
  }

  /** Every text of every table. */
  private String everything() {
    StringBuilder all = new StringBuilder();
    for (String table :
        List.of(
            "head",
            "message",
            "delivery",
            "attempt",
            "reference",
            "mark",
            "dead_letter",
            "waiting_message",
            "difference",
            "cursor_position",
            "note",
            "sold",
            "cause",
            "audit",
            "bulk",
            "bulk_item",
            "erasure",
            "search_term",
            "order_clock")) {
      all.append(jdbc.sql("SELECT * FROM " + table).query().listOfRows());
    }
    return all.toString();
  }

  @Test
  void a_person_gets_all_that_is_known() {
    live();

    String all = personalData().export("111.222.333-44", act).toString();

    assertThat(all)
        .contains("Ana Souza", "PostOrcamento", "50873", "111.222.333-44", "ACCEPTED")
        .doesNotContain("Bia Lima", BIA);
    assertThat(node.part(Audit.class).newest())
        .singleElement()
        .satisfies(it -> assertThat(it.toString()).contains("export", "dpo").doesNotContain(ANA));
  }

  @Test
  void an_erased_person_is_nowhere_and_others_stay() {
    live();

    Repairs.Answer answer = personalData().erase(ANA, act);

    assertThat(answer.done()).as(answer.words()).isTrue();
    assertThat(everything())
        .doesNotContain(ANA, "111.222.333-44", "Ana Souza", "SOUZA")
        .contains("Bia Lima", BIA);
    OrderSearch search = node.part(OrderSearch.class);
    assertThat(search.find(ANA, true).hits()).isEmpty();
    assertThat(search.find("1", true).hits()).as("by its number").isNotEmpty();
  }

  @Test
  void what_must_not_happen_twice_still_cannot() {
    live();
    personalData().erase(ANA, act);
    seen.clear();

    node.record("order", Messages.order("1"), null);
    node.record("customer", Messages.customer(ANA, "Ana Souza", "gold"), null);

    assertThat(states("1"))
        .as("the order and its status")
        .containsExactly("delivered", "delivered");
    assertThat(
            node.part(Marks.class).contains(new Mark("erp", "customer", ANA, "stamp").toString()))
        .as("the next poll does not fetch the customer again")
        .isTrue();
    assertThat(node.part(References.class).byKey("customer", "", ANA, "erp"))
        .hasValueSatisfying(it -> assertThat(it.id()).isEqualTo("50873"));
    assertThat(node.part(References.class).byKeys("customer", "", List.of(ANA), "erp"))
        .containsKey(ANA);
    assertThat(
            jdbc.sql("SELECT COUNT(*) FROM head WHERE type = 'customer'")
                .query(Long.class)
                .single())
        .isEqualTo(2);
    assertThat(seen).isEmpty();
    assertThat(everything()).doesNotContain(ANA);
  }

  @Test
  void a_changed_order_of_an_erased_person_is_for_a_person_without_a_word_of_the_old_one() {
    live();
    personalData().erase(ANA, act);

    node.record("order", Messages.order("1", "12.00"), null);

    assertThat(states("1")).containsExactly("delivered", "delivered", "parked");
    assertThat(words("1")).contains("not kept any more");
  }

  @Test
  void nobody_is_erased_while_an_order_is_on_its_way_or_without_a_reason() {
    node.gate.closedUntil = Instant.MAX;
    node.route("ledger:order?subscriber=erp", it -> {});
    node.record("order", Messages.order("1"), null);

    assertThat(personalData().erase(ANA, act).words())
        .contains("1 deliveries")
        .contains("on their way");
    assertThat(personalData().erase(ANA, new Act("dpo", null, "test", null)).words())
        .contains("Say why");
    assertThatThrownBy(() -> personalData().erase("1234", act))
        .hasMessageContaining("A CPF has 11 digits");
    assertThat(everything()).contains("Ana Souza");
  }
}
